// Requests that admission always allows.

import assert from 'node:assert/strict';
import test from 'node:test';
import { isExempt, isSpecUnchanged } from '../../../functions/decode/exempt.ts';

const OBJECT = { metadata: { name: 'a' }, spec: { image: 'x', env: [{ name: 'A', value: '1' }], args: ['a', 'b'] } };

function withSpec(spec: Record<string, unknown>, metadata: Record<string, unknown> = {}): Record<string, unknown> {
  return { metadata: { name: 'a', ...metadata }, spec: { ...OBJECT.spec, ...spec } };
}

test('isExempt: a new object and a changed spec are judged', () => {
  assert.equal(isExempt({ operation: 'CREATE', object: OBJECT, oldObject: null }), false);
  assert.equal(isExempt({ operation: 'UPDATE', object: withSpec({ image: 'y' }), oldObject: OBJECT }), false);
  assert.equal(isExempt({ operation: 'UPDATE', object: OBJECT, oldObject: undefined }), false);
});

test('isExempt: labels, annotations, finalizers and status pass', () => {
  const object = { ...withSpec({}, { labels: { a: 'b' }, finalizers: ['x'] }), status: { phase: 'Ready' } };
  assert.equal(isExempt({ operation: 'UPDATE', object, oldObject: OBJECT }), true);
});

test('isExempt: an object that is being deleted passes, whatever its spec', () => {
  const object = withSpec({ image: '' }, { deletionTimestamp: '2026-11-01T10:00:00Z' });
  assert.equal(isExempt({ operation: 'UPDATE', object, oldObject: OBJECT }), true);
});

test('isExempt: other operations pass', () => {
  assert.equal(isExempt({ operation: 'DELETE', object: null, oldObject: OBJECT }), true);
  assert.equal(isExempt({ operation: 'CONNECT', object: null, oldObject: null }), true);
});

test('isSpecUnchanged: order of members does not count, order of lists does', () => {
  const reordered = { spec: { args: ['a', 'b'], env: [{ value: '1', name: 'A' }], image: 'x' } };
  assert.equal(isSpecUnchanged(OBJECT, reordered), true);
  assert.equal(isSpecUnchanged(OBJECT, withSpec({ args: ['b', 'a'] })), false);
});

test('isSpecUnchanged: a missing member is not the same as one of another name, nor null as absent', () => {
  assert.equal(isSpecUnchanged({ spec: { a: null } }, { spec: { b: null } }), false);
  assert.equal(isSpecUnchanged({ spec: { a: null } }, { spec: {} }), false);
  assert.equal(isSpecUnchanged({ spec: [] }, { spec: {} }), false);
  assert.equal(isSpecUnchanged(null, null), false);
});
