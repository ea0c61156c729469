// Name clashes: a foreign application, or another server's objects, are never taken over, changed or deleted, and status names
// the object, its owner, and what to do.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { clusterTest, installCrd, read, serversPath } from './cluster.ts';
import { DEPLOYMENTS, listPath, SERVICES, STATEFUL_SETS } from './harness/objects.ts';
import { type Arena, atRest, childrenOf, createServer, serverPath, startArena, syncAll } from './harness/tenant.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf, type WireObject } from './harness/wire.ts';

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

const SECONDS = { seconds: 20 };
const ACCOUNTS = { apiVersion: 'v1', resource: 'serviceaccounts' };

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const started: { arena?: Arena } = {};
  const meet = (name: string, check: (arena: Arena) => Promise<void>): void =>
    clusterTest(`${applyStrategy}: ${name}`, async () => {
      assert.ok(started.arena !== undefined, 'hooks and loop did not start');
      await check(started.arena);
    });

  clusterTest(`${applyStrategy}: hooks and loop for names that meet`, async (cluster) => {
    await installCrd(cluster);
    started.arena = await startArena(cluster, { namespace: `test-names-${applyStrategy}`, applyStrategy });
    cleanup.push(started.arena.stop);
  });

  meet('an application of Helm is left alone, told of, and survives the server of its name', metHelm);
  meet('a StatefulSet of Helm is left alone and told of', metStatefulSet);
  meet('an account under a generated name that the spec names is not deleted under the pod', namedAccount);
  meet('of servers whose names meet the later one says so and nothing of the first changes', (arena) =>
    metServer(arena, ['a', 'a-proxy']),
  );
  meet('the same in the other order', (arena) => metServer(arena, ['b-proxy', 'b']));

  clusterTest(`${applyStrategy}: hooks and loop for names that meet end`, async () => {
    await started.arena?.stop();
    cleanup.length = 0;
  });
}

const HELM = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/name': 'dashboards' },
  annotations: { 'meta.helm.sh/release-name': 'dashboards', 'meta.helm.sh/release-namespace': 'elsewhere' },
};

/** A workload of somebody else. */
function workload(name: string, more: object = {}): object {
  const matchLabels = { 'app.kubernetes.io/name': name };
  const containers = [{ name: 'main', image: 'registry.example.com/app:9' }];
  const template = { metadata: { labels: matchLabels }, spec: { containers } };
  return { metadata: { name, ...HELM }, spec: { replicas: 1, selector: { matchLabels }, template, ...more } };
}

async function post({ cluster }: Arena, path: string, object: object): Promise<WireObject> {
  const { status, body } = await cluster.request('POST', path, object);
  assert.equal(status, 201, body.message);
  return body;
}

/** What belongs to its owner; controllers of the cluster write status, and with it a version. */
function own({ metadata, status: _status, ...content }: WireObject): unknown {
  const { uid, generation, labels, ownerReferences, annotations = {} } = metadata;
  const written = Object.entries(annotations).filter(([key]) => !key.startsWith('deployment.kubernetes.io/'));
  return { uid, generation, labels, ownerReferences, written, content };
}

function managersOf({ metadata }: WireObject): readonly string[] {
  const { managedFields = [] } = metadata as { managedFields?: readonly { manager: string }[] };
  return managedFields.map(({ manager }) => manager);
}

/** Waits until status has, for each group, a message with a reason that says all of it: which object, and whose it is. */
async function tellsOf(arena: Arena, name: string, groups: readonly (readonly RegExp[])[]): Promise<void> {
  await waitFor(
    `status of ${name} to tell of what it meets`,
    async () => {
      const { status } = await read(arena.cluster, serverPath(arena, name));
      const told = (status.conditions ?? []).filter(({ reason }) => reason !== '').map(({ message }) => message);
      const missing = groups.filter((texts) => !told.some((message) => texts.every((text) => text.test(message))));
      if (missing.length > 0)
        throw new Error(`nothing says ${missing.join(' and ')}: ${status.phase} ${told.join(' | ')}`);
      assert.notEqual(status.phase, 'Ready');
      return true;
    },
    SECONDS,
  );
}

async function createOnly(arena: Arena, name: string, spec: object = {}): Promise<WireObject> {
  const server = { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http', ...spec };
  const object = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata: { name }, spec: server };
  const made = await post(arena, serversPath(arena.namespace), object);
  await waitFor('a status', async () => {
    const { status } = await read(arena.cluster, serverPath(arena, name));
    return status?.phase === undefined ? undefined : true;
  });
  await syncAll(arena);
  return made;
}

async function metHelm(arena: Arena): Promise<void> {
  const { cluster, namespace } = arena;
  const deployment = `${listPath(DEPLOYMENTS, namespace)}/dashboards`;
  const account = `${listPath(ACCOUNTS, namespace)}/dashboards-sa`;
  await post(arena, listPath(ACCOUNTS, namespace), { metadata: { name: 'dashboards-sa', ...HELM } });
  await post(arena, listPath(DEPLOYMENTS, namespace), workload('dashboards'));
  const before = [await read(cluster, deployment), await read(cluster, account)];
  const untouched = async (): Promise<void> => {
    const now = [await read(cluster, deployment), await read(cluster, account)];
    assert.deepEqual(now.map(own), before.map(own));
    assert.equal(now[1]?.metadata.resourceVersion, before[1]?.metadata.resourceVersion);
    assert.ok(!now.flatMap(managersOf).includes('metacontroller'));
  };

  const server = await createOnly(arena, 'dashboards');
  await untouched();
  await tellsOf(arena, 'dashboards', [
    [/Deployment dashboards\b(?!-)/, /Helm/i],
    [/ServiceAccount dashboards-sa/, /Helm/i],
  ]);
  await untouched();

  const policies = await childrenOf(arena, server);
  await cluster.request('DELETE', serverPath(arena, 'dashboards'));
  await waitFor('the server to be gone', async () =>
    (await cluster.get(serverPath(arena, 'dashboards'))) === undefined ? true : undefined,
  );
  if (cluster.has.controllers) {
    // What the server did have goes; then the garbage collector has been there.
    await waitFor('its children to be gone', async () =>
      (await childrenOf(arena, server)).length === 0 ? true : undefined,
    );
  }
  await untouched();
  assert.ok(policies.every(({ metadata }) => metadata.name !== 'dashboards-sa'));
}

async function metStatefulSet(arena: Arena): Promise<void> {
  const { cluster, namespace } = arena;
  const path = `${listPath(STATEFUL_SETS, namespace)}/ledger`;
  await post(arena, listPath(STATEFUL_SETS, namespace), workload('ledger', { serviceName: 'ledger' }));
  const before = own(await read(cluster, path));
  await createOnly(arena, 'ledger');
  assert.deepEqual(own(await read(cluster, path)), before);
  await tellsOf(arena, 'ledger', [[/StatefulSet ledger\b(?!-)/, /Helm/i]]);
  assert.deepEqual(own(await read(cluster, path)), before);
  await cluster.request('DELETE', serverPath(arena, 'ledger'));
}

async function namedAccount(arena: Arena): Promise<void> {
  const { cluster, namespace } = arena;
  await createServer(arena, cluster, { name: 'named' });
  const account = `${listPath(ACCOUNTS, namespace)}/named-sa`;
  const { uid } = (await read(cluster, account)).metadata;
  // Refusing the edit would do as well; here admission is not asked.
  await cluster.request('MERGE', serverPath(arena, 'named'), { spec: { serviceAccount: 'named-sa' } });
  await atRest(arena);
  await syncAll(arena);
  const statefulSet = await read(cluster, `${listPath(STATEFUL_SETS, namespace)}/named`);
  const { template } = statefulSet.spec as { template: { spec: { serviceAccountName?: string } } };
  assert.equal(template.spec.serviceAccountName, 'named-sa');
  assert.equal((await cluster.get(account))?.metadata.uid, uid, 'the account of the running pod is gone');
}

/** Service `mcp-a-proxy` is what clients of `a` call, and the backend's Service of `a-proxy`. */
async function metServer(arena: Arena, [first, second]: readonly [string, string]): Promise<void> {
  const { cluster, namespace } = arena;
  const winner = await createServer(arena, cluster, { name: first });
  await syncAll(arena);
  const before = (await childrenOf(arena, winner)).map(own);
  const meeting = `mcp-${first.length < second.length ? first : second}-proxy`;
  const service = `${listPath(SERVICES, namespace)}/${meeting}`;
  const { resourceVersion } = (await read(cluster, service)).metadata;

  await createOnly(arena, second);
  await tellsOf(arena, second, [[new RegExp(`Service ${meeting}\\b(?!-)`), new RegExp(`MCPServer ${first}\\b(?!-)`)]]);
  const clash = (await read(cluster, serverPath(arena, second))).status;
  assert.match(clash.message ?? '', new RegExp(meeting), 'the message that kubectl prints');
  assert.equal((await read(cluster, service)).metadata.resourceVersion, resourceVersion);
  assert.deepEqual((await childrenOf(arena, winner)).map(own), before);
  const ready = conditionOf(await read(cluster, serverPath(arena, first)), 'Valid');
  assert.equal(ready?.status, 'True', 'the first one is not held');
}
