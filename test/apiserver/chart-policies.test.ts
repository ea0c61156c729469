// What the chart renders is accepted by a real API server, and Metacontroller's
// narrow role is enough for every child and of no use for entering pods.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { parse, stringify } from 'yaml';
import { readChartValues } from '../../scripts/generate/chart-values.ts';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { CHART } from '../chart/helm.ts';
import { parseManifests, render, type Rendered, type Rendering } from '../chart/render.ts';
import { listExamples } from '../examples/example.ts';
import { readExpected } from '../expected/folders.ts';
import { installCrd, makeNamespace, removeNamespace } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { installCompositeControllers } from './harness/chart-release.ts';
import { kubectl } from './harness/kubectl.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'chart-test-policies';
const METACONTROLLER = ['--as=system:serviceaccount:metacontroller:metacontroller', '--as-group=system:authenticated'];
const ROOT = join(import.meta.dirname, '../..');
const FOREIGN_GROUPS = new Set(['cert-manager.io/v1', 'monitoring.coreos.com/v1', 'serving.knative.dev/v1']);
const PLAIN_KINDS: ReadonlySet<string> = new Set(CHILD_RESOURCES.map(({ kind }) => kind));
const POLICIES = 'chart-policies';
const created: string[] = [];

after(async () => {
  if (created.length > 0)
    await kubectl(['delete', '--ignore-not-found', '--wait=false', '-f', '-'], created.join('\n---\n'));
});

function manifest(objects: readonly unknown[]): string {
  return objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('\n---\n');
}

async function make(objects: readonly unknown[]): Promise<void> {
  if (objects.length === 0) return;
  const text = manifest(objects);
  created.push(text);
  const { code, stderr } = await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], text);
  assert.equal(code, 0, stderr);
}

chartTest('chart: every preset is accepted by the API server without a warning', async (cluster) => {
  await installCompositeControllers(cluster);
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  // Pods that are not restricted would be refused here, and Deployments of such pods would get a warning.
  const level = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' };
  await cluster.request('MERGE', `/api/v1/namespaces/${NAMESPACE}`, { metadata: { labels: level } });
  const presets = readdirSync(CHART).filter((file) => /^values.*\.yaml$/.test(file));
  assert.equal(presets.length, 8);
  for (const file of presets) await dryRun({ what: file, files: [join(CHART, file)] });
});

chartTest('chart: with each switch the other way round it is accepted too', async () => {
  const switches = readChartValues(ROOT).filter(({ preset }) => typeof preset === 'boolean');
  assert.ok(switches.length >= 10, String(switches.length));
  for (const { path, preset } of switches) {
    // Needs a namespace of a lower level, which the warning says.
    if (path.join('.') === 'hostNetwork') continue;
    const value = `${path.join('.')}=${String(preset !== true)}`;
    await dryRun({ what: value, set: [value] });
  }
});

/** Asks the API server to take everything that the chart renders, without storing it; a warning counts as a refusal. */
async function dryRun({
  what,
  files = [],
  set = [],
}: { what: string } & Pick<Rendering, 'files' | 'set'>): Promise<void> {
  const all = ['admissionPolicies.enabled=true', `test.namespace=${NAMESPACE}`, ...set];
  const objects: readonly Rendered[] = await render({
    namespace: NAMESPACE,
    release: 'dry',
    files,
    set: all,
    crds: true,
  });
  // A pod is refused while its account is not there, and a dry run makes none.
  await make(objects.filter(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name.endsWith('-test')));
  const known = objects.filter(({ apiVersion }) => !FOREIGN_GROUPS.has(apiVersion));
  const args = ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict'];
  const { code, stderr } = await kubectl([...args, '-f', '-'], manifest(known));
  assert.equal(code, 0, `${what}: ${stderr}`);
  assert.equal(stderr, '', what);
}

/** All children of the examples whose kinds every cluster has, in one namespace, with names that do not clash. */
function children(): readonly Rendered[] {
  return listExamples().flatMap((example, position) => {
    const objects: readonly Rendered[] = parseManifests(readExpected(example).get('children.yaml') ?? '').flat();
    return objects.filter(({ kind }) => PLAIN_KINDS.has(kind)).map((object) => renamed(object, `e${position}`));
  });
}

function renamed(object: Rendered, prefix: string): Rendered {
  const metadata = { ...object.metadata, namespace: NAMESPACE, name: `${prefix}-${object.metadata.name}` };
  if (object.roleRef === undefined) return { ...object, metadata };
  return { ...object, metadata, roleRef: { ...object.roleRef, name: `${prefix}-${object.roleRef.name}` } };
}

chartTest('Metacontroller: its narrow role is enough to make every child of every example', async () => {
  const { clusterRole } = parse(readFileSync(join(CHART, 'metacontroller-values.yaml'), 'utf8'));
  const name = 'chart-test-metacontroller';
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
  const subjects = [{ kind: 'ServiceAccount', name: 'metacontroller', namespace: 'metacontroller' }];
  await make([
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules: clusterRole.rules },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects },
  ]);
  const all = children();
  const roles = all.filter(({ kind }) => kind === 'Role');
  assert.ok(roles.length > 5);
  const applied = await waitForRights(() =>
    kubectl([...METACONTROLLER, 'apply', '--server-side', '-f', '-'], manifest(roles)),
  );
  assert.equal(applied.code, 0, applied.stderr);
  const others = all.filter(({ kind }) => kind !== 'Role');
  const dry = ['apply', '--server-side', '--dry-run=server', '-f', '-'];
  const { code, stderr } = await kubectl([...METACONTROLLER, ...dry], manifest(others));
  assert.equal(code, 0, stderr);
});

// RBAC is read from a cache, a moment after it is written.
function waitForRights<T extends { readonly code: number; readonly stderr: string }>(
  attempt: () => Promise<T>,
): Promise<T> {
  let tries = 0;
  return waitFor('the rights', async () => {
    const result = await attempt();
    tries += 1;
    return result.code === 0 || tries > 5 ? result : undefined;
  });
}

chartTest('Metacontroller: cannot connect to a pod, although it holds the right', async () => {
  const objects: readonly Rendered[] = await render({ release: POLICIES });
  await make(objects.filter(({ kind, metadata }) => /Policy/.test(kind) && metadata.name.endsWith('-no-connect')));
  const attach = ['create', '--raw', `/api/v1/namespaces/${NAMESPACE}/pods/any/attach`, '-f', '/dev/null'];
  const refusal = await waitFor('the policy', async () => {
    const { stderr } = await kubectl([...METACONTROLLER, ...attach]);
    return stderr.includes('no reason to connect') ? stderr : undefined;
  });
  assert.match(refusal, /chart-policies-toolhive-operator-no-connect/);
  const { stderr } = await kubectl(attach);
  assert.match(stderr, /pods "any" not found/);
});

chartTest('chart policies: leave nothing behind', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
