// A small fleet in memory: what a server costs does not grow with the fleet, and nothing is written when nothing changes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFleetHooks } from './hooks.ts';
import { startInMemory } from './in-memory.ts';
import { type Cost, type Run, runPhases, writesOf } from './phases.ts';
import { publishCosts } from './report.ts';
import { describeRequest, total } from './requests.ts';
import { makeFleet } from './servers.ts';

async function run(size: number): Promise<Run> {
  const hooks = await startFleetHooks();
  const cluster = await startInMemory(hooks);
  try {
    return await runPhases({ hooks, cluster, fleet: makeFleet(size) });
  } finally {
    await cluster.stop();
    await hooks.stop();
  }
}

test('fleet: a server of 40 costs as much as one of 10, and at rest nothing is written', async () => {
  const [small, large] = await Promise.all([run(10), run(40)]);
  assert.ok(small.children > 8, `${small.children} children`);
  assert.equal(large.children, small.children);
  for (const [index, cost] of small.costs.entries()) {
    const other = large.costs[index];
    assert.ok(other !== undefined, cost.phase);
    if (['resync', 'hook restart'].includes(cost.phase)) {
      assert.deepEqual([writesOf(cost), writesOf(other)], [0, 0], cost.phase);
    }
    // Which of two syncs sees a change first is a matter of time; a fleet that costs more for its size would show here.
    const [each, eachOther] = [total(cost.requests) / 10, total(other.requests) / 40];
    assert.ok(eachOther <= each * 1.25 + 1, `${cost.phase}: ${eachOther} requests a server instead of ${each}`);
  }
});

const cells = (row: string): readonly string[] => row.split('|').map((cell) => cell.trim());

test('fleet: the table says what the hooks and the loop have resident at most', (t) => {
  const printed = t.mock.method(console, 'log', () => undefined);
  const counts = { hookCalls: 10, hookCpuMs: 50, requests: {}, loopCpuMs: 500, bytes: 1000 };
  const cost: Cost = { phase: 'resync', seconds: 1, hookPeakMiB: 85.4, loopPeakMiB: 931.6, ...counts };
  const inMemory: Cost = { ...cost, loopPeakMiB: undefined };
  publishCosts([{ size: 10, cluster: 'a loop', children: 11, costs: [cost, inMemory] }]);
  const [head = '', , first = '', second = ''] = String(printed.mock.calls[0]?.arguments[0]).split('\n');
  const [hooks, loop] = [cells(head).indexOf('hook memory'), cells(head).indexOf('loop memory')];
  assert.deepEqual([cells(first)[hooks], cells(first)[loop]], ['85 MiB', '932 MiB']);
  assert.deepEqual([cells(second)[hooks], cells(second)[loop]], ['85 MiB', '']);
});

const WIRE = [
  ['GET', '/api/v1/namespaces/a/services?limit=500', 'list Service'],
  ['GET', '/api/v1/services?watch=true', 'watch Service'],
  ['POST', '/apis/apps/v1/namespaces/a/deployments', 'create Deployment'],
  ['PUT', '/apis/toolhive.stacklok.dev/v1beta1/namespaces/a/mcpservers/x/status', 'update status of MCPServer'],
  ['PATCH', '/apis/rbac.authorization.k8s.io/v1/namespaces/a/roles/x?force=true', 'apply Role'],
  ['GET', '/api/v1/namespaces/a', 'get Namespace'],
  ['POST', '/api/v1/namespaces/a/events', 'create Event'],
  ['GET', '/apis/apps/v1', undefined],
] as const;

for (const [method, url, expected] of WIRE) {
  test(`describeRequest: ${method} ${url}`, () => {
    const { verb, kind } = describeRequest(method, url) ?? {};
    assert.equal(verb === undefined ? undefined : `${verb} ${kind}`, expected);
  });
}
