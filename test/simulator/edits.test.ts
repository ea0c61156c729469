// What the loop does with edits by others, as measured on a real cluster with Metacontroller 4.17.2 under both strategies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fields } from '../../functions/kube/object.ts';
import { syncAnswer } from './fake-hook.ts';
import { changed, CHILDREN, CONFIG_MAP, DEPLOYMENT, startWorld } from './world.ts';

type Prepare = NonNullable<Parameters<typeof startWorld>[2]>;

const answering =
  (children: readonly Fields[]): Prepare =>
  ({ hook }) => {
    hook.answers['/sync'] = () => syncAnswer(children);
  };

const CONTAINER = 'spec template spec containers 0';

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const named = (behaviour: string): string => `${applyStrategy}: ${behaviour}`;

  test(named('creates the children with label and owner, then writes nothing more'), async (t) => {
    const { simulator, get, parent, again } = await startWorld(t, { applyStrategy }, answering(CHILDREN));
    await simulator.settled();
    const deployment = get('Deployment', 's');
    assert.equal(deployment?.metadata.labels?.['controller-uid'], parent.metadata.uid);
    assert.deepEqual(
      deployment?.metadata.ownerReferences?.map((owner) => [
        owner.kind,
        owner.uid,
        owner.controller,
        owner.blockOwnerDeletion,
      ]),
      [['MCPServer', parent.metadata.uid, true, true]],
    );
    assert.deepEqual(get('MCPServer', 's')?.['status'], { phase: 'Pending', observedGeneration: 1 });
    const { writes } = simulator.counts;
    await again();
    assert.equal(simulator.counts.writes, writes, 'writes in the steady state');
    assert.deepEqual(simulator.errors, []);
  });

  test(named('keeps labels, annotations, environment and keys of others'), async (t) => {
    const world = await startWorld(t, { applyStrategy }, answering(CHILDREN));
    await world.simulator.settled();
    const restarted = { 'kubectl.kubernetes.io/restartedAt': 'now' };
    await world.edit('Deployment', 's', {
      'metadata annotations theirs': 'x',
      'spec template metadata annotations': restarted,
      [`${CONTAINER} env 1`]: { name: 'THEIRS', value: '2' },
    });
    await world.edit('ConfigMap', 's-config', { 'data theirs': '2' });
    await world.again();
    assert.equal(world.value('Deployment', 's', 'metadata annotations theirs'), 'x');
    assert.deepEqual(world.value('Deployment', 's', 'spec template metadata annotations'), restarted);
    assert.deepEqual(world.value('Deployment', 's', `${CONTAINER} env`), [
      { name: 'A', value: '1' },
      { name: 'THEIRS', value: '2' },
    ]);
    assert.deepEqual(world.value('ConfigMap', 's-config', 'data'), { a: '1', theirs: '2' });
  });

  test(named('reverts own fields and the labels of a ConfigMap'), async (t) => {
    const world = await startWorld(t, { applyStrategy }, answering(CHILDREN));
    await world.simulator.settled();
    await world.edit('Deployment', 's', { [`${CONTAINER} image`]: 'evil' });
    await world.edit('ConfigMap', 's-config', { 'data a': 'edited', 'metadata labels app': 'edited' });
    assert.equal(world.value('Deployment', 's', `${CONTAINER} image`), 'i');
    assert.deepEqual(world.value('ConfigMap', 's-config', 'data'), { a: '1' });
    assert.equal(world.value('ConfigMap', 's-config', 'metadata labels app'), 's');
  });

  test(
    named(`${applyStrategy === 'dynamic-apply' ? 'repairs' : 'does not see'} a changed label of a Deployment`),
    async (t) => {
      const world = await startWorld(t, { applyStrategy }, answering(CHILDREN));
      await world.simulator.settled();
      await world.edit('Deployment', 's', { 'metadata labels app': 'edited' });
      await world.again();
      const expected = applyStrategy === 'dynamic-apply' ? 's' : 'edited';
      assert.equal(world.get('Deployment', 's')?.metadata.labels?.['app'], expected);
    },
  );

  test(named('removes what was sent before and is no longer sent'), async (t) => {
    const world = await startWorld(t, { applyStrategy }, answering(CHILDREN));
    await world.simulator.settled();
    const bare = changed(DEPLOYMENT, `${CONTAINER} env`, undefined);
    world.hook.answers['/sync'] = () => syncAnswer([{ ...CONFIG_MAP, data: { b: '2' } }, bare]);
    await world.again();
    assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], { b: '2' });
    assert.deepEqual(world.value('Deployment', 's', `${CONTAINER} env`) ?? [], []);
  });

  test(named('keeps a scale that was never sent, also across a change of the answer'), async (t) => {
    const world = await startWorld(t, { applyStrategy }, answering(CHILDREN));
    await world.simulator.settled();
    await world.edit('Deployment', 's', { 'spec replicas': 5 });
    const newImage = changed(DEPLOYMENT, `${CONTAINER} image`, 'new');
    world.hook.answers['/sync'] = () => syncAnswer([CONFIG_MAP, newImage]);
    await world.again();
    assert.equal(world.value('Deployment', 's', 'spec replicas'), 5);
    assert.equal(world.value('Deployment', 's', `${CONTAINER} image`), 'new');
  });

  test(named('brings back a scale that was sent, and 1 when it is no longer sent'), async (t) => {
    const scaled = changed(DEPLOYMENT, 'spec replicas', 2);
    const world = await startWorld(t, { applyStrategy }, answering([scaled]));
    await world.simulator.settled();
    await world.edit('Deployment', 's', { 'spec replicas': 5 });
    assert.equal(world.value('Deployment', 's', 'spec replicas'), 2);
    world.hook.answers['/sync'] = () => syncAnswer([DEPLOYMENT]);
    await world.again();
    assert.equal(world.value('Deployment', 's', 'spec replicas'), 1);
  });

  test(named('makes a deleted child again and deletes one that is left out'), async (t) => {
    const world = await startWorld(t, { applyStrategy }, answering(CHILDREN));
    await world.simulator.settled();
    const before = world.get('Deployment', 's');
    assert.ok(before !== undefined);
    await world.store.delete(before, { propagation: 'Foreground' });
    await world.simulator.settled();
    const after = world.get('Deployment', 's');
    assert.ok(after !== undefined && after.metadata.uid !== before.metadata.uid);
    world.hook.answers['/sync'] = () => syncAnswer([DEPLOYMENT]);
    await world.again();
    assert.equal(world.get('ConfigMap', 's-config'), undefined);
  });
}
