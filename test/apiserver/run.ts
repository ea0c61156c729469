// Runs the suites of this folder: on the cluster of KUBECONFIG one file after the other, or on control planes of its own side by
// side. A file changes its cluster as a whole (definitions, webhooks, loops that watch every server), so two never share one.

import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type ControlPlane, startControlPlane } from './harness/control-plane.ts';
import { runFiles } from './harness/run-files.ts';

/** Control planes beside each other. Most of a suite is waiting for what controllers do, so two keep two cores busy. */
const CONTROL_PLANES = 2;

/** The slowest first, so that none is left over for the end. */
const SLOWEST = ['migrate', 'convergence', 'release-before', 'tenant-attacks', 'doctor', 'chart', 'names-that-meet'];

const folder = import.meta.dirname;
const chosen = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts') && (chosen.length === 0 || chosen.some((word) => file.includes(word))))
  .toSorted((left, right) => rank(left) - rank(right) || left.localeCompare(right))
  .map((file) => join(folder, file));

function rank(file: string): number {
  const place = SLOWEST.indexOf(file.replace('.test.ts', ''));
  return place === -1 ? SLOWEST.length : place;
}

async function main(): Promise<boolean> {
  const name = 'test-apiserver';
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if ((process.env['KUBECONFIG'] ?? '') !== '') return runFiles({ name, files, places: [process.env] });
  if (assets === undefined) {
    console.log(
      `${name}: skipped, no cluster: set KUBECONFIG, or KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver`,
    );
    return true;
  }
  const controlPlanes: ControlPlane[] = [];
  try {
    // One after the other: each looks for free ports and then takes them.
    while (controlPlanes.length < Math.min(CONTROL_PLANES, files.length)) {
      const controlPlane = await startControlPlane(assets);
      controlPlanes.push(controlPlane);
      console.log(`${name}: started ${controlPlane.parts.join(', ')}`);
    }
    const path = `${assets}${delimiter}${process.env['PATH'] ?? ''}`;
    const places = controlPlanes.map(({ kubeconfig }) => ({ ...process.env, PATH: path, KUBECONFIG: kubeconfig }));
    return await runFiles({ name, files, places });
  } finally {
    await Promise.all(controlPlanes.map((controlPlane) => controlPlane.stop()));
  }
}

// An interrupted run takes its programs along: they are killed when this process exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

process.exitCode = (await main()) ? 0 : 1;
