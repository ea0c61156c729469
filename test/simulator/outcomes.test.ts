// What each answer of a hook leads to: the table that was measured on a real cluster with Metacontroller 4.17.2.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compositeController, type UpdateMethod } from '../../functions/simulator/composite-controller.ts';
import { type FakeAnswer, syncAnswer } from './fake-hook.ts';
import type { SimulatorOptions } from '../../functions/simulator/simulator.ts';
import { CHILDREN, CONFIG_MAP, DEPLOYMENT, startWorld, until, type World } from './world.ts';

/** A world with both children and status Ready, and the answer changed afterwards. */
async function afterAnswer(t: Parameters<typeof startWorld>[0], answer: FakeAnswer, options = {}): Promise<World> {
  const world = await startWorld(t, options, ({ hook }) => {
    hook.answers['/sync'] = () => syncAnswer(CHILDREN, { phase: 'Ready' });
  });
  await world.simulator.settled();
  world.hook.answers['/sync'] = () => answer;
  await world.again();
  return world;
}

function assertKept({ get }: World): void {
  assert.ok(get('ConfigMap', 's-config') !== undefined && get('Deployment', 's') !== undefined, 'children are kept');
  assert.deepEqual(get('MCPServer', 's')?.['status'], { phase: 'Ready', observedGeneration: 1 }, 'status is kept');
}

const KEPT: readonly (readonly [string, FakeAnswer, RegExp])[] = [
  ['500', { status: 500, body: 'broken' }, /unsupported status code: 500 body: broken/],
  ['503 with Retry-After', { status: 503, headers: { 'retry-after': '60' }, body: '' }, /unsupported status code: 503/],
  ['401', { status: 401, body: 'who' }, /unsupported status code: 401 body: who/],
  ['404', { status: 404, body: '' }, /unsupported status code: 404/],
  ['201', { status: 201, body: { status: {}, children: [] } }, /unsupported status code: 201/],
  ['204', { status: 204 }, /unsupported status code: 204/],
  ['an empty body', { body: '' }, /unexpected end of JSON input/],
  ['half a body', { body: '{"children": [' }, /can't unmarshal/],
  ['a list', { body: [] }, /can't unmarshal/],
  ['children that are no list', { body: { status: {}, children: {} } }, /children has the wrong type/],
  ['a status that is no object', { body: { status: 'ok', children: [] } }, /status has the wrong type/],
  ['an unknown top-level key', { body: { status: {}, children: [], phase: 1 } }, /unknown field "phase"/],
  [
    'a child without kind',
    { body: { status: {}, children: [CONFIG_MAP, { apiVersion: 'v1', metadata: { name: 'x' } }] } },
    /Kind/,
  ],
  [
    'a label that is no string',
    syncAnswer([CONFIG_MAP, { ...DEPLOYMENT, metadata: { name: 's', labels: { a: 1 } } }]),
    /invalid labels/,
  ],
  [
    'another controller-uid',
    syncAnswer([{ ...CONFIG_MAP, metadata: { name: 's-config', labels: { 'controller-uid': 'x' } } }]),
    /match parent selector/,
  ],
];

for (const [name, answer, event] of KEPT) {
  test(`sync answer: ${name} keeps children and status, makes an event, is tried again`, async (t) => {
    const world = await afterAnswer(t, answer);
    await until(() => world.simulator.errors.length > 1);
    assertKept(world);
    assert.match(world.simulator.errors[0]?.message ?? '', event);
    world.hook.answers['/sync'] = () => syncAnswer(CHILDREN, { phase: 'Recovered' });
    await world.again();
    assert.equal(world.value('MCPServer', 's', 'status phase'), 'Recovered');
  });
}

/** The CompositeController, which waits for an answer of sync for long while `isPatient`, and otherwise for a moment. */
function patientWhile(isPatient: () => boolean): (hookBaseUrl: string) => Partial<SimulatorOptions> {
  return (hookBaseUrl) => {
    const controller = compositeController(hookBaseUrl);
    const { sync } = controller.spec.hooks;
    const webhook = {
      ...sync.webhook,
      get timeout() {
        return isPatient() ? '600s' : '300ms';
      },
    };
    const hooks = { ...controller.spec.hooks, sync: { ...sync, webhook } };
    return { controller: { ...controller, spec: { ...controller.spec, hooks } } };
  };
}

for (const [broken, event] of [
  ['silent', /context deadline exceeded/],
  ['cut', /aborted|socket hang up/],
] as const) {
  test(`sync answer: a ${broken} hook keeps children and status and makes an event`, async (t) => {
    let isPatient = true;
    const world = await startWorld(
      t,
      patientWhile(() => isPatient),
      ({ hook }) => {
        hook.answers['/sync'] = () => syncAnswer(CHILDREN, { phase: 'Ready' });
      },
    );
    await world.simulator.settled();
    world.hook.answers['/sync'] = () => ({ broken });
    isPatient = broken !== 'silent';
    world.simulator.resync();
    await until(() => world.simulator.errors.length > 0);
    assertKept(world);
    assert.match(world.simulator.errors[0]?.message ?? '', event);
  });
}

test('sync answer: 429 with Retry-After waits without an event', async (t) => {
  const world = await afterAnswer(t, { status: 429, headers: { 'retry-after': '600' }, body: '' });
  assertKept(world);
  assert.deepEqual(world.simulator.errors, []);
  const calls = world.hook.of('/sync').length;
  await world.simulator.settled(200);
  assert.equal(world.hook.of('/sync').length, calls);
});

test('sync answer: 429 without Retry-After is asked again at once, over and over', async (t) => {
  let calls = 0;
  const world = await startWorld(t, {}, ({ hook }) => {
    hook.answers['/sync'] = () =>
      (calls += 1) < 30 ? { status: 429, body: '' } : syncAnswer(CHILDREN, { phase: 'Ready' });
  });
  await until(() => calls >= 30);
  await world.simulator.settled();
  assert.deepEqual(world.simulator.errors, []);
  assertKept(world);
});

for (const [name, body] of [
  ['{}', {}],
  ['null', 'null'],
  ['children null', { children: null }],
] as const) {
  test(`sync answer: 200 with ${name} deletes every child and wipes the status, without an event`, async (t) => {
    const world = await afterAnswer(t, { body });
    assert.deepEqual(
      world.store.objects().map((object) => object.kind),
      ['MCPServer'],
    );
    assert.deepEqual(world.get('MCPServer', 's')?.['status'], { observedGeneration: 1 });
    assert.deepEqual(world.simulator.errors, []);
  });
}

test('sync answer: 200 without status applies the children and wipes the status', async (t) => {
  const world = await afterAnswer(t, { body: { children: CHILDREN } });
  assert.ok(world.get('Deployment', 's') !== undefined);
  assert.deepEqual(world.get('MCPServer', 's')?.['status'], { observedGeneration: 1 });
});

test('sync answer: null among the children ends the process', async (t) => {
  const world = await startWorld(t, {}, ({ hook }) => {
    hook.answers['/sync'] = () => ({ body: { status: {}, children: [CONFIG_MAP, null] } });
  });
  await assert.rejects(world.simulator.settled(), /nil pointer/);
  assert.equal(world.get('ConfigMap', 's-config'), undefined);
});

test('sync answer: of two children with one name the last wins', async (t) => {
  const world = await afterAnswer(t, syncAnswer([...CHILDREN, { ...CONFIG_MAP, data: { a: 'last' } }]));
  assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], { a: 'last' });
  assert.deepEqual(world.simulator.errors, []);
});

test('sync answer: a kind that is no child kind is created with owner, never observed, and posted again each sync', async (t) => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'extra' } };
  const world = await afterAnswer(t, syncAnswer([...CHILDREN, secret]));
  assert.equal(world.get('Secret', 'extra')?.metadata.ownerReferences?.[0]?.uid, world.parent.metadata.uid);
  const { creates } = world.simulator.counts;
  await world.again();
  assert.equal(world.simulator.counts.creates, creates + 1);
  assert.equal(world.hook.of('/sync').at(-1)?.children['Secret.v1'], undefined);
});

test('sync answer: a child in another namespace is created and then collected', async (t) => {
  const elsewhere = { ...CONFIG_MAP, metadata: { name: 'far', namespace: 'e' } };
  const world = await afterAnswer(t, syncAnswer([...CHILDREN, elsewhere]));
  assert.equal(world.get('ConfigMap', 'far'), undefined);
  assert.deepEqual(world.simulator.errors, []);
});

for (const [name, child, event] of [
  [
    'of an unknown kind',
    { apiVersion: 'foo.io/v1', kind: 'Foo', metadata: { name: 'f' } },
    /no matches for kind "Foo"/,
  ],
  ['without a name', { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }, /ConfigMap.*metadata.name: Required value/],
] as const) {
  test(`sync answer: beside a child ${name} the others are applied and status is written, with an event`, async (t) => {
    const world = await afterAnswer(
      t,
      syncAnswer([{ ...CONFIG_MAP, data: { a: '2' } }, DEPLOYMENT, child], { phase: 'Next' }),
    );
    assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], { a: '2' });
    assert.equal(world.value('MCPServer', 's', 'status phase'), 'Next');
    assert.match(world.simulator.errors[0]?.message ?? '', event);
  });
}

test('sync answer: finalized has no effect without a finalize hook', async (t) => {
  const world = await afterAnswer(t, { body: { status: { phase: 'Ready' }, children: CHILDREN, finalized: true } });
  assertKept(world);
  assert.deepEqual(world.simulator.errors, []);
});

test('sync answer: resyncAfterSeconds brings another sync', async (t) => {
  const world = await startWorld(t, {}, ({ hook }) => {
    hook.answers['/sync'] = () => ({ body: { status: {}, children: [], resyncAfterSeconds: 0.01 } });
  });
  await until(() => world.hook.of('/sync').length >= 3);
});

test('sync request: has an entry for every child kind and for every related rule, and no finalizing', async (t) => {
  const world = await startWorld(t, {}, ({ hook }) => {
    const rule = { apiVersion: 'v1', resource: 'secrets', namespace: 'd', names: ['none'] };
    hook.answers['/customize'] = () => ({ body: { relatedResources: [rule] } });
  });
  await world.simulator.settled();
  const request = world.hook.of('/sync')[0];
  assert.deepEqual(Object.keys(request?.children ?? {}).toSorted(), [
    'ConfigMap.v1',
    'Deployment.apps/v1',
    'NetworkPolicy.networking.k8s.io/v1',
    'Role.rbac.authorization.k8s.io/v1',
    'RoleBinding.rbac.authorization.k8s.io/v1',
    'Service.v1',
    'ServiceAccount.v1',
    'StatefulSet.apps/v1',
  ]);
  assert.deepEqual(request?.related, { 'Secret.v1': {} });
  assert.equal(request?.finalizing, false);
  assert.equal(request?.controller.metadata.name, 'toolhive-mcpserver');
  assert.equal(request?.parent.apiVersion, 'toolhive.stacklok.dev/v1beta1');
});

function withMethod(hookBaseUrl: string, method: UpdateMethod): Partial<SimulatorOptions> {
  const controller = compositeController(hookBaseUrl);
  const childResources = controller.spec.childResources.map((rule) => ({ ...rule, updateStrategy: { method } }));
  return { controller: { ...controller, spec: { ...controller.spec, childResources } } };
}

for (const [method, same, data] of [
  ['OnDelete', true, { a: '1' }],
  ['Recreate', false, { a: '2' }],
  ['InPlace', true, { a: '2' }],
] as const) {
  test(`updateStrategy: ${method} ${same ? 'keeps' : 'replaces'} a child that should look different`, async (t) => {
    const world = await startWorld(
      t,
      (url) => withMethod(url, method),
      ({ hook }) => {
        hook.answers['/sync'] = () => syncAnswer([CONFIG_MAP]);
      },
    );
    await world.simulator.settled();
    const before = world.get('ConfigMap', 's-config')?.metadata.uid;
    world.hook.answers['/sync'] = () => syncAnswer([{ ...CONFIG_MAP, data: { a: '2' } }]);
    await world.again();
    assert.equal(world.get('ConfigMap', 's-config')?.metadata.uid === before, same);
    assert.deepEqual(world.get('ConfigMap', 's-config')?.['data'], data);
  });
}
