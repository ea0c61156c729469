import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findExcess } from '../../../functions/decode/spec-size.ts';

/** A list that is too long, as many levels deep. */
function longListAt(levels: number): unknown {
  const list: unknown = Array.from({ length: 1025 }, () => 1);
  return Array.from({ length: levels - 1 }).reduce((inner) => ({ a: inner }), list);
}

test('findExcess: a list that is too long is found on every level that a spec may have', () => {
  for (let levels = 1; levels <= 100; levels += 1) {
    const excess = findExcess(longListAt(levels));
    assert.deepEqual(excess, { path: `spec${'.a'.repeat(levels - 1)}`, most: 1024 }, `${levels} levels`);
  }
});

test('findExcess: more levels than that are too much by themselves', () => {
  assert.equal(findExcess(longListAt(101)), 'bytes');
  assert.equal(findExcess(longListAt(5000)), 'bytes');
});
