// The workload controllers of the in-memory cluster: pods, readiness, rolling.

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { startMemoryCluster } from '../../functions/simulator/cluster/memory-cluster.ts';
import type { MemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { changed, kindNamed, until, valueAt } from './world.ts';

async function start(t: TestContext): Promise<MemoryStore> {
  const cluster = await startMemoryCluster({ podsReadyAfterMs: 20 });
  t.after(cluster.stop);
  return cluster.store;
}

const workload = (kind: 'Deployment' | 'StatefulSet', spec = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'w', namespace: 'd' },
  spec: {
    template: { metadata: { labels: { app: 'w' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    ...spec,
  },
});

const pods = (store: MemoryStore): readonly KubeObject[] => store.objects().filter((object) => object.kind === 'Pod');
const live = (store: MemoryStore, kind: string): KubeObject | undefined =>
  store.objects().find((object) => object.kind === kind);

test('StatefulSet: its pods have ordinal names and become ready', async (t) => {
  const store = await start(t);
  await store.create(workload('StatefulSet', { replicas: 2 }));
  await until(() => valueAt(live(store, 'StatefulSet'), 'status readyReplicas') === 2);
  assert.deepEqual(
    pods(store)
      .map((pod) => pod.metadata.name)
      .toSorted(),
    ['w-0', 'w-1'],
  );
  assert.equal(valueAt(pods(store)[0], 'status phase'), 'Running');
  assert.equal(valueAt(pods(store)[0], 'status containerStatuses 0 ready'), true);
  assert.equal(valueAt(live(store, 'StatefulSet'), 'status observedGeneration'), 1);
});

test('Deployment: is not available until its pod is ready, and keeps the old pod while it rolls', async (t) => {
  const store = await start(t);
  const seen: unknown[] = [];
  const stop = await store.watch(kindNamed(workload('Deployment')), ({ object }) =>
    seen.push(valueAt(object, 'status conditions 0 status')),
  );
  const created = await store.create(workload('Deployment'));
  await until(() => valueAt(live(store, 'Deployment'), 'status availableReplicas') === 1);
  assert.ok(seen.includes('False'), 'first not available');
  const [before] = pods(store);
  const current = live(store, 'Deployment') ?? created;
  await store.update(changed(current, 'spec template spec containers 0 image', 'j'));
  await until(() => valueAt(live(store, 'Deployment'), 'status observedGeneration') === 2);
  assert.ok(
    pods(store).some((pod) => pod.metadata.uid === before?.metadata.uid),
    'the old pod still serves',
  );
  await until(() => pods(store).length === 1 && pods(store)[0]?.metadata.uid !== before?.metadata.uid);
  await until(() => valueAt(live(store, 'Deployment'), 'status updatedReplicas') === 1);
  stop();
});

test('workloads: a deleted pod is made again, and replicas 0 leaves none', async (t) => {
  const store = await start(t);
  await store.create(workload('StatefulSet'));
  await until(() => valueAt(live(store, 'StatefulSet'), 'status readyReplicas') === 1);
  const [first] = pods(store);
  assert.ok(first !== undefined);
  await store.delete(first);
  await until(
    () =>
      valueAt(live(store, 'StatefulSet'), 'status readyReplicas') === 1 &&
      pods(store)[0]?.metadata.uid !== first.metadata.uid,
  );
  const current = live(store, 'StatefulSet');
  assert.ok(current !== undefined);
  await store.update(changed(current, 'spec replicas', 0));
  await until(() => pods(store).length === 0 && valueAt(live(store, 'StatefulSet'), 'status replicas') === 0);
});

test('workloads: pods go with their workload', async (t) => {
  const store = await start(t);
  const created = await store.create(workload('Deployment'));
  await until(() => pods(store).length === 1);
  await store.delete(created);
  await until(() => store.objects().length === 0);
});
