import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isLargerThan } from '../../../functions/kube/json-size.ts';
import { inspect } from '../../../functions/kube/storable.ts';

const TEXT = fc.string({ unit: fc.constantFrom('a', '"', '<', '\u0001', 'é', '€', '\u2028', '\ud800', '😀') });
const SCALAR = fc.oneof(TEXT, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.maxSafeInteger());

/** JSON without a null and without empty lists; names are none of those that are dropped empty. */
const SOUND = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, SCALAR, tie('list'), tie('map')),
  list: fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
  map: fc.dictionary(
    TEXT.map((text) => `${text}0`),
    tie('value'),
    { maxKeys: 4 },
  ),
})).value;

test('inspect: the size is never less than the bytes', () => {
  fc.assert(
    fc.property(fc.oneof(SOUND, fc.jsonValue()), (value) => {
      assert.ok(!isLargerThan(inspect(value).mostBytes, value));
    }),
  );
});

test('inspect: nothing is found in sound JSON, and a null wherever it is put', () => {
  fc.assert(
    fc.property(SOUND, fc.array(fc.oneof(fc.nat(3), fc.constantFrom('spec', 'env'))), SOUND, (value, steps, beside) => {
      assert.equal(inspect(value).unstorable, undefined);
      const at = (inner: unknown, step: string | number): unknown =>
        typeof step === 'string' ? { beside, [step]: inner } : [...Array.from({ length: step }, () => value), inner];
      const path = steps.map((step) => (typeof step === 'string' ? `.${step}` : `[${step}]`)).join('');
      assert.deepEqual(inspect(steps.reduceRight(at, null)).unstorable, { what: 'a null', path });
    }),
  );
});

test('inspect: the largest text of its length has the bytes that are counted', () => {
  for (const text of ['', '<', '\u0001\u2028', '>'.repeat(100)]) {
    const { mostBytes } = inspect(text);
    assert.ok(!isLargerThan(mostBytes, text));
    assert.ok(isLargerThan(mostBytes - 1, text), `${mostBytes} bytes`);
  }
});

test('inspect: every item is counted with a comma, every member with a colon too, its name as the largest text', () => {
  for (const value of [['<', '<', '<'], { '<': '<', '>': '<', '&': '<' }])
    assert.ok(!isLargerThan(inspect(value).mostBytes, value), JSON.stringify(value));
});

test('inspect: the longest number has no more bytes than are counted', () => {
  assert.ok(!isLargerThan(inspect(-Number.MIN_VALUE).mostBytes, -Number.MIN_VALUE));
  assert.ok(!isLargerThan(inspect(-2.2250738585072014e-308).mostBytes, -2.2250738585072014e-308));
});

test('inspect: what is nested too deep has no bound', () => {
  const deep: unknown = JSON.parse('['.repeat(150) + ']'.repeat(150));
  assert.equal(inspect(deep).mostBytes, Infinity);
});

test('inspect: the first unstorable value is named, in a list and in a map', () => {
  assert.deepEqual(inspect([1, null, []]).unstorable, { what: 'a null', path: '[1]' });
  assert.deepEqual(inspect({ a: 1, b: [], c: null }).unstorable, { what: 'an empty list', path: '.b' });
});

test('inspect: nothing but a map is an empty map', () => {
  assert.equal(inspect({ labels: '' }).unstorable, undefined);
  assert.deepEqual(inspect({ labels: [] }).unstorable, { what: 'an empty list', path: '.labels' });
});
