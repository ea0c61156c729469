// Unit: /sync as Metacontroller meets it, with sound, invalid and hostile requests.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { ask, asObserved, childrenOf, CONTEXT, noChildren, PARENT, statusOf, syncRequest } from './requests.ts';

const INVALID: KubeObject = { ...PARENT, spec: { image: 'not an image!', transport: 'streamable-http' } };

function byName(a: KubeObject, b: KubeObject): number {
  return `${a.kind}${a.metadata.name}`.localeCompare(`${b.kind}${b.metadata.name}`);
}

function parentWith(spec: unknown): KubeObject {
  return { ...PARENT, spec };
}

test('sync: a new server gets all children and a full status', () => {
  const answer = ask('/sync', syncRequest());
  assert.equal(answer.status, 200);
  assert.deepEqual(
    childrenOf(answer)
      .map((child) => `${child.kind} ${child.metadata.name}`)
      .toSorted(),
    [
      'ConfigMap fetch-runconfig',
      'Deployment fetch',
      'NetworkPolicy fetch-mcp',
      'NetworkPolicy fetch-proxy',
      'Role fetch-proxy-runner',
      'RoleBinding fetch-proxy-runner',
      'Service mcp-fetch',
      'Service mcp-fetch-headless',
      'Service mcp-fetch-proxy',
      'ServiceAccount fetch-proxy-runner',
      'ServiceAccount fetch-sa',
      'StatefulSet fetch',
    ],
  );
  assert.equal(statusOf(answer).phase, 'Pending');
});

test('sync: the same request gives the same bytes', () => {
  assert.equal(
    JSON.stringify(ask('/sync', syncRequest())),
    JSON.stringify(ask('/sync', structuredClone(syncRequest()))),
  );
});

function keysOf(children: readonly KubeObject[]): readonly string[] {
  return children.map(({ kind, metadata }) => `${kind}/${metadata.name}`).toSorted();
}

test('sync: of a held server that has never run only what its cause lets be known is made', () => {
  const volumes = [{ name: 'data', mountPath: '/data', hostPath: '/srv' }];
  const mistake = parentWith({ ...(PARENT['spec'] as object), volumes });
  const broken = parentWith({ ...(PARENT['spec'] as object), toolConfigRef: { name: 'not-there' } });
  const settings: Settings = { ...DEFAULT_SETTINGS, podSecurity: { enforce: 'baseline', warn: 'restricted' } };
  const made = (parent: KubeObject): readonly string[] =>
    keysOf(childrenOf(ask('/sync', syncRequest({ parent }), { ...CONTEXT, settings })));
  assert.deepEqual(made(mistake), []);
  assert.deepEqual(made(broken), [
    'Role/fetch-proxy-runner',
    'RoleBinding/fetch-proxy-runner',
    'ServiceAccount/fetch-proxy-runner',
    'ServiceAccount/fetch-sa',
  ]);
});

test('sync: an invalid spec keeps the observed children exactly and says why', () => {
  const first = childrenOf(ask('/sync', syncRequest()));
  const answer = ask('/sync', syncRequest({ parent: INVALID, children: asObserved(first) }));
  assert.equal(answer.status, 200);
  assert.deepEqual(childrenOf(answer).toSorted(byName), first.toSorted(byName));
  assert.equal(statusOf(answer).phase, 'Failed');
  assert.match(statusOf(answer).message, /spec\.image/);
});

test('sync: of a child that does not say how it was last applied nothing is sent on, and it is not deleted', () => {
  const first = childrenOf(ask('/sync', syncRequest()));
  const observed = asObserved(first);
  for (const objects of Object.values(observed)) {
    for (const object of Object.values(objects))
      Reflect.deleteProperty(object.metadata.annotations ?? {}, 'metacontroller.k8s.io/last-applied-configuration');
  }
  const answer = ask('/sync', syncRequest({ parent: INVALID, children: observed }));
  assert.deepEqual(keysOf(childrenOf(answer)), keysOf(first));
  assert.deepEqual(
    childrenOf(answer)
      .filter((child) => child['spec'] === undefined)
      .map(({ kind }) => kind)
      .filter((kind) => ['Deployment', 'StatefulSet'].includes(kind)),
    ['Deployment', 'StatefulSet'],
  );
  const applied = statusOf(answer).conditions.find(({ type }) => type === 'Applied');
  assert.equal(applied?.reason, 'NotAsAskedFor');
  assert.match(applied.message, /Deployment fetch does not say how it was last applied/);
});

test('sync: a last-applied annotation that is not of its object counts as none', () => {
  for (const text of [
    '{"metadata":{}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"x","labels":"abc"}}',
  ]) {
    const observed = asObserved(childrenOf(ask('/sync', syncRequest())));
    for (const object of Object.values(observed).flatMap((objects) => Object.values(objects)))
      Object.assign(object.metadata.annotations ?? {}, { 'metacontroller.k8s.io/last-applied-configuration': text });
    const answer = ask('/sync', syncRequest({ parent: INVALID, children: observed }));
    assert.equal(answer.status, 200);
    assert.ok(!JSON.stringify(childrenOf(answer)).includes('abc'));
  }
});

test('sync: an observed object whose namespace is no text is refused', () => {
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: { toString: 'x' } } };
  const children = { ...(syncRequest()['children'] as object), 'Service.v1': { 'demo/a': object } };
  assert.equal(ask('/sync', syncRequest({ children })).status, 400);
});

test('sync: an invalid spec of a server that never ran starts nothing', () => {
  const answer = ask('/sync', syncRequest({ parent: INVALID }));
  assert.equal(answer.status, 200);
  assert.deepEqual(childrenOf(answer), []);
  assert.equal(statusOf(answer).phase, 'Failed');
});

test('sync: a permission profile that breaks later keeps everything, one that is missing at first starts no workload', () => {
  const parent = parentWith({
    ...(PARENT['spec'] as object),
    permissionProfile: { type: 'configmap', name: 'p', key: 'k' },
  });
  const first = childrenOf(ask('/sync', syncRequest()));
  const kept = ask('/sync', syncRequest({ parent, children: asObserved(first) }));
  assert.equal(childrenOf(kept).length, first.length);
  const held = childrenOf(ask('/sync', syncRequest({ parent })));
  assert.deepEqual(
    held.filter((child) => ['Deployment', 'StatefulSet'].includes(child.kind)),
    [],
  );
});

const HOSTILE_PARENTS: readonly (readonly [string, unknown])[] = [
  ['spec missing', undefined],
  ['spec a string', 'x'],
  ['spec a list', [1, 2]],
  ['image an object', { image: {} }],
  ['env a string', { image: 'a:1', env: 'x' }],
  ['env items null', { image: 'a:1', env: [null] }],
  ['podTemplateSpec a number', { image: 'a:1', podTemplateSpec: 7 }],
  ['ports as text', { image: 'a:1', proxyPort: '8080', mcpPort: {} }],
  ['negative replicas', { image: 'a:1', replicas: -1 }],
  [
    'prototype keys',
    JSON.parse(
      '{"image":"a:1","__proto__":{"x":1},"resourceOverrides":{"proxyDeployment":{"labels":{"__proto__":"x","constructor":"y"}}}}',
    ),
  ],
  ['rateLimiting nonsense', { image: 'a:1', rateLimiting: { shared: { maxTokens: 'many', refillPeriod: 3 } } }],
];

for (const [name, spec] of HOSTILE_PARENTS) {
  test(`sync: ${name} neither throws nor deletes what runs`, () => {
    const first = childrenOf(ask('/sync', syncRequest()));
    const answer = ask('/sync', syncRequest({ parent: parentWith(spec), children: asObserved(first) }));
    assert.equal(answer.status, 200);
    if (answer.status === 200) assert.equal(childrenOf(answer).length >= first.length, true);
  });
}

const REFUSED: readonly (readonly [string, unknown, number])[] = [
  ['a list', [], 400],
  ['null', null, 400],
  ['a string', 'x', 400],
  ['an empty object', {}, 400],
  ['no parent', syncRequest({ parent: undefined }), 400],
  ['a parent without uid', syncRequest({ parent: { ...PARENT, metadata: { name: 'a', namespace: 'b' } } }), 400],
  ['children that are a list', syncRequest({ children: [] }), 400],
  ['a null child', syncRequest({ children: { ...noChildren(), 'Service.v1': { 'demo/x': null } } }), 400],
  [
    'keys of hooks version 1',
    syncRequest({
      children: {
        ...noChildren(),
        'Service.v1': { x: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', namespace: 'demo' } } },
      },
    }),
    400,
  ],
  [
    'children of another kind',
    syncRequest({
      children: {
        ...noChildren(),
        'Secret.v1': { 'demo/x': { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x', namespace: 'demo' } } },
      },
    }),
    400,
  ],
  [
    'another controller',
    syncRequest({
      controller: {
        apiVersion: 'metacontroller.k8s.io/v1alpha1',
        kind: 'CompositeController',
        metadata: { name: 'x' },
        spec: { parentResource: { apiVersion: 'apps/v1', resource: 'deployments' } },
      },
    }),
    500,
  ],
];

for (const [name, body, status] of REFUSED) {
  test(`sync: ${name} is answered ${status} with one sentence`, () => {
    const answer = ask('/sync', body);
    assert.equal(answer.status, status);
    const { error } = answer.body as { readonly error: string };
    assert.match(error, /\S.{10,}/);
    assert.doesNotMatch(error, /\n| at .*\.ts:/);
  });
}

function statusWrite(manager: string, second: number): object {
  return { manager, operation: 'Update', subresource: 'status', time: `2026-11-01T10:00:0${second}Z` };
}

/** The parent with status writes of ToolHive's operator and of Metacontroller at these seconds. */
function writtenBy(theirs: number, ours: number): KubeObject {
  const managedFields = [statusWrite('thv-operator', theirs), statusWrite('metacontroller', ours)];
  return { ...PARENT, metadata: { ...PARENT.metadata, managedFields } };
}

test("sync: a server that ToolHive's operator still writes to is left as it is", () => {
  const first = childrenOf(ask('/sync', syncRequest()));
  const edited = { ...writtenBy(5, 3), spec: { image: 'ghcr.io/example/fetch:2.0.0', transport: 'streamable-http' } };
  const answer = ask('/sync', syncRequest({ parent: edited, children: asObserved(first) }));
  assert.deepEqual(childrenOf(answer).toSorted(byName), first.toSorted(byName));
  assert.match(statusOf(answer).message, /ToolHive's operator wrote this server's status/);
  const over = ask('/sync', syncRequest({ parent: writtenBy(3, 5), children: asObserved(first) }));
  assert.equal(statusOf(over).phase, 'Pending');
});

test('sync, server-side apply: what a policy has changed is looked at again as soon as the status of before can be seen', () => {
  const first = ask('/sync', syncRequest());
  const observed = asObserved(childrenOf(first));
  const there = observed['StatefulSet.apps/v1']?.['demo/fetch'];
  assert.ok(there !== undefined);
  const changed = JSON.parse(JSON.stringify(there).replaceAll('ghcr.io/example', 'mirror.example.com'));
  const managed = { manager: 'metacontroller', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:template': {} } } };
  const again = (metadata: object, parent: object = PARENT): unknown => {
    const object = { ...changed, metadata: { ...changed.metadata, annotations: {}, ...metadata } };
    const children = { ...observed, 'StatefulSet.apps/v1': { 'demo/fetch': object } };
    return (ask('/sync', syncRequest({ parent, children })).body as { resyncAfterSeconds?: number }).resyncAfterSeconds;
  };
  assert.equal(again({ managedFields: [managed] }), 1);
  // Somebody else made it, or the status is there.
  assert.equal(again({ managedFields: [{ ...managed, manager: 'kubectl' }] }), undefined);
  assert.equal(again({ managedFields: [managed] }, { ...PARENT, status: statusOf(first) }), undefined);
});
