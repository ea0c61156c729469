// A small fleet in memory: what a server costs does not grow with the fleet, and nothing is written when nothing changes; how
// shards are counted. That Metacontrollers keep to theirs is asserted by the bench itself and in test/apiserver/shards.test.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KubeObject, withFields } from '../../functions/kube/object.ts';
import { startFleetHooks } from './hooks.ts';
import { startInMemory } from './in-memory.ts';
import { type Cost, ofLoop, type Run, runPhases, writesOf } from './phases.ts';
import { publishCosts, publishGoals, publishShards } from './report.ts';
import { describeRequest, total } from './requests.ts';
import { makeFleet } from './servers.ts';
import { countStrays, makeShards, withNextShard } from './shards.ts';

async function run(size: number, shards?: readonly string[]): Promise<Run> {
  const hooks = await startFleetHooks();
  const cluster = await startInMemory(hooks);
  try {
    return await runPhases({ hooks, cluster, fleet: makeFleet(size, shards) });
  } finally {
    await cluster.stop();
    await hooks.stop();
  }
}

const isMove = ({ phase }: Cost): boolean => phase === 'shard of all';

test('fleet: a server of 40 costs as much as one of 10; at rest, and when all change their shard, nothing is written', async () => {
  const [small, large] = await Promise.all([run(10), run(40, makeShards(2))]);
  assert.ok(small.children > 8, `${small.children} children`);
  assert.equal(large.children, small.children);
  assert.deepEqual(large.costs.find(isMove)?.requests, { 'get MCPServer': 40 });
  assert.deepEqual(
    large.costs.filter((cost) => !isMove(cost)).map(({ phase }) => phase),
    small.costs.map(({ phase }) => phase),
  );
  for (const cost of small.costs) {
    const other = large.costs.find(({ phase }) => phase === cost.phase);
    assert.ok(other !== undefined, cost.phase);
    if (['resync', 'hook restart'].includes(cost.phase)) {
      assert.deepEqual([writesOf(cost), writesOf(other)], [0, 0], cost.phase);
    }
    // Which of two syncs sees a change first is a matter of time; a fleet that costs more for its size would show here.
    const [each, eachOther] = [total(cost.requests) / 10, total(other.requests) / 40];
    assert.ok(eachOther <= each * 1.25 + 1, `${cost.phase}: ${eachOther} requests a server instead of ${each}`);
  }
});

const SHARD = 'toolhive.stacklok.dev/shard';
const labelOf = ({ metadata }: KubeObject): string | undefined => metadata.labels?.[SHARD];

test('makeFleet: each shard has the whole mix, and one that has all servers puts no label on them', () => {
  const shards = makeShards(2);
  const { servers } = makeFleet(40, shards);
  for (const shard of shards) {
    const own = servers.filter((server) => labelOf(server) === shard);
    const specs = new Set(own.map(({ spec }) => JSON.stringify({ ...(spec as object), oidcConfigRef: undefined })));
    assert.deepEqual([own.length, specs.size], [20, 10], shard);
  }
  assert.deepEqual(new Set(makeFleet(20, makeShards(1)).servers.map(labelOf)), new Set([undefined]));
});

test('withNextShard: every server moves, the last shard’s to the first, and keeps its other labels', () => {
  const shards = makeShards(3);
  const { servers } = makeFleet(30, shards);
  const labelled = servers.map((server) =>
    withFields(server, { metadata: { ...server.metadata, labels: { ...server.metadata.labels, team: 'a' } } }),
  );
  const moved = labelled.map((server) => withNextShard(server, shards));
  const firsts = [0, 10, 20].map((index) => moved[index]?.metadata.labels);
  assert.deepEqual(
    firsts,
    ['shard-1', 'shard-2', 'shard-0'].map((shard) => ({ team: 'a', [SHARD]: shard })),
  );
});

test('countStrays: syncs of another shard’s servers, and of servers that are not of the fleet', () => {
  const { servers } = makeFleet(20, makeShards(2));
  const own = { 'shard-0 fleet-0/server-00': 3, 'shard-1 fleet-0/server-10': 2 };
  assert.equal(countStrays(own, servers), 0);
  assert.equal(countStrays({ ...own, 'shard-1 fleet-0/server-00': 4, 'shard-0 fleet-1/server-00': 1 }, servers), 5);
});

const COST: Cost = {
  phase: 'resync',
  seconds: 1,
  hookCalls: 10,
  hookCpuMs: 50,
  hookPeakMiB: 85.4,
  requests: {},
  loopCpuMs: 500,
  loopPeakMiB: 931.6,
  bytes: 1000,
};

const MOVED: Cost = {
  ...COST,
  phase: 'shard of all',
  requests: { 'get MCPServer': 10, 'update status of MCPServer': 2, 'create Event': 1 },
  strays: 1,
};

const GOALS: readonly (readonly [string, readonly Cost[], boolean])[] = [
  ['status, events and a sync that had begun are no children', [MOVED], true],
  ['a child that is written', [{ ...MOVED, requests: { 'update Service': 1 } }], false],
  ['a child that is deleted', [{ ...MOVED, requests: { 'delete Deployment': 1 } }], false],
  ['a sync by another shard after the move', [MOVED, { ...COST, phase: 'image of all', strays: 1 }], false],
];

for (const [name, costs, isMet] of GOALS)
  test(`goals of shards: ${name}: ${isMet ? 'met' : 'missed'}`, (t) => {
    t.mock.method(console, 'log', () => undefined);
    const result = { size: 10, cluster: '2 loops', shards: 2, children: 11, costs };
    assert.equal(publishGoals(result, result), isMet);
  });

test('ofLoop: several processes are added up, and the largest is named', () => {
  const before = [
    { shard: 'shard-0', cpuMs: 100, peakMiB: 60 },
    { shard: 'shard-1', cpuMs: 50, peakMiB: 50 },
  ];
  const after = [
    { shard: 'shard-0', cpuMs: 300, peakMiB: 70 },
    { shard: 'shard-1', cpuMs: 70, peakMiB: 90 },
  ];
  const largest = { shard: 'shard-1', peakMiB: 90 };
  assert.deepEqual(ofLoop(before, after), { loopCpuMs: 220, loopPeakMiB: 160, largest });
  const one = { shard: undefined, cpuMs: 300, peakMiB: 70 };
  assert.deepEqual(ofLoop([], [one]), { loopCpuMs: 300, loopPeakMiB: 70 });
  assert.deepEqual(ofLoop([], []), { loopCpuMs: undefined, loopPeakMiB: undefined });
});

const cells = (row: string): readonly string[] => row.split('|').map((cell) => cell.trim());

test('fleet: the table says what the hooks and the loop have resident at most', (t) => {
  const printed = t.mock.method(console, 'log', () => undefined);
  const inMemory: Cost = { ...COST, loopPeakMiB: undefined };
  const shared: Cost = { ...COST, largest: { shard: 'shard-1', peakMiB: 500.2 } };
  publishCosts([{ size: 10, cluster: 'a loop', children: 11, costs: [COST, inMemory, shared] }]);
  const [head = '', , first = '', second = '', third = ''] = String(printed.mock.calls[0]?.arguments[0]).split('\n');
  const [hooks, loop] = [cells(head).indexOf('hook memory'), cells(head).indexOf('loop memory')];
  assert.deepEqual([cells(first)[hooks], cells(first)[loop]], ['85 MiB', '932 MiB']);
  assert.deepEqual([cells(second)[hooks], cells(second)[loop]], ['85 MiB', '']);
  assert.equal(cells(third)[loop], '932 MiB, 500 of shard-1');
});

test('fleet: the table of shards has each size that was shared, phase by phase, beside one Metacontroller', (t) => {
  const printed = t.mock.method(console, 'log', () => undefined);
  const costs = [COST, MOVED, { ...COST, phase: 'login of all' as const }];
  const whole = { size: 10, cluster: 'one', children: 11, costs: [COST] };
  const one = { ...whole, shards: 1 };
  publishShards([whole]);
  assert.equal(printed.mock.callCount(), 0);
  publishShards([{ ...one, cluster: 'two', shards: 2, costs }, whole, one]);
  const [, , ...rows] = String(printed.mock.calls[0]?.arguments[0]).trim().split('\n');
  assert.deepEqual(
    rows.map((row) => cells(row).slice(1, 4)),
    [
      ['resync', '10', '1'],
      ['resync', '10', '2'],
      ['shard of all', '10', '2'],
    ],
  );
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

const PLACES = [
  ['/apis/toolhive.stacklok.dev/v1beta1/namespaces/a/mcpservers/x', ['a', 'x']],
  ['/apis/toolhive.stacklok.dev/v1beta1/namespaces/a/mcpservers?limit=1', ['a', undefined]],
  ['/api/v1/namespaces/a', [undefined, 'a']],
] as const;

for (const [url, expected] of PLACES) {
  test(`describeRequest: the object of ${url}`, () => {
    const { namespace, name } = describeRequest('GET', url) ?? {};
    assert.deepEqual([namespace, name], expected);
  });
}
