// Dynamic apply against what Metacontroller's own merge answered for the same inputs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LAST_APPLIED } from '../../functions/kube/metacontroller.ts';
import type { Fields, KubeObject } from '../../functions/kube/object.ts';
import { mergeChild, mergeFields } from '../../functions/simulator/dynamic-apply.ts';
import { isEqual } from '../../functions/kube/json-equal.ts';

interface Vector {
  readonly name: string;
  readonly observed: Fields;
  readonly lastApplied: Fields | null;
  readonly desired: Fields;
  readonly merged: Fields;
  readonly drift: boolean;
}

const vectors = JSON.parse(readFileSync(new URL('merge-vectors.json', import.meta.url), 'utf8')) as readonly Vector[];

test('mergeFields: there are vectors to run', () => assert.ok(vectors.length >= 30));

for (const vector of vectors) {
  test(`mergeFields: ${vector.name}`, () => {
    const merged = mergeFields(vector.observed, vector.lastApplied, vector.desired);
    assert.deepEqual(merged, vector.merged);
    assert.equal(!isEqual(merged, vector.observed), vector.drift, 'drift');
  });
}

test('mergeFields: a scalar or null over a list of scalars leaves null, as a nil slice becomes', () => {
  assert.deepEqual(mergeFields({ args: ['a'] }, undefined, { args: 'text' }), { args: null });
  assert.deepEqual(mergeFields({ args: ['a'] }, undefined, { args: null }), { args: null });
});

test('mergeFields: a member named __proto__ stays a plain member', () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": true}}') as Fields;
  const merged = mergeFields({ a: 1 }, undefined, hostile);
  assert.deepEqual(Object.keys(merged), ['a', '__proto__']);
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
});

const observed: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'd', uid: 'u', resourceVersion: '7', annotations: { foreign: 'x' } },
  data: { a: '1', theirs: '2' },
  status: { seen: true },
};

test('mergeChild: system metadata, status and foreign members stay, the annotation is renewed', () => {
  const desired = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', uid: 'no' },
    data: { a: '9' },
    status: { seen: false },
  };
  const merged = mergeChild(observed, desired);
  assert.equal(merged.metadata.uid, 'u');
  assert.equal(merged.metadata.resourceVersion, '7');
  assert.deepEqual(merged['status'], { seen: true });
  assert.deepEqual(merged['data'], { a: '9', theirs: '2' });
  assert.equal(merged.metadata.annotations?.['foreign'], 'x');
  assert.match(merged.metadata.annotations?.[LAST_APPLIED] ?? '', /"a":"9"/);
});

test('mergeChild: a second merge of the same desired object changes nothing', () => {
  const desired = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { b: '1', a: '9' } };
  const once = mergeChild(observed, desired);
  const reordered = { data: { a: '9', b: '1' }, metadata: { name: 'c' }, kind: 'ConfigMap', apiVersion: 'v1' };
  assert.ok(isEqual(mergeChild(once, reordered), once));
});

test('mergeChild: a member that is no longer desired goes', () => {
  const first = mergeChild(observed, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c' },
    data: { a: '1', b: '2' },
  });
  const second = mergeChild(first, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: '1' } });
  assert.deepEqual(second['data'], { a: '1', theirs: '2' });
});
