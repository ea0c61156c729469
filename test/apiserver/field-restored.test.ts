// A case of real clusters: a server and its children come back from a backup, with other uids and without owners.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { type Cluster, clusterTest, installCrd, read, serversPath } from './cluster.ts';
import { firstServer, type FieldCase } from '../field/cases.ts';
import { becomes, create, fieldClusterTest, isReady, type World } from './harness/field-cluster.ts';
import { listChildren, listPath, type Resource } from './harness/objects.ts';
import { startArena } from './harness/tenant.ts';
import { shell } from './harness/kubectl.ts';
import { settle, startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf, type WireObject } from './harness/wire.ts';

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

clusterTest('field: the kinds of servers are there', async (cluster) => {
  await installCrd(cluster);
});

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const)
  fieldClusterTest(
    '38',
    `${applyStrategy}: a server and its children that come back from a backup run on`,
    (cluster, field) => restored(cluster, field, applyStrategy),
  );

/** What a backup keeps of an object. */
function kept(object: WireObject, apiVersion: string): object {
  const { name, namespace, labels, annotations } = object.metadata;
  const { clusterIP: _ip, clusterIPs: _ips, ...spec } = object.spec ?? {};
  const rest = object as unknown as Readonly<Record<string, unknown>>;
  const more = Object.fromEntries(
    ['data', 'rules', 'roleRef', 'subjects'].flatMap((key) => (rest[key] === undefined ? [] : [[key, rest[key]]])),
  );
  const isHeadless = _ip === 'None';
  return {
    apiVersion,
    kind: object.kind,
    metadata: { name, namespace, labels, annotations },
    ...more,
    ...(object.spec === undefined ? {} : { spec: isHeadless ? { ...spec, clusterIP: 'None' } : spec }),
  };
}

async function restored(
  cluster: Cluster,
  field: FieldCase,
  applyStrategy: 'dynamic-apply' | 'server-side-apply',
): Promise<void> {
  const arena = await startArena(cluster, { namespace: `test-restored-${applyStrategy}`, applyStrategy });
  cleanup.push(arena.stop);
  const world: World = { arena, cluster, namespace: arena.namespace };
  await create(world, firstServer(field));
  await becomes(world, 'fetch', isReady);
  await settle(arena);
  await arena.loop.stop();
  const children = await listChildren(cluster, world.namespace);
  assert.ok(children.length > 8);
  await cluster.request('DELETE', `${serversPath(world.namespace)}/fetch`);
  await waitFor('everything to be gone', async () => {
    const left = await listChildren(cluster, world.namespace);
    return left.length === 0 ? true : undefined;
  });
  for (const child of children) {
    const { apiVersion, resource } = resourceOf(child.kind);
    // oxlint-disable-next-line no-await-in-loop -- a restore has an order too
    const { status, body } = await cluster.request(
      'POST',
      listPath({ apiVersion, resource }, world.namespace),
      kept(child, apiVersion),
    );
    assert.equal(status, 201, `${child.kind} ${child.metadata.name}: ${body.message}`);
  }
  await create(world, firstServer(field));
  const again = await startOperator(cluster, { applyStrategy });
  cleanup.push(again.stop);
  if (applyStrategy === 'dynamic-apply') await takeBack(world);
  await becomes(world, 'fetch', isReady);
  await settle(again);
  const server = await read(cluster, `${serversPath(world.namespace)}/fetch`);
  for (const child of await listChildren(cluster, world.namespace))
    assert.equal(child.metadata.ownerReferences?.[0]?.uid, server.metadata.uid, `${child.kind} ${child.metadata.name}`);
  await again.stop();
  await arena.stop();
}

/** What dynamic apply never takes back by itself is told of, with the command. */
async function takeBack(world: World): Promise<void> {
  const told = await becomes(world, 'fetch', ({ status }) => status.message?.includes('nobody owns them') === true);
  const [, command = ''] = / Next: (kubectl label .*)$/.exec(told.status.message ?? '') ?? [];
  assert.equal(conditionOf(told, 'BackendReady')?.reason, 'NotOwned');
  const { code, stderr } = await shell(command);
  assert.equal(code, 0, stderr);
}

function resourceOf(kind: string): Resource {
  const found = CHILD_RESOURCES.find((child) => child.kind === kind);
  assert.ok(found !== undefined, kind);
  return found;
}
