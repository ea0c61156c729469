// The gate of /sync: whatever could delete or damage what runs is no answer. Each guard has a test of its own, which goes red
// when this guard alone is taken out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { inspectAll } from '../../../functions/kube/storable.ts';
import type { HookAnswer } from '../../../functions/respond/hook-answer.ts';
import { respondSync, type SyncAnswer } from '../../../functions/respond/respond-sync.ts';

const LAST_APPLIED = 'metacontroller.k8s.io/last-applied-configuration';

const STATUS = { phase: 'Pending' } as const;

/** A child that nothing is wrong with. */
const SERVICE: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'mcp-fetch', namespace: 'demo', labels: { app: 'fetch' } },
  spec: { ports: [{ name: 'http', port: 8080 }], selector: { app: 'fetch' } },
};

const PARENT = { namespace: 'demo', name: 'fetch', uid: 'u-1' };

function respond(children: readonly unknown[], more: object = {}): HookAnswer {
  return respondSync(PARENT, { status: STATUS, children, ...more } as SyncAnswer);
}

/** The sound child with other metadata. */
function marked(metadata: object): object {
  return { ...SERVICE, metadata: { ...SERVICE.metadata, ...metadata } };
}

/** The sound child with another spec. */
function filled(spec: unknown): object {
  return { ...SERVICE, spec };
}

test('respondSync: status and children are the body, their names and number the log', () => {
  const other = marked({ name: 'mcp-fetch-headless' });
  assert.deepEqual(respond([SERVICE, other], { resyncAfterSeconds: 2 }), {
    status: 200,
    body: { status: STATUS, children: [SERVICE, other], resyncAfterSeconds: 2 },
    log: { outcome: 'synced', object: 'demo/fetch', uid: 'u-1', children: 2, phase: 'Pending' },
    tally: { kinds: ['Service', 'Service'], phase: 'Pending', enforced: 'Unknown' },
  });
});

test('respondSync: nothing but a number says when to ask again', () => {
  assert.deepEqual(respond([]).body, { status: STATUS, children: [] });
  assert.deepEqual(respond([], { resyncAfterSeconds: undefined }).body, { status: STATUS, children: [] });
});

test('respondSync: a status without a phase is not answered', () => {
  assert.throws(() => respond([SERVICE], { status: {} }), /without a status\.phase/);
  assert.throws(() => respond([SERVICE], { status: { phase: null } }), /without a status\.phase/);
});

test('respondSync: the same child twice is not answered', () => {
  assert.throws(() => respond([SERVICE, marked({ labels: { app: 'other' } })]), /Service\.v1 mcp-fetch twice/);
});

test('respondSync: one name for children of two kinds is answered', () => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: SERVICE.metadata };
  assert.equal(respond([SERVICE, account]).status, 200);
});

test('respondSync: a child in another namespace is not answered', () => {
  assert.throws(() => respond([marked({ namespace: 'other' })]), /outside the parent's namespace/);
});

test('respondSync: a child without a namespace is not answered', () => {
  const { namespace: _, ...metadata } = SERVICE.metadata;
  assert.throws(() => respond([{ ...SERVICE, metadata }]), /outside the parent's namespace/);
});

test('respondSync: a child of a kind that the controller does not list is not answered', () => {
  for (const [apiVersion, kind] of [
    ['v1', 'Secret'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['v2', 'Service'],
  ])
    assert.throws(() => respond([{ ...SERVICE, apiVersion, kind }]), /does not list/, kind);
});

test('respondSync: a child with an empty name is not answered', () => {
  assert.throws(() => respond([marked({ name: '' })]), /a Service\.v1 without a name/);
});

test('respondSync: a child with the label controller-uid is not answered', () => {
  assert.throws(() => respond([marked({ labels: { 'controller-uid': 'x' } })]), /the label controller-uid/);
  assert.equal(respond([marked({ annotations: { 'controller-uid': 'x' } })]).status, 200);
});

test('respondSync: a child with the annotation last-applied is not answered', () => {
  assert.throws(() => respond([marked({ annotations: { [LAST_APPLIED]: '{}' } })]), /the annotation .*last-applied/);
  assert.equal(respond([marked({ annotations: { team: 'x' } })]).status, 200);
});

test('respondSync: null is no child', () => {
  assert.throws(() => respond([null]));
  assert.throws(() => respond([SERVICE, undefined]));
});

test('respondSync: a child with null is not answered', () => {
  assert.throws(() => respond([filled({ clusterIP: null })]), /a null at Service\.v1 mcp-fetch\.spec\.clusterIP/);
});

test('respondSync: a child with undefined is not answered', () => {
  assert.throws(() => respond([filled({ clusterIP: undefined })]), /a null at Service\.v1 mcp-fetch\.spec\.clusterIP/);
});

test('respondSync: a child with an empty list is not answered', () => {
  assert.throws(() => respond([filled({ ports: [] })]), /an empty list at Service\.v1 mcp-fetch\.spec\.ports/);
});

for (const name of ['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'limits', 'requests']) {
  test(`respondSync: a child with empty ${name} is not answered`, () => {
    assert.throws(() => respond([filled({ [name]: {} })]), new RegExp(`an empty map at .*\\.spec\\.${name}$`));
    assert.equal(respond([filled({ [name]: { a: 'b' } })]).status, 200);
  });
}

test('respondSync: empty maps that mean something are answered', () => {
  assert.equal(respond([filled({ podSelector: {}, volumes: [{ name: 'tmp', emptyDir: {} }] })]).status, 200);
});

test('respondSync: a member of a map in a map is looked at', () => {
  assert.throws(
    () => respond([filled({ template: { spec: { affinity: null } } })]),
    /\.spec\.template\.spec\.affinity$/,
  );
  assert.throws(() => respond([filled({ template: { metadata: { labels: {} } } })]), /\.template\.metadata\.labels$/);
});

test('respondSync: an item of a list is looked at', () => {
  assert.throws(() => respond([filled({ args: ['a', null] })]), /\.spec\.args\[1\]$/);
  assert.throws(() => respond([filled({ args: [['a'], []] })]), /an empty list at .*\.spec\.args\[1\]$/);
});

test('respondSync: a member of an item of a list is looked at', () => {
  const containers = [{ name: 'a' }, { name: 'b', resources: { limits: {} } }];
  assert.throws(() => respond([filled({ containers })]), /\.spec\.containers\[1\]\.resources\.limits$/);
  assert.throws(() => respond([filled({ containers: [{ env: [{ value: undefined }] }] })]), /\.env\[0\]\.value$/);
});

test('respondSync: what is nested deeper than can be looked at is not answered', () => {
  const maps: unknown = JSON.parse('{"a":'.repeat(150) + '1' + '}'.repeat(150));
  const lists: unknown = JSON.parse('['.repeat(150) + '1' + ']'.repeat(150));
  assert.throws(() => respond([filled(maps)]), /more than 99 levels at Service/);
  assert.throws(() => respond([filled({ args: lists })]), /more than 99 levels at Service/);
});

test('respondSync: every child is looked at, not the first alone', () => {
  const other = { ...filled({ ports: [] }), metadata: { ...SERVICE.metadata, name: 'other' } };
  assert.throws(() => respond([SERVICE, other]), /an empty list at Service\.v1 other/);
});

test('respondSync: what is known of a child counts', () => {
  const bad = filled({ ports: [] }) as KubeObject;
  assert.throws(() => respond([bad], { inspected: inspectAll([bad]) }), /an empty list/);
});

test('respondSync: what is known of a child says nothing about a copy of it', () => {
  const copy = { ...SERVICE, spec: { ports: [] } };
  assert.throws(() => respond([copy], { inspected: inspectAll([SERVICE]) }), /an empty list/);
});

test('respondSync: a child that is known already is not walked over again', () => {
  let reads = 0;
  const spec = Object.defineProperty({}, 'type', { enumerable: true, get: () => (reads += 1) });
  const child = filled(spec) as KubeObject;
  const inspected = inspectAll([child]);
  respond([child], { inspected });
  assert.equal(reads, 1);
  respond([child]);
  assert.equal(reads, 2);
});
