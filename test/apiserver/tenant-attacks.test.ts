// A tenant attacks a server that he holds: quarantine, profile and denied ranges still apply, and nothing forged is applied.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { KubeObject } from '../../functions/kube/object.ts';
import { forgedTextsIn, WAYS } from '../hostile/forgeries.ts';
import { QUARANTINE } from '../hostile/held.ts';
import { type Cluster, clusterTest, installCrd, read } from './cluster.ts';
import { createReader, hold, HOLDS } from './harness/held-servers.ts';
import type { KubeClient } from './harness/kube-client.ts';
import { kubectl } from './harness/kubectl.ts';
import {
  type Arena,
  atRest,
  childrenOf,
  makeTenant,
  openOf,
  pathOf,
  type Rule,
  SERVERS,
  serverPath,
  startArena,
  syncAll,
} from './harness/tenant.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf, type WireObject } from './harness/wire.ts';

const LAST_APPLIED = 'metacontroller.k8s.io/last-applied-configuration';
const SECONDS = { seconds: 20 };

/** What the tenant of most attacks may do. */
const CONFIG_MAPS: Rule = { apiGroups: [''], resources: ['configmaps'], verbs: ['*'] };
const PATCH = ['get', 'list', 'patch', 'update'];
const RBAC: Rule = {
  apiGroups: ['rbac.authorization.k8s.io'],
  resources: ['roles', 'rolebindings'],
  verbs: PATCH,
};
/** For whoever may patch the other children. */
const CHILDREN: readonly Rule[] = [
  { apiGroups: [''], resources: ['services', 'serviceaccounts', 'configmaps'], verbs: PATCH },
  { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: PATCH },
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets'], verbs: PATCH },
];

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

interface Stage {
  readonly arena: Arena;
  readonly tenant: KubeClient;
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const started: { stage?: Stage } = {};
  const attack = (name: string, check: (stage: Stage) => Promise<void>): void =>
    clusterTest(`${applyStrategy}: ${name}`, async () => {
      assert.ok(started.stage !== undefined, 'hooks and loop did not start');
      await check(started.stage);
    });

  clusterTest(`${applyStrategy}: a tenant with MCPServers and ConfigMaps`, async (cluster: Cluster) => {
    await installCrd(cluster);
    const arena = await startArena(cluster, { namespace: `test-tenant-${applyStrategy}`, applyStrategy });
    cleanup.push(arena.stop);
    const tenant = await makeTenant(cluster, arena.namespace, { name: 'tenant', rules: [SERVERS, CONFIG_MAPS] });
    started.stage = { arena, tenant };
    const status = await tenant.request('GET', '/api/v1/nodes');
    assert.equal(status.status, 403, 'the tenant is an administrator');
  });

  attack('quarantine closes a held server with an adopted ConfigMap', quarantineDefeated);
  for (const way of Object.keys(HOLDS)) {
    attack(`profile none closes a server that is held by ${HOLDS[way]?.[0]}`, (stage) => frozenProfile(stage, way));
  }
  attack('a denied range that is added closes what held servers had open', frozenDeniedRanges);
  attack('a forged configuration of Role and RoleBinding is not applied', forgedRights);
  attack('forged configurations of all other children are not applied', forgedChildren);
  attack('adopted objects of other names are no reason to fail and are not applied', adoptedObjects);

  clusterTest(`${applyStrategy}: hooks and loop end`, async () => {
    await started.stage?.arena.stop();
    cleanup.length = 0;
  });
}

/** The errors that the loop has had with a server since there were so many. */
function errorsOf({ loop, namespace }: Arena, name: string, since: number): readonly string[] {
  return loop.errors
    .slice(since)
    .filter(({ parent, message }) => parent === `${namespace}/${name}` && !message.includes('has been modified'))
    .map(({ message }) => message);
}

async function quarantineDefeated({ arena, tenant }: Stage): Promise<void> {
  const { cluster, namespace } = arena;
  const server = await createReader(arena, tenant, 'quarantined');
  assert.notDeepEqual(await openOf(arena, 'quarantined'), []);
  await hold(arena, tenant, { name: 'quarantined', way: 'reference' });
  const before = arena.loop.errors.length;
  const labels = { 'controller-uid': server.metadata.uid };
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  const made = await tenant.request('POST', path, { metadata: { name: 'x', labels }, data: {} });
  assert.equal(made.status, 201, made.body.message);
  const annotations = { [QUARANTINE]: 'true' };
  await cluster.request('MERGE', serverPath(arena, 'quarantined'), { metadata: { annotations } });
  await waitFor(
    'every connection to be closed',
    async () => {
      const open = await openOf(arena, 'quarantined');
      if (open.length > 0) throw new Error(`open: ${open.join(', ')}`);
      return true;
    },
    SECONDS,
  );
  await waitFor(
    'condition Quarantined',
    async () => {
      const condition = conditionOf(await read(cluster, serverPath(arena, 'quarantined')), 'Quarantined');
      return condition?.status === 'True' ? true : undefined;
    },
    SECONDS,
  );
  assert.deepEqual(errorsOf(arena, 'quarantined', before), []);
}

/** What status and `kubectl get -o wide` say of the newest spec as if profile none were enforced; looked at before the policies are. */
async function claimsOf({ cluster, namespace }: Arena, name: string): Promise<readonly string[]> {
  const server = await read(cluster, serverPath({ namespace }, name));
  const { stdout } = await kubectl(['get', 'mcpserver', name, '-n', namespace, '-o', 'wide', '--no-headers']);
  const said = conditionOf(server, 'PermissionsEnforced');
  const isNew = server.status.observedGeneration === server.metadata.generation;
  if (said === undefined || !isNew || !/ none /.test(said.message)) return [];
  return [...(said.status === 'True' ? [said.message] : []), ...(/ nothing /.test(stdout) ? [stdout] : [])];
}

/** Waits until the backend of a server cannot do what it must not; a status that says so before is a lie. */
async function waitUntilClosed(arena: Arena, name: string, mayNot: (way: string) => boolean): Promise<void> {
  const lies = new Set<string>();
  const look = async (): Promise<true> => {
    const claims = await claimsOf(arena, name);
    const open = (await openOf(arena, name)).filter(mayNot);
    if (open.length === 0) return true;
    for (const claim of claims) lies.add(claim);
    throw new Error(`open: ${open.join(', ')}`);
  };
  await waitFor(`${name} to be closed`, look, SECONDS).finally(() =>
    assert.deepEqual([...lies], [], 'status says that it is enforced'),
  );
}

async function frozenProfile({ arena, tenant }: Stage, way: string): Promise<void> {
  const name = `none-${way}`;
  await createReader(arena, tenant, name);
  await hold(arena, tenant, { name, way });
  const permissionProfile = { type: 'builtin', name: 'none' };
  await arena.cluster.request('MERGE', serverPath(arena, name), { spec: { permissionProfile } });
  await waitUntilClosed(arena, name, (open) => open.startsWith('backend ->'));
  const server = await waitFor('a status that says it', async () => {
    const found = await read(arena.cluster, serverPath(arena, name));
    return conditionOf(found, 'PermissionsEnforced')?.status === 'True' ? found : undefined;
  });
  const { stdout } = await kubectl(['get', 'mcpserver', name, '-n', arena.namespace, '-o', 'wide', '--no-headers']);
  assert.ok(stdout.includes(conditionOf(server, 'NetworkOpen')?.message ?? 'no message'), stdout);
  assert.equal(server.status.phase, 'Failed', 'it is still held');
}

/** A connection of the backend in the denied ranges. */
function isUnder(way: string): boolean {
  return /^backend -> (169\.254|10)\./.test(way);
}

async function frozenDeniedRanges({ arena, tenant }: Stage): Promise<void> {
  const names = Object.keys(HOLDS).map((way) => ({ name: `denied-${way}`, way }));
  await Promise.all(names.map(({ name }) => createReader(arena, tenant, name)));
  await Promise.all(names.map((each) => hold(arena, tenant, each)));
  const except = ['169.254.0.0/16', '10.0.0.0/8'];
  await arena.restartHooks({ permissionProfiles: { network: { except } } });
  try {
    await Promise.all(names.map(({ name }) => waitUntilClosed(arena, name, isUnder)));
    for (const { name } of names) {
      // oxlint-disable-next-line no-await-in-loop -- read one after the other
      assert.ok((await openOf(arena, name)).includes('backend -> 192.0.2.7:443'), 'the profile opens the rest');
    }
  } finally {
    await arena.restartHooks({});
  }
}

/** What an object asks for, with nothing that the cluster's own controllers write. */
function contentOf({ metadata, status: _status, ...content }: WireObject): unknown {
  const { name, uid, labels, ownerReferences, annotations = {} } = metadata;
  const own = Object.entries(annotations).filter(
    ([key]) => key !== LAST_APPLIED && !key.startsWith('deployment.kubernetes.io/'),
  );
  return { name, uid, labels, ownerReferences, own, content };
}

function contentsByName(objects: readonly WireObject[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, contentOf(object)]));
}

function isNoPolicy({ kind }: WireObject): boolean {
  return kind !== 'NetworkPolicy';
}

/** Forges what Metacontroller remembers of some children of a held server, and looks at all of them after the next sync. */
async function forgeAndSync(stage: Stage, server: WireObject, forger: KubeClient): Promise<void> {
  const { arena } = stage;
  const before = await childrenOf(arena, server);
  const open = await openOf(arena, server.metadata.name);
  const forge = WAYS['the remembered configuration alone'];
  const codes = await Promise.all(
    before.map(async (child) => {
      const forged = forge?.(child as unknown as KubeObject).metadata.annotations?.[LAST_APPLIED];
      const patch = { metadata: { annotations: { [LAST_APPLIED]: forged } } };
      return (await forger.request('MERGE', pathOf(child), patch)).status;
    }),
  );
  assert.ok(codes.filter((code) => code === 200).length >= 2, `patched: ${codes.join(', ')}`);
  await syncAll(arena);
  await syncAll(arena);
  const now = await childrenOf(arena, server);
  assert.deepEqual(contentsByName(now.filter(isNoPolicy)), contentsByName(before.filter(isNoPolicy)));
  assert.deepEqual(forgedTextsIn(now.map(contentOf)), []);
  // Beside a workload that nobody can vouch for the network is closed.
  const more = (await openOf(arena, server.metadata.name)).filter((way) => !open.includes(way));
  assert.deepEqual(more, []);
}

async function forgedRights(stage: Stage): Promise<void> {
  const { arena } = stage;
  const { cluster, namespace } = arena;
  const server = await createReader(arena, stage.tenant, 'srv');
  const rules = [SERVERS, RBAC];
  const forger = await makeTenant(cluster, namespace, { name: 'forger-of-rights', rules });
  const role = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles/srv-proxy-runner`;
  const wide = [{ apiGroups: [''], resources: ['pods/attach'], verbs: ['create'] }];
  assert.equal((await forger.request('MERGE', role, { rules: wide })).status, 403, 'Kubernetes refuses more rights');
  const edited = await forger.request('MERGE', serverPath(arena, 'srv'), { spec: { image: 'not an image!' } });
  assert.equal(edited.status, 200, edited.body.message);
  await atRest(arena);
  await forgeAndSync(stage, server, forger);
}

async function forgedChildren(stage: Stage): Promise<void> {
  const { arena, tenant } = stage;
  const server = await createReader(arena, tenant, 'forged');
  const forger = await makeTenant(arena.cluster, arena.namespace, { name: 'forger', rules: [SERVERS, ...CHILDREN] });
  await hold(arena, tenant, { name: 'forged', way: 'reference' });
  await forgeAndSync(stage, server, forger);
}

async function adoptedObjects(stage: Stage): Promise<void> {
  const { arena, tenant } = stage;
  const { cluster, namespace } = arena;
  const server = await createReader(arena, tenant, 'adopting');
  await hold(arena, tenant, { name: 'adopting', way: 'reference' });
  const before = await childrenOf(arena, server);
  const errors = arena.loop.errors.length;
  const labels = { 'controller-uid': server.metadata.uid };
  const core = `/api/v1/namespaces/${namespace}`;
  const wide = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'y', namespace },
    spec: { type: 'LoadBalancer' },
  };
  const annotations = { [LAST_APPLIED]: JSON.stringify(wide) };
  const ports = [{ port: 80 }];
  const made = [
    await cluster.request('POST', `${core}/configmaps`, { metadata: { name: 'plain', labels } }),
    await cluster.request('POST', `${core}/serviceaccounts`, { metadata: { name: 'plain', labels } }),
    await cluster.request('POST', `${core}/services`, {
      metadata: { name: 'y', labels, annotations },
      spec: { ports },
    }),
  ];
  assert.deepEqual(
    made.map(({ status }) => status),
    [201, 201, 201],
  );
  await syncAll(arena);
  assert.deepEqual(errorsOf(arena, 'adopting', errors), []);
  const service = await cluster.get(`${core}/services/y`);
  assert.notEqual(service?.spec['type'], 'LoadBalancer');
  const now = await childrenOf(arena, server);
  const kept = now.filter(({ metadata }) => before.some((old) => old.metadata.uid === metadata.uid));
  assert.deepEqual(contentsByName(kept), contentsByName(before));
}
