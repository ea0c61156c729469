import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPatch } from '../../functions/simulator/patch-operations.ts';

const ADD = { op: 'add', path: '/spec/proxyPort', value: 8080 };

test('isPatch: a list of operations, each with a name and a place', () => {
  assert.ok(isPatch([]));
  assert.ok(isPatch([ADD, { op: 'remove', path: '/spec/port' }]));
  for (const value of [null, ADD, [null], [ADD, { path: '/spec/port' }], [{ op: 'remove' }], [{ ...ADD, path: 1 }]]) {
    assert.equal(isPatch(value), false, JSON.stringify(value));
  }
});
