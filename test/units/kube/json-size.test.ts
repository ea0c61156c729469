import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isLargerThan } from '../../../functions/kube/json-size.ts';

/** Length of what Go's `json.Marshal` writes. */
function goBytes(value: unknown): number {
  const text = JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, '\\u0000');
  return new TextEncoder().encode(text).length;
}

function nested(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

test('isLargerThan: exact to the byte for any JSON', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '"', '\\', '<', '&', '\n', '\u0001', '\u007f', 'é', '€', '\u2028', '😀'),
  });
  const value = fc.jsonValue().chain((json) => fc.record({ json: fc.constant(json), [`k<`]: fc.array(text) }));
  fc.assert(
    fc.property(value, (json) => {
      const bytes = goBytes(json);
      assert.ok(!isLargerThan(bytes, json));
      assert.ok(isLargerThan(bytes - 1, json));
    }),
  );
});

test('isLargerThan: members that JSON leaves out may count, nothing else', () => {
  assert.ok(!isLargerThan(4, null));
  assert.ok(isLargerThan(3, null));
  assert.ok(!isLargerThan(0, undefined));
});

test('isLargerThan: nested deeper than 100 levels', () => {
  assert.ok(!isLargerThan(1_000_000, nested(100)));
  assert.ok(isLargerThan(1_000_000, nested(101)));
  assert.ok(isLargerThan(1_000_000, nested(100_000)));
});

test('isLargerThan: does not walk on behind the limit', () => {
  const trap = Object.defineProperty({}, 'trap', {
    enumerable: true,
    get: () => assert.fail('walked behind the limit'),
  });
  assert.ok(isLargerThan(10, ['x'.repeat(20), trap]));
});
