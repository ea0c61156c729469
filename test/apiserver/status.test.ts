// Status on a real API server: a subresource of its own, conditions as a list-map, limits of the schema.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { settle, startOperator, type Operator } from './harness/loop.ts';

const NAMESPACE = 'test-status';
const PATH = `${serversPath(NAMESPACE)}/status`;
const cleanup: (() => Promise<void>)[] = [];
const started: { operator?: Operator } = {};

after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

const TIME = '2026-11-01T10:00:00Z';

function condition(type: string, status: string, reason: string): object {
  return { type, status, reason, message: 'x', lastTransitionTime: TIME };
}

clusterTest('status: an ordinary write cannot set it', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const answer = await cluster.request('POST', serversPath(NAMESPACE), {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'status' },
    spec: { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' },
    status: { phase: 'Ready' },
  });
  assert.equal(answer.status, 201, answer.body.message);
  assert.equal(answer.body.status, undefined);
});

clusterTest('status: a status write leaves the spec and its generation alone', async (cluster) => {
  const before = await read(cluster, PATH);
  const changed = { ...before, spec: { ...before.spec, image: 'changed:1' }, status: { phase: 'Pending' } };
  const answer = await cluster.request('PUT', `${PATH}/status`, changed);
  assert.equal(answer.status, 200, answer.body.message);
  assert.deepEqual(answer.body.spec, before.spec);
  assert.equal(answer.body.metadata.generation, before.metadata.generation);
});

clusterTest('status: an unknown phase is refused', async (cluster) => {
  const answer = await cluster.request('MERGE', `${PATH}/status`, { status: { phase: 'Running' } });
  assert.equal(answer.status, 422);
  assert.match(answer.body.message, /status\.phase/);
});

clusterTest('status: two conditions of one type are refused', async (cluster) => {
  const conditions = [condition('Ready', 'True', 'A'), condition('Ready', 'False', 'B')];
  const answer = await cluster.request('MERGE', `${PATH}/status`, { status: { conditions } });
  assert.equal(answer.status, 422);
  assert.match(answer.body.message, /status\.conditions\[1\]/);
});

clusterTest('status: a condition without a time is refused', async (cluster) => {
  const conditions = [{ type: 'Ready', status: 'True', reason: 'A', message: 'x' }];
  const answer = await cluster.request('MERGE', `${PATH}/status`, { status: { conditions } });
  assert.equal(answer.status, 422);
  assert.match(answer.body.message, /lastTransitionTime/);
});

clusterTest('status: server-side apply merges conditions of other managers by their type', async (cluster) => {
  const foreign = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    status: { conditions: [condition('Foreign', 'True', 'A')] },
  };
  const one = await cluster.request('APPLY', `${PATH}/status?fieldManager=one&force=true`, foreign);
  assert.equal(one.status, 200, one.body.message);
  const own = { ...foreign, status: { conditions: [condition('Own', 'True', 'A')] } };
  const two = await cluster.request('APPLY', `${PATH}/status?fieldManager=two&force=true`, own);
  assert.equal(two.status, 200, two.body.message);
  assert.deepEqual(two.body.status.conditions?.map(({ type }) => type).toSorted(), ['Foreign', 'Own']);
});

clusterTest('status: what the hooks answer is stored whole, with the generation it is about', async (cluster) => {
  const operator = await startOperator(cluster);
  cleanup.push(operator.stop);
  started.operator = operator;
  await settle(operator);
  const server = await read(cluster, PATH);
  assert.equal(server.status.observedGeneration, server.metadata.generation);
  assert.ok(server.status.url !== undefined && server.status.message !== undefined);
  const types = (server.status.conditions ?? []).map(({ type }) => type);
  assert.equal(new Set(types).size, types.length);
  assert.ok(types.includes('Ready') && types.includes('Valid'), types.join(', '));
  for (const { reason, lastTransitionTime } of server.status.conditions ?? []) {
    assert.notEqual(reason, '');
    assert.match(lastTransitionTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  }
});

clusterTest('status: the time of a condition stays while its status stays', async (cluster) => {
  const times = async (): Promise<readonly string[]> =>
    ((await read(cluster, PATH)).status.conditions ?? []).map(
      ({ type, status, lastTransitionTime }) => `${type} ${status} ${lastTransitionTime}`,
    );
  const before = await times();
  await cluster.request('MERGE', PATH, { metadata: { labels: { touched: 'yes' } } });
  assert.ok(started.operator !== undefined);
  started.operator.loop.resync();
  await settle(started.operator);
  assert.deepEqual(await times(), before);
});
