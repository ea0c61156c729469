// Runs the suites of this folder: finds or starts a cluster, runs one file after the other, counts the checks.

import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startControlPlane } from './harness/control-plane.ts';
import { runFiles } from './harness/run-files.ts';

const folder = import.meta.dirname;
const chosen = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts') && (chosen.length === 0 || chosen.some((word) => file.includes(word))))
  .toSorted()
  .map((file) => join(folder, file));

async function main(): Promise<boolean> {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if ((process.env['KUBECONFIG'] ?? '') !== '') return runFiles('test-apiserver', files);
  if (assets === undefined) {
    console.log(
      'test-apiserver: skipped, no cluster: set KUBECONFIG, or KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver',
    );
    return true;
  }
  const controlPlane = await startControlPlane(assets);
  try {
    console.log(`test-apiserver: started ${controlPlane.parts.join(', ')}`);
    process.env['KUBECONFIG'] = controlPlane.kubeconfig;
    process.env['PATH'] = `${assets}${delimiter}${process.env['PATH'] ?? ''}`;
    return await runFiles('test-apiserver', files);
  } finally {
    await controlPlane.stop();
  }
}

// An interrupted run takes its programs along: they are killed when this process exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

process.exitCode = (await main()) ? 0 : 1;
