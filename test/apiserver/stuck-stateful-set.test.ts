// A backend that never was ready: on the real API server, StatefulSets made here can be corrected, and those that others made in
// order keep their order, which the API server would not let anybody change.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { settle, startOperator } from './harness/loop.ts';
import { listPath } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';

const STATEFUL_SETS = { apiVersion: 'apps/v1', resource: 'statefulsets' };
const BAD = 'registry.example.com/missing:1';
const GOOD = 'registry.example.com/mcp:1';

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** As somebody made it before: pods in order, no owner. */
async function makeInOrder(on: Cluster, namespace: string, name: string): Promise<void> {
  const labels = { app: name, 'toolhive-name': name };
  const { status, body } = await on.request('POST', listPath(STATEFUL_SETS, namespace), {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels },
    spec: {
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec: { containers: [{ name: 'mcp', image: BAD }] } },
    },
  });
  assert.equal(status, 201, body.message);
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const namespace = `test-stuck-${applyStrategy}`;
  clusterTest(`stuck StatefulSet, ${applyStrategy}: made here Parallel, made before in order`, async (cluster) => {
    await installCrd(cluster);
    await makeNamespace(cluster, namespace);
    cleanup.push(() => removeNamespace(cluster, namespace));
    await makeInOrder(cluster, namespace, 'before');
    const operator = await startOperator(cluster, { applyStrategy });
    cleanup.push(operator.stop);
    for (const name of ['before', 'new']) {
      const server = {
        apiVersion: 'toolhive.stacklok.dev/v1beta1',
        kind: 'MCPServer',
        metadata: { name },
        spec: { image: BAD, transport: 'streamable-http' },
      };
      assert.equal((await cluster.request('POST', serversPath(namespace), server)).status, 201);
    }
    await settle(operator);
    const path = (name: string): string => `${listPath(STATEFUL_SETS, namespace)}/${name}`;
    const uid = (await read(cluster, `${serversPath(namespace)}/before`)).metadata.uid;
    await cluster.request('MERGE', path('before'), { metadata: { labels: { 'controller-uid': uid } } });
    for (const name of ['before', 'new'])
      await cluster.request('MERGE', `${serversPath(namespace)}/${name}`, { spec: { image: GOOD } });
    for (const [name, order] of [
      ['before', 'OrderedReady'],
      ['new', 'Parallel'],
    ] as const) {
      await waitFor(`${name} with the good image`, async () => {
        const { spec } = await read(cluster, path(name));
        return JSON.stringify(spec).includes(GOOD) ? true : undefined;
      });
      assert.equal((await read(cluster, path(name))).spec['podManagementPolicy'], order);
    }
    assert.deepEqual(
      operator.loop.errors.filter(({ message }) => message.includes('statefulset spec')),
      [],
    );
    await operator.stop();
    await removeNamespace(cluster, namespace);
  });
}
