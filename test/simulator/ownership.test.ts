// Claiming, releasing and adopting children, and what happens to them with their parent: as measured on a real cluster.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controllerReference, type KubeObject } from '../../functions/kube/object.ts';
import { syncAnswer } from './fake-hook.ts';
import { CHILDREN, CONFIG_MAP, DEPLOYMENT, startWorld, type World } from './world.ts';

const both = ({ hook }: Pick<World, 'hook'>): void => {
  hook.answers['/sync'] = () => syncAnswer(CHILDREN);
};

function owners(world: World, kind: string, name: string): readonly string[] {
  return (world.get(kind, name)?.metadata.ownerReferences ?? []).map((owner) => owner.uid);
}

test('dynamic-apply: a child that loses the label is released, silently unmanaged, and adopted when the label is back', async (t) => {
  const world = await startWorld(t, {}, both);
  await world.simulator.settled();
  await world.edit('ConfigMap', 's-config', { 'metadata labels controller-uid': undefined });
  assert.deepEqual(owners(world, 'ConfigMap', 's-config'), []);
  world.hook.answers['/sync'] = () => syncAnswer([{ ...CONFIG_MAP, data: { a: '2' } }, DEPLOYMENT]);
  const { creates } = world.simulator.counts;
  await world.again();
  assert.equal(world.simulator.counts.creates, creates + 1, 'one POST that is answered 409');
  assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], { a: '1' });
  assert.deepEqual(world.simulator.errors, []);
  await world.edit('ConfigMap', 's-config', { 'metadata labels controller-uid': world.parent.metadata.uid });
  assert.deepEqual(owners(world, 'ConfigMap', 's-config'), [world.parent.metadata.uid]);
  assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], { a: '2' });
});

test('server-side-apply: a child that loses the label gets it back', async (t) => {
  const world = await startWorld(t, { applyStrategy: 'server-side-apply' }, both);
  await world.simulator.settled();
  await world.edit('ConfigMap', 's-config', { 'metadata labels controller-uid': undefined });
  assert.equal(world.get('ConfigMap', 's-config')?.metadata.labels?.['controller-uid'], world.parent.metadata.uid);
  assert.deepEqual(owners(world, 'ConfigMap', 's-config'), [world.parent.metadata.uid]);
});

test('claimChildren: a child that only loses its owner is adopted again', async (t) => {
  const world = await startWorld(t, {}, both);
  await world.simulator.settled();
  await world.edit('Deployment', 's', { 'metadata ownerReferences': undefined });
  assert.deepEqual(owners(world, 'Deployment', 's'), [world.parent.metadata.uid]);
});

test('claimChildren: an orphan with the label that is not wanted is adopted and deleted in one sync', async (t) => {
  const world = await startWorld(t, {}, async ({ store, hook, parent }) => {
    hook.answers['/sync'] = () => syncAnswer([]);
    const labels = { 'controller-uid': parent.metadata.uid ?? '' };
    await store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orphan', namespace: 'd', labels } });
  });
  await world.simulator.settled();
  assert.equal(world.get('ConfigMap', 'orphan'), undefined);
});

test('claimChildren: objects of others and of other namespaces are never offered to the hook', async (t) => {
  const world = await startWorld(t, {}, async ({ store, parent }) => {
    const labels = { 'controller-uid': parent.metadata.uid ?? '' };
    await store.create({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'other-owner', namespace: 'd' } });
    await store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'elsewhere', namespace: 'e', labels },
    });
    await store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'plain', namespace: 'd' } });
  });
  await world.simulator.settled();
  assert.deepEqual(world.hook.of('/sync')[0]?.children['ConfigMap.v1'], {});
  assert.ok(world.get('ConfigMap', 'elsewhere') !== undefined && world.get('ConfigMap', 'plain') !== undefined);
});

/** A child as the operator before us left it: owned by the MCPServer, without our label. */
const inherited = (parent: KubeObject): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 's-config', namespace: 'd', ownerReferences: [controllerReference(parent)] },
  data: { a: 'old' },
});

test('take-over: dynamic-apply releases an inherited child and then cannot manage it, without any event', async (t) => {
  const world = await startWorld(t, {}, async ({ store, hook, parent }) => {
    both({ hook });
    await store.create(inherited(parent));
  });
  await world.simulator.settled();
  assert.deepEqual(owners(world, 'ConfigMap', 's-config'), []);
  assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], { a: 'old' });
  assert.deepEqual(world.simulator.errors, []);
});

test('take-over: server-side-apply adopts an inherited child in the first sync and keeps its uid', async (t) => {
  let uid: string | undefined;
  const world = await startWorld(t, { applyStrategy: 'server-side-apply' }, async ({ store, hook, parent }) => {
    both({ hook });
    ({ uid } = (await store.create(inherited(parent))).metadata);
  });
  await world.simulator.settled();
  assert.equal(world.get('ConfigMap', 's-config')?.metadata.uid, uid);
  assert.deepEqual(owners(world, 'ConfigMap', 's-config'), [world.parent.metadata.uid]);
  assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], { a: '1' });
});

test('take-over: server-side-apply of a child that another object controls is refused for ever', async (t) => {
  const world = await startWorld(t, { applyStrategy: 'server-side-apply' }, async ({ store, hook }) => {
    both({ hook });
    const other = await store.create({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'other', namespace: 'd' } });
    await store.create({ ...inherited(other), kind: 'ConfigMap', apiVersion: 'v1' });
  });
  await world.simulator.settled();
  assert.match(world.simulator.errors[0]?.message ?? '', /Only one reference can have Controller set to true/);
  assert.ok(world.get('Deployment', 's') !== undefined, 'the other child is applied');
});

for (const propagation of ['Background', 'Foreground'] as const) {
  test(`deletion: ${propagation} removes the parent and everything that it owns, and nothing comes back`, async (t) => {
    const world = await startWorld(t, {}, both);
    await world.simulator.settled();
    await world.store.delete(world.parent, { propagation });
    await world.simulator.settled();
    assert.deepEqual(world.store.objects(), []);
  });
}

test('deletion: while a finalizer of others holds the parent, only its status is written', async (t) => {
  const world = await startWorld(t, {}, both);
  await world.edit('MCPServer', 's', { 'metadata finalizers': ['others/hold'] });
  await world.simulator.settled();
  world.hook.answers['/sync'] = () => syncAnswer(CHILDREN, { phase: 'Terminating' });
  await world.store.delete(world.parent);
  await world.simulator.settled();
  const request = world.hook.of('/sync').at(-1);
  assert.ok(request?.parent.metadata.deletionTimestamp !== undefined && !request.finalizing);
  assert.equal(world.value('MCPServer', 's', 'status phase'), 'Terminating');
  const child = world.get('ConfigMap', 's-config');
  assert.ok(child !== undefined);
  await world.store.delete(child);
  await world.simulator.settled();
  assert.equal(world.get('ConfigMap', 's-config'), undefined, 'a child is not made again');
  await world.edit('MCPServer', 's', { 'metadata finalizers': [] });
  assert.deepEqual(world.store.objects(), []);
});
