// Adoption on a real API server: children as ToolHive 0.44 leaves them are taken over in place, exactly as the plan said, through
// interruptions after every single write; and back again. Both apply strategies.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { ATTACHED_TO } from '../../functions/compile/annotations.ts';
import { findDifferences } from '../../functions/cli/compare/differences.ts';
import type { PrintedServer } from '../../functions/cli/commands/migrate-plan.ts';
import { type ChildForecast, content } from '../../functions/cli/migrate/takeover.ts';
import { compositeController } from '../../functions/simulator/composite-controller.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { run } from '../cli/command-line.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { installCompositeControllers } from './harness/chart-release.ts';
import { type Operator, settle, startOperator } from './harness/loop.ts';
import { interruptedApply } from './harness/interrupted-apply.ts';
import { DEPLOYMENTS, listAll, listChildren, PODS, SERVICES, STATEFUL_SETS } from './harness/objects.ts';
import {
  createToolhiveCase,
  createToolhiveOperator,
  TOOLHIVE_CASES,
  TOOLHIVE_FINALIZER,
} from './harness/toolhive-objects.ts';
import { waitFor } from './harness/wait.ts';
import type { WireObject } from './harness/wire.ts';

const CONTROLLERS = '/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers';
const CONFIG_KINDS = ['MCPToolConfig', 'MCPExternalAuthConfig', 'MCPGroup'];

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

/** Every server of this file can be taken over. */
type PlannedServer = PrintedServer & { readonly takeover: Required<PrintedServer['takeover']> };

for (const strategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const namespace = `test-migrate-${strategy}`;
  const system = `${namespace}-system`;
  const known: {
    operator?: Operator;
    before?: readonly WireObject[];
    pods?: readonly string[];
    plan?: readonly PlannedServer[];
    folder?: string;
  } = {};
  const title = (text: string): string => `migrate, ${strategy}: ${text}`;
  const apply = (folder: string): ReturnType<typeof run> =>
    run(`migrate apply --yes --strategy ${strategy} --timeout 120 --state ${folder}`);

  clusterTest(
    title('a cluster as ToolHive leaves it'),
    async (cluster) => {
      await installCrd(cluster);
      await installCompositeControllers(cluster);
      await waitFor('the servers of other files to be gone', async () => {
        const all = await read(cluster, '/apis/toolhive.stacklok.dev/v1beta1/mcpservers');
        return all.items.length === 0 ? true : undefined;
      });
      for (const name of [namespace, system]) {
        await makeNamespace(cluster, name);
        cleanup.push(() => removeNamespace(cluster, name));
      }
      known.folder = await mkdtemp(join(tmpdir(), 'toolhive-migrate-'));
      cleanup.push(() => rm(need(known.folder), { recursive: true, force: true }));
      await createToolhiveOperator(cluster, system);
      for (const name of TOOLHIVE_CASES) await createToolhiveCase(cluster, name, namespace);
      await waitFor('every pod to run', async () => {
        const workloads = [
          ...(await listAll(cluster, DEPLOYMENTS, namespace)),
          ...(await listAll(cluster, STATEFUL_SETS, namespace)),
        ];
        return workloads.every(({ status }) => status.readyReplicas === 1) ? true : undefined;
      });
      for (const { path } of CONFIGS) await createHeldConfig(cluster, namespace, path);
      known.before = await listOwned(cluster, namespace);
      known.pods = await podNames(cluster, namespace);
    },
    ['pods'],
  );

  clusterTest(title('the plan, asked of the cluster, covers every server'), async () => {
    const { out, code, err } = await run(`migrate plan --live -o json --strategy ${strategy}`);
    assert.equal(code, 0, err);
    known.plan = (JSON.parse(out) as { servers: readonly PlannedServer[] }).servers;
    assert.equal(known.plan.length, TOOLHIVE_CASES.length);
  }, ['pods']);

  clusterTest(
    title('a dry run is judged by the API server and changes nothing'),
    async (cluster) => {
      const { out, code, err } = await run(`migrate apply --dry-run --strategy ${strategy}`);
      assert.equal(code, 0, err);
      assert.match(out, /the API server would take \d\d+ changes; nothing was changed$/m);
      assert.deepEqual(await listOwned(cluster, namespace), need(known.before));
    },
    ['pods'],
  );

  clusterTest(
    title('interrupted after every single write it goes on, and prepares everything without a restart'),
    async (cluster) => {
      const writes = await interruptedApply(need(known.folder), strategy);
      // Each server has a finalizer and at least eight children; the operator is scaled once.
      assert.ok(writes > TOOLHIVE_CASES.length * 9, `${writes} writes`);
      const { out, code, err } = await apply(need(known.folder));
      assert.equal(code, 5, err);
      assert.match(out, /^this operator is not installed yet\. Now your step:$/m);
      const [operator] = await listAll(cluster, DEPLOYMENTS, system);
      assert.equal(need(operator).spec['replicas'], 0);
      assert.deepEqual(await podNames(cluster, namespace), need(known.pods));
      for (const server of (await read(cluster, serversPath(namespace))).items)
        assert.deepEqual((server.metadata as unknown as KubeObject['metadata']).finalizers ?? [], []);
      assert.deepEqual(
        await finalizersOfConfigs(cluster, namespace),
        CONFIGS.map(() => [FOREIGN_FINALIZER]),
      );
    },
    ['pods'],
  );

  clusterTest(
    title('this operator takes over, and apply ends'),
    async (cluster) => {
      await installOperator(cluster);
      const { out, code, err } = await apply(need(known.folder));
      assert.equal(code, 0, `${out}${err}`);
      assert.match(
        out,
        /^\[6\/6\] verify: 11 servers: nothing was recreated, everything is adopted, no old finalizer$/m,
      );
      await settle(need(known.operator));
      assert.deepEqual(refusals(need(known.operator)), []);
    },
    ['pods'],
  );

  const installOperator = async (cluster: Cluster): Promise<void> => {
    known.operator = await startOperator(cluster, {
      applyStrategy: strategy,
      hooks: { settings: { references: { configKinds: CONFIG_KINDS } } },
    });
    cleanup.push(need(known.operator).stop);
    await cluster.request('POST', CONTROLLERS, compositeController(need(known.operator).hooks.url));
    cleanup.push(() => cluster.request('DELETE', `${CONTROLLERS}/toolhive-mcpserver`));
  };

  clusterTest(
    title('the plan predicted exactly what was done, field by field'),
    async (cluster) => {
      const now = await listOwned(cluster, namespace);
      for (const { server, takeover } of need(known.plan))
        assertPrediction(server.split('/')[1] ?? '', takeover, { before: need(known.before), now });
      const planned = need(known.plan).flatMap(({ takeover }) => takeover.children.map(({ child }) => child));
      assert.deepEqual(now.map(nameOf).toSorted(), planned.toSorted());
    },
    ['pods'],
  );

  clusterTest(
    title('only the pods of announced restarts are others'),
    async (cluster) => {
      const gone = need(known.pods).filter((pod) => !restartsOf(pod, need(known.plan)));
      const now = await podNames(cluster, namespace);
      for (const pod of gone) assert.ok(now.includes(pod), `${pod} was replaced and the plan did not say so`);
    },
    ['pods'],
  );

  clusterTest(
    title('the way back, and nothing differs from what ToolHive had left'),
    async (cluster) => {
      await need(known.operator).stop();
      const { out, code, err } = await run(`migrate rollback --yes --state ${need(known.folder)}`);
      assert.equal(code, 0, `${out}${err}`);
      const [operator] = await listAll(cluster, DEPLOYMENTS, system);
      assert.equal(need(operator).spec['replicas'], 1);
      assert.equal((await read(cluster, CONTROLLERS)).items.length, 0);
      assertSameObjects(await listOwned(cluster, namespace), need(known.before));
      for (const server of (await read(cluster, serversPath(namespace))).items)
        assert.deepEqual((server.metadata as unknown as KubeObject['metadata']).finalizers, [TOOLHIVE_FINALIZER]);
      assert.deepEqual(
        await finalizersOfConfigs(cluster, namespace),
        CONFIGS.map(({ finalizer }) => [FOREIGN_FINALIZER, finalizer]),
      );
    },
    ['pods'],
  );

  clusterTest(
    title('a second time forward, and then deleting the servers removes everything'),
    async (cluster) => {
      const folder = join(need(known.folder), 'again');
      const first = await apply(folder);
      assert.equal(first.code, 5, first.err);
      await installOperator(cluster);
      const second = await apply(folder);
      assert.equal(second.code, 0, `${second.out}${second.err}`);
      assert.deepEqual(
        await finalizersOfConfigs(cluster, namespace),
        CONFIGS.map(() => [FOREIGN_FINALIZER]),
      );
      for (const { path } of CONFIGS) {
        const config = `${GROUP}/${path.replace('NAMESPACE', namespace)}/held`;
        await cluster.request('MERGE', config, { metadata: { finalizers: null } });
        await cluster.request('DELETE', config);
        assert.equal(await cluster.get(config), undefined, path);
      }
      await cluster.request('DELETE', serversPath(namespace));
      await waitFor('children and pods to be gone', async () => {
        const left = [...(await listOwned(cluster, namespace)), ...(await listAll(cluster, PODS, namespace))];
        if (left.length > 0) throw new Error(`left: ${left.map(({ metadata }) => metadata.name).join(', ')}`);
        return true;
      });
      await need(known.operator).stop();
      await cluster.request('DELETE', `${CONTROLLERS}/toolhive-mcpserver`);
    },
    ['pods'],
  );
}

/** Objects that servers refer to, one a kind, whether a server names them or not; each with its finalizer of ToolHive. */
const CONFIGS = Object.entries({
  MCPOIDCConfig: { type: 'inline', inline: { issuer: 'https://login.example.com', clientId: 'tools' } },
  MCPTelemetryConfig: { openTelemetry: { enabled: true, endpoint: 'https://collector.example.com:4317' } },
  MCPExternalAuthConfig: { type: 'unauthenticated' },
  MCPToolConfig: { toolsFilter: ['fetch'] },
  MCPGroup: {},
}).map(([kind, spec]) => ({
  kind,
  spec,
  path: `v1beta1/namespaces/NAMESPACE/${kind.toLowerCase()}s`,
  finalizer: `${kind.toLowerCase()}.toolhive.stacklok.dev/finalizer`,
}));
const GROUP = '/apis/toolhive.stacklok.dev';
const FOREIGN_FINALIZER = 'example.com/backup';

async function createHeldConfig(on: Cluster, namespace: string, place: string): Promise<void> {
  const { path, kind, spec, finalizer } = need(CONFIGS.find((config) => config.path === place));
  const metadata = { name: 'held', finalizers: [FOREIGN_FINALIZER, finalizer] };
  const object = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind, metadata, spec };
  const { status, body } = await on.request('POST', `${GROUP}/${path.replace('NAMESPACE', namespace)}`, object);
  assert.equal(status, 201, body.message);
}

async function finalizersOfConfigs(on: Cluster, namespace: string): Promise<readonly unknown[]> {
  const objects = CONFIGS.map(({ path }) => read(on, `${GROUP}/${path.replace('NAMESPACE', namespace)}/held`));
  return (await Promise.all(objects)).map(
    ({ metadata }) => (metadata as unknown as KubeObject['metadata']).finalizers ?? [],
  );
}

function need<T>(value: T | undefined): T {
  assert.ok(value !== undefined, 'an earlier step failed');
  return value;
}

/** What the plan prints is JSON, which has no undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Refusals that are no mere races. */
function refusals({ loop }: Operator): readonly unknown[] {
  return loop.errors.filter(({ message }) => !message.includes('the object has been modified'));
}

/** Everything that belongs to servers: what they own, and the Services that a StatefulSet owns. */
async function listOwned(on: Cluster, namespace: string): Promise<readonly WireObject[]> {
  const owned = await listChildren(on, namespace);
  const services = await listAll(on, SERVICES, namespace);
  const backends = services
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ kind }) => kind === 'StatefulSet') === true)
    .map((service): WireObject => Object.assign(service, { kind: 'Service' }));
  return [...owned, ...backends]
    .map((object): WireObject => Object.assign(object, { status: {} }))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ kind, metadata }: WireObject): string {
  return `${kind}/${metadata.name}`;
}

async function podNames(on: Cluster, namespace: string): Promise<readonly string[]> {
  const pods = await listAll(on, PODS, namespace);
  return pods.map(({ metadata }) => `${metadata.name} ${metadata.uid}`).toSorted();
}

function restartsOf(pod: string, plan: readonly PlannedServer[]): boolean {
  return plan.some(({ server, takeover }) => {
    const name = server.split('/')[1] ?? '';
    const isBackend = new RegExp(`^${name}-\\d+ `).test(pod);
    const isProxy = new RegExp(`^${name}-[a-z0-9]+-[a-z0-9]+ `).test(pod);
    return (isBackend && takeover.restartsBackend.length > 0) || (isProxy && takeover.restartsProxy.length > 0);
  });
}

/** A rolling stdio proxy is marked with the uid of its backend's pod, which nobody can know before. */
function isUnpredictable(path: string): boolean {
  return path.includes(ATTACHED_TO) || path.includes('deployment.kubernetes.io/revision');
}

interface Sides {
  readonly before: readonly WireObject[];
  readonly now: readonly WireObject[];
}

function assertPrediction(server: string, takeover: PlannedServer['takeover'], { before, now }: Sides): void {
  for (const forecast of takeover.children) {
    const name = `${server}: ${forecast.child}`;
    const [old, live] = [before, now].map((side) => side.find((object) => nameOf(object) === forecast.child));
    if (forecast.fate === 'new') assert.ok(old === undefined && live !== undefined, name);
    else if (forecast.fate === 'removed') assert.equal(live, undefined, name);
    else assertChange(name, forecast, [old, live]);
  }
}

function assertChange(
  name: string,
  { differences }: ChildForecast,
  [old, live]: readonly (WireObject | undefined)[],
): void {
  assert.ok(old !== undefined && live !== undefined, name);
  assert.equal(live.metadata.uid, old.metadata.uid, `${name} is the same object`);
  const real = findDifferences(content(old as unknown as KubeObject), content(live as unknown as KubeObject))
    .filter(({ path, before }) => before !== undefined || !/^metadata\.(labels|annotations)/.test(path))
    .filter(({ path }) => !isUnpredictable(path));
  const planned = differences.filter(({ path }) => !isUnpredictable(path));
  assert.deepEqual(plain(sorted(real)), plain(sorted(planned)), name);
}

function sorted<T extends { readonly path: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Everything but versions, generations and times; field managers by name. */
function assertSameObjects(now: readonly WireObject[], before: readonly WireObject[]): void {
  assert.deepEqual(now.map(nameOf), before.map(nameOf));
  for (const [index, object] of now.entries())
    assert.deepEqual(essence(object), essence(before[index]), nameOf(object));
}

function essence(object: WireObject | undefined): unknown {
  assert.ok(object !== undefined);
  const { metadata, ...rest } = object as unknown as KubeObject;
  const {
    managedFields = [],
    resourceVersion: _version,
    generation: _generation,
    annotations = {},
    ...kept
  } = metadata;
  const { 'deployment.kubernetes.io/revision': _revision, ...notes } = annotations;
  const managers = managedFields
    .filter(({ subresource }) => subresource === undefined)
    .map(({ manager, operation, fieldsV1 }) => ({ manager, operation, fieldsV1 }));
  return { ...rest, metadata: { ...kept, notes, managers } };
}
