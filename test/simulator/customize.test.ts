// The customize hook and related objects: what is asked, what is remembered, what triggers a sync.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syncAnswer } from './fake-hook.ts';
import { CHILDREN, startWorld, type World } from './world.ts';

const configMap = (name: string, namespace = 'd', labels = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels },
  data: { a: '1' },
});

const asking =
  (rule: object) =>
  async ({ store, hook }: Pick<World, 'store' | 'hook'>): Promise<void> => {
    hook.answers['/customize'] = () => ({ body: { relatedResources: [rule] } });
    hook.answers['/sync'] = () => syncAnswer(CHILDREN);
    await store.create(configMap('wanted', 'd', { team: 'a' }));
    await store.create(configMap('other', 'd'));
    await store.create(configMap('wanted', 'e'));
  };

const BASE = { apiVersion: 'v1', resource: 'configmaps' };

for (const [name, rule, expected] of [
  ['namespace and names', { ...BASE, namespace: 'd', names: ['wanted', 'missing'] }, ['d/wanted']],
  ['names of every namespace', { ...BASE, names: ['wanted'] }, ['d/wanted', 'e/wanted']],
  ['namespace and labels', { ...BASE, namespace: 'd', labelSelector: { matchLabels: { team: 'a' } } }, ['d/wanted']],
  [
    'an expression',
    { ...BASE, namespace: 'd', labelSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } },
    ['d/other'],
  ],
  ['an empty list of names, which means everything', { ...BASE, names: [] }, ['d/other', 'd/wanted', 'e/wanted']],
] as const) {
  test(`customize: selects by ${name}`, async (t) => {
    const world = await startWorld(t, {}, asking(rule));
    await world.simulator.settled();
    const related = Object.keys(world.hook.of('/sync')[0]?.related['ConfigMap.v1'] ?? {});
    assert.deepEqual(related.toSorted(), expected);
  });
}

test('customize: is asked once per generation, not for an annotation', async (t) => {
  const world = await startWorld(t, {}, asking({ ...BASE, namespace: 'd', names: ['wanted'] }));
  await world.simulator.settled();
  const syncs = world.hook.of('/sync').length;
  await world.edit('MCPServer', 's', { 'metadata annotations touched': 'yes' });
  assert.ok(world.hook.of('/sync').length > syncs, 'the annotation triggers a sync');
  assert.equal(world.hook.of('/customize').length, 1);
  await world.edit('MCPServer', 's', { 'spec image': 'j' });
  assert.equal(world.hook.of('/customize').length, 2);
});

test('customize: a change of a related object triggers a sync, a change of another does not', async (t) => {
  const world = await startWorld(t, {}, asking({ ...BASE, namespace: 'd', names: ['wanted'] }));
  await world.simulator.settled();
  const syncs = world.hook.of('/sync').length;
  await world.edit('ConfigMap', 'other', { 'data a': '2' });
  assert.equal(world.hook.of('/sync').length, syncs);
  await world.edit('ConfigMap', 'wanted', { 'data a': '2' });
  assert.equal(world.hook.of('/sync').length, syncs + 1);
});

test('customize: a kind that is not installed stops the sync with an event and no children', async (t) => {
  const world = await startWorld(t, {}, asking({ apiVersion: 'foo.io/v1', resource: 'foos', namespace: 'd' }));
  await world.simulator.settled();
  assert.match(world.simulator.errors[0]?.message ?? '', /can't find resource foos in apiVersion foo.io\/v1/);
  assert.equal(world.get('Deployment', 's'), undefined);
});

test('customize: names together with a selector are refused', async (t) => {
  const world = await startWorld(t, {}, asking({ ...BASE, names: ['a'], labelSelector: {} }));
  await world.simulator.settled();
  assert.match(world.simulator.errors[0]?.message ?? '', /names and labelSelector/);
});

test('customize: a failing hook writes nothing', async (t) => {
  const world = await startWorld(t, {}, ({ hook }) => {
    hook.answers['/customize'] = () => ({ status: 500, body: 'no' });
  });
  await world.simulator.settled();
  assert.equal(world.hook.of('/sync').length, 0);
  assert.equal(world.simulator.counts.writes, 0);
});

test('ignoreStatusChanges: a write to status alone triggers no sync', async (t) => {
  const world = await startWorld(t, {}, asking({ ...BASE, namespace: 'd', names: ['wanted'] }));
  await world.simulator.settled();
  const syncs = world.hook.of('/sync').length;
  const parent = world.get('MCPServer', 's');
  assert.ok(parent !== undefined);
  await world.store.updateStatus({ ...parent, status: { phase: 'Edited' } });
  await world.simulator.settled();
  assert.equal(world.hook.of('/sync').length, syncs);
});
