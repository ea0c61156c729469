// Test harness: what calls the hooks on the node. The real Metacontroller, installed by its own chart with our values, where the
// variable METACONTROLLER names a folder with its program `metacontroller` and its chart in `chart`; else the loop of the simulator.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../apiserver/cluster.ts';
import { installCompositeControllers } from '../apiserver/harness/chart-release.ts';
import { kubectl } from '../apiserver/harness/kubectl.ts';
import { CHART, helm } from '../chart/helm.ts';
import { putProgram } from './harness-image-tree.ts';
import { startInstalledLoop } from './harness-installed-loop.ts';
import type { RealNode } from './node-tools.ts';

/** Where the values of toolhive-operator expect it. */
const NAMESPACE = 'metacontroller';
const FOLDER = process.env['METACONTROLLER'];
/** Repository and tag that its chart asks for; the node has the image under this name. */
const IMAGE = 'metacontroller:v4.17.2';

/** Why tests of what only the real one does are skipped; false where it calls the hooks. */
export const whyNoMetacontroller: string | false =
  FOLDER === undefined && 'needs METACONTROLLER, a folder with the program and its chart';

/** What tokens and client certificates cost: Metacontroller reads every Secret. Gives what takes the right away. */
export async function letReadSecrets(on: Cluster): Promise<() => Promise<void>> {
  const group = 'rbac.authorization.k8s.io';
  const metadata = { name: 'metacontroller-reads-secrets' };
  const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }];
  const roleRef = { apiGroup: group, kind: 'ClusterRole', name: metadata.name };
  const subjects = [{ kind: 'ServiceAccount', name: 'metacontroller', namespace: NAMESPACE }];
  const path = `/apis/${group}/v1`;
  const objects = { clusterroles: { metadata, rules }, clusterrolebindings: { metadata, roleRef, subjects } };
  for (const [resource, object] of Object.entries(objects)) {
    const { status, body } = await on.request('POST', `${path}/${resource}`, object);
    if (status !== 201) throw new Error(body.message);
  }
  return async () => {
    for (const resource of Object.keys(objects)) await on.request('DELETE', `${path}/${resource}/${metadata.name}`);
  };
}

/** Gives the node the image of Metacontroller; does nothing without one. */
export async function addMetacontroller(node: RealNode): Promise<void> {
  if (FOLDER === undefined) return;
  const tree = mkdtempSync(join(tmpdir(), 'toolhive-metacontroller-'));
  try {
    mkdirSync(join(tree, 'usr/bin'), { recursive: true });
    putProgram(tree, join(FOLDER, 'metacontroller'), 'usr/bin/metacontroller');
    await node.addImage(IMAGE, [tree], ['/usr/bin/metacontroller']);
  } finally {
    rmSync(tree, { recursive: true });
  }
}

/** Installs it before our chart, as the documentation says; without one, its kind alone. Gives what takes it away. */
export async function installMetacontroller(on: Cluster): Promise<() => Promise<void>> {
  if (FOLDER === undefined) {
    await installCompositeControllers(on);
    return async () => undefined;
  }
  const [repository, tag] = IMAGE.split(':');
  const image = [`image.repository=docker.io/library/${repository}`, `image.tag=${tag}`];
  const values = ['--values', join(CHART, 'metacontroller-values.yaml'), ...image.flatMap((value) => ['--set', value])];
  const place = ['--namespace', NAMESPACE, '--create-namespace', '--kubeconfig', on.kubeconfig];
  const { code, stderr } = await helm([
    'install',
    'metacontroller',
    join(FOLDER, 'chart'),
    ...place,
    ...values,
    '--wait',
    '--timeout',
    '240s',
  ]);
  if (code !== 0) throw new Error(`helm install metacontroller: ${stderr}`);
  return async () => {
    await helm(['uninstall', 'metacontroller', '--namespace', NAMESPACE, '--kubeconfig', on.kubeconfig]);
    await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  };
}

/** Makes sure that something calls the hooks; the real one does since it was installed. */
export function startController(on: Cluster): Promise<() => Promise<void>> {
  return FOLDER === undefined ? startInstalledLoop(on) : Promise.resolve(async () => undefined);
}
