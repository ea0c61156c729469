// Sets of fields as managed fields write them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFields, subtractFields, unionFields, upToLevel } from '../../../functions/kube/field-sets.ts';

test('unionFields: has the fields of all, at every depth', () => {
  assert.deepEqual(
    unionFields([{ 'f:a': { 'f:b': {} } }, { 'f:a': { '.': {}, 'f:c': {} }, 'f:d': {} }, { 'f:e': {} }]),
    {
      'f:a': { 'f:b': {}, '.': {}, 'f:c': {} },
      'f:d': {},
      'f:e': {},
    },
  );
  assert.deepEqual(unionFields([]), {});
});

test('upToLevel: what lies deeper is meant by its last step', () => {
  const set = { 'f:a': { 'f:b': { 'f:c': {} } }, 'f:d': {} };
  assert.deepEqual(upToLevel(set, 2), { 'f:a': { 'f:b': {} }, 'f:d': {} });
  assert.deepEqual(upToLevel(set, 5), set);
});

test('subtractFields: what two have belongs to the second, and nothing empty is left', () => {
  const mine = { 'f:a': { 'f:b': {}, 'f:c': {} }, 'f:d': {}, 'f:e': { 'k:{"name":"x"}': { '.': {}, 'f:v': {} } } };
  assert.deepEqual(subtractFields(mine, { 'f:a': { 'f:b': {} }, 'f:d': {} }), {
    'f:a': { 'f:c': {} },
    'f:e': { 'k:{"name":"x"}': { '.': {}, 'f:v': {} } },
  });
  assert.deepEqual(subtractFields(mine, mine), {});
});

test('extractFields: members, items by key, items by value, whole values', () => {
  const value = {
    list: [
      { name: 'x', v: 1, w: 2 },
      { name: 'y', v: 3 },
    ],
    set: ['p', 'q'],
    whole: { deep: [1] },
    other: 0,
  };
  const set = {
    'f:list': { 'k:{"name":"x"}': { '.': {}, 'f:v': {} } },
    'f:set': { 'v:"q"': {} },
    'f:whole': {},
    'f:gone': {},
  };
  assert.deepEqual(extractFields(value, set), { list: [{ name: 'x', v: 1 }], set: ['q'], whole: { deep: [1] } });
});
