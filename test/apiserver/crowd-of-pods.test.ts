// Hundreds of pods that ended lie around a server: it is synced all the same.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';
import type { WireObject } from './harness/wire.ts';

const NAMESPACE = 'test-crowd';
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
/** With what the API server notes about their fields, more than 200,000 values. */
const COUNT = 565;
const AT_ONCE = 15;

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** Pods like the proxy's, which no node takes, and which ended. */
async function leaveBehind(on: Cluster, proxy: WireObject, from: number): Promise<void> {
  const { nodeName: _nodeName, ...spec } = proxy.spec;
  // No ReplicaSet counts them as its own.
  const { 'pod-template-hash': _hash, ...labels } = proxy.metadata.labels ?? {};
  const names = Array.from({ length: Math.min(AT_ONCE, COUNT - from) }, (_, index) => `crowd-evicted-${from + index}`);
  await Promise.all(
    names.map(async (name) => {
      const pod = { metadata: { name, labels }, spec: { ...spec, schedulingGates: [{ name: 'a/b' }] } };
      assert.equal((await on.request('POST', PODS, pod)).status, 201);
      const status = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' };
      assert.equal((await on.request('MERGE', `${PODS}/${name}/status`, { status })).status, 200);
    }),
  );
  if (from + AT_ONCE < COUNT) await leaveBehind(on, proxy, from + AT_ONCE);
}

clusterTest(
  'evicted pods by the hundred do not stop a server from being synced',
  async (cluster) => {
    await installCrd(cluster);
    await makeNamespace(cluster, NAMESPACE);
    cleanup.push(() => removeNamespace(cluster, NAMESPACE));
    const operator = await startOperator(cluster, { applyStrategy: 'server-side-apply' });
    cleanup.push(operator.stop);
    const spec = { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' };
    const server = {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: 'crowd' },
      spec,
    };
    assert.equal((await cluster.request('POST', serversPath(NAMESPACE), server)).status, 201);
    await hasStatus(cluster, ({ phase }) => phase === 'Ready');
    const proxy = (await read(cluster, `${PODS}?labelSelector=app.kubernetes.io/component=proxy`)).items[0];
    assert.ok(proxy !== undefined);
    await leaveBehind(cluster, proxy, 0);
    await cluster.request('MERGE', `${serversPath(NAMESPACE)}/crowd`, { spec: { proxyPort: 9090 } });
    await hasStatus(cluster, ({ url, phase }) => phase === 'Ready' && url?.includes(':9090/') === true);
    assert.deepEqual(
      operator.loop.errors.filter(({ message }) => message.includes('413')),
      [],
    );
    await operator.stop();
  },
  ['pods'],
);

async function hasStatus(on: Cluster, isSo: (status: WireObject['status']) => boolean): Promise<void> {
  await waitFor(
    'the status',
    async () => {
      const { status } = await read(on, `${serversPath(NAMESPACE)}/crowd`);
      if (!isSo(status)) throw new Error(JSON.stringify(status));
      return true;
    },
    { seconds: 90 },
  );
}
