import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { compareQuantity, parseQuantity } from '../../functions/kube/quantity.ts';

const DIGITS = fc.stringMatching(/^[0-9]{1,12}$/);
const SUFFIX = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'E-2', 'e7');

/** Any text that has the grammar of a quantity, far from the largest amounts. */
const QUANTITY_TEXT = fc
  .record({ sign: fc.constantFrom('', '-', '+'), whole: DIGITS, fraction: fc.option(DIGITS), suffix: SUFFIX })
  .map(({ sign, whole, fraction, suffix }) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${suffix}`);

test('parseQuantity: the canonical form is a fixed point', () => {
  fc.assert(
    fc.property(QUANTITY_TEXT, (text) => {
      const once = parseQuantity(text);
      if (once === undefined) return; // 10^21 and above
      assert.equal(parseQuantity(once), once);
    }),
  );
});

test('parseQuantity: whole numbers keep their value', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.constantFrom(1, 1024), (size, unit) => {
      const scaled = parseQuantity(unit === 1 ? size : `${size}Ki`);
      const plain = parseQuantity(String(BigInt(size) * BigInt(unit)));
      assert.ok(scaled !== undefined && plain !== undefined);
      assert.equal(compareQuantity(scaled, plain), 0);
    }),
  );
});

test('compareQuantity: is an order', () => {
  const quantity = QUANTITY_TEXT.map((text) => parseQuantity(text)).filter((value) => value !== undefined);
  fc.assert(
    fc.property(quantity, quantity, quantity, (a, b, c) => {
      assert.equal(compareQuantity(a, b), 0 - compareQuantity(b, a));
      if (compareQuantity(a, b) <= 0 && compareQuantity(b, c) <= 0) assert.ok(compareQuantity(a, c) <= 0);
    }),
  );
});

test('parseQuantity: any text at all gives a quantity or nothing, never an exception', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseQuantity(text)));
});
