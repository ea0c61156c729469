import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareQuantity, parseQuantity } from '../../../functions/kube/quantity.ts';

// Measured: k8s.io/apimachinery v0.36.3, UnmarshalJSON, RoundUp(Milli), canonical text; undefined where it refuses.
const CANONICAL: readonly (readonly [string, string | undefined])[] = [
  ['0', '0'],
  ['0.0', '0'],
  ['-0', '0'],
  ['1', '1'],
  ['+1', '1'],
  ['01', '1'],
  ['1.', '1'],
  ['.5', '500m'],
  ['0.1', '100m'],
  ['0.10', '100m'],
  ['1.5', '1500m'],
  ['1.500', '1500m'],
  ['0.001', '1m'],
  ['0.0001', '1m'],
  ['100u', '1m'],
  ['1n', '1m'],
  ['-1n', '-1m'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['999m', '999m'],
  ['1000000m', '1k'],
  ['100m', '100m'],
  ['2', '2'],
  ['1000', '1k'],
  ['1024', '1024'],
  ['123456', '123456'],
  ['100000', '100k'],
  ['1k', '1k'],
  ['1000k', '1M'],
  ['1.2k', '1200'],
  ['1M', '1M'],
  ['0.5M', '500k'],
  ['500k', '500k'],
  ['10G', '10G'],
  ['1T', '1T'],
  ['1P', '1P'],
  ['1E', '1E'],
  ['9E', '9E'],
  ['12E', '12E'],
  ['999E', '999E'],
  ['100E', '100E'],
  ['100000000000000000000', '100E'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ['1Ki', '1Ki'],
  ['1024Ki', '1Mi'],
  ['1025Ki', '1025Ki'],
  ['512Ki', '512Ki'],
  ['8Ki', '8Ki'],
  ['1024Mi', '1Gi'],
  ['1536Mi', '1536Mi'],
  ['128Mi', '128Mi'],
  ['64Mi', '64Mi'],
  ['0.5Gi', '512Mi'],
  ['0.500Gi', '512Mi'],
  ['1.5Gi', '1536Mi'],
  ['1.1Gi', '1181116006400m'],
  ['0.1Ki', '102400m'],
  ['0.0001Ki', '103m'],
  ['0.9999999Ki', '1Ki'],
  ['1023.9Ki', '1048473600m'],
  ['1024Gi', '1Ti'],
  ['1048576Ki', '1Gi'],
  ['1Ti', '1Ti'],
  ['1Pi', '1Pi'],
  ['1Ei', '1Ei'],
  ['7Ei', '7Ei'],
  ['8Ei', '9223372036854775807'],
  ['16Ei', '9223372036854775807'],
  ['-16Ei', '-9223372036854775807'],
  ['9223372036854775807', '9223372036854775807'],
  ['9223372036854775808', '9223372036854775808'],
  ['0Mi', '0'],
  ['-1Gi', '-1Gi'],
  ['-1Ki', '-1Ki'],
  ['-0.5Ki', '-512'],
  ['-8Ei', '-9223372036854775807'],
  ['100e99', '100e99'],
  ['-0.5', '-500m'],
  ['-1.0001', '-1001m'],
  ['1e3', '1e3'],
  ['1E3', '1e3'],
  ['1e4', '10e3'],
  ['1e+3', '1e3'],
  ['12e6', '12e6'],
  ['1e-3', '1e-3'],
  ['1e-4', '1e-3'],
  ['1e-10', '1e-3'],
  ['1.5e3', '1500'],
  ['1e0', '1'],
  ['1e21', '1e21'],
  ['100e2', '10e3'],
  ['0e5', '0'],
  ['1e100', '10e99'],
  ['134217728', '134217728'],
  ['128974848', '128974848'],
  ['129e6', '129e6'],
  ['128974848000m', '128974848'],
  ['0.25', '250m'],
  ['250m', '250m'],
  ['3.14159', '3142m'],
  ['1.0', '1'],
  ['1.00', '1'],
  ['10.0', '10'],
  ['00.5', '500m'],
  ['000', '0'],
  [' 1 ', '1'],
  ['1 ', '1'],
  ['', undefined],
  ['1 Gi', undefined],
  ['1gi', undefined],
  ['1GI', undefined],
  ['1mi', undefined],
  ['1K', undefined],
  ['1g', undefined],
  ['1kb', undefined],
  ['1GB', undefined],
  ['1e', undefined],
  ['1e+', undefined],
  ['1E5i', undefined],
  ['1.2.3', undefined],
  ['1,5', undefined],
  ['0x10', undefined],
  ['1_000', undefined],
  ['--1', undefined],
  ['+-1', undefined],
  ['Inf', undefined],
  ['NaN', undefined],
  ['1k5', undefined],
  ['1Ki1', undefined],
  ['12345678901234567890Ki', '9223372036854775807'],
  ['0.000000000000000001Gi', '1m'],
  ['1.024Ki', '1048576m'],
  ['1.000Mi', '1Mi'],
  ['2.5Mi', '2560Ki'],
  ['1234567.891', '1234567891m'],
  ['0.0000000001', '1m'],
  ['18446744073709551616', '18446744073709551616'],
  ['1ki', undefined],
  ['１', undefined],
];

for (const [input, expected] of CANONICAL) {
  test(`parseQuantity: ${JSON.stringify(input)} gives ${expected ?? 'nothing'}`, () => {
    assert.equal(parseQuantity(input), expected);
  });
}

test('parseQuantity: forms that Kubernetes takes but damages are refused', () => {
  for (const input of ['.', 'Mi', 'm', '-', '1000E', '1000000000000000000000'])
    assert.equal(parseQuantity(input), undefined, input);
});

test('parseQuantity: numbers are their decimal text', () => {
  assert.equal(parseQuantity(0.1), '100m');
  assert.equal(parseQuantity(2), '2');
  assert.equal(parseQuantity(1e-7), '1e-3');
  assert.equal(parseQuantity(Number.NaN), undefined);
  assert.equal(parseQuantity(Number.POSITIVE_INFINITY), undefined);
});

test('parseQuantity: hostile exponents and lengths cost nothing', () => {
  assert.equal(parseQuantity('1e2147483647'), undefined);
  assert.equal(parseQuantity('1e-999999999'), undefined);
  assert.equal(parseQuantity('9'.repeat(1_000_000)), undefined);
});

test('compareQuantity: amounts are compared by value across suffixes', () => {
  const order = [
    '-1Gi',
    '-0.5',
    '0',
    '1m',
    '999m',
    '1',
    '1.5',
    '1k',
    '1Ki',
    '1e3Ki',
    '1M',
    '1Mi',
    '128Mi',
    '1Gi',
    '1E',
    '1Ei',
  ];
  const amounts = order.flatMap((text) => parseQuantity(text) ?? []);
  assert.equal(amounts.length, order.length - 1, '1e3Ki is no quantity');
  amounts.forEach((a, left) => {
    amounts.forEach((b, right) => assert.equal(compareQuantity(a, b), Math.sign(left - right), `${a} ? ${b}`));
  });
});

test('compareQuantity: the same amount in two families is equal', () => {
  const [binary, decimal] = [parseQuantity('128Mi'), parseQuantity('134217728')];
  assert.ok(binary !== undefined && decimal !== undefined);
  assert.notEqual(binary, decimal);
  assert.equal(compareQuantity(binary, decimal), 0);
});

/** Thousandths in one of each suffix. */
const SUFFIXES = {
  m: 1n,
  '': 1000n,
  k: 10n ** 6n,
  M: 10n ** 9n,
  G: 10n ** 12n,
  T: 10n ** 15n,
  Ki: 1000n << 10n,
  Mi: 1000n << 20n,
  Gi: 1000n << 30n,
  Ti: 1000n << 40n,
} as const;

const SMALL = fc.tuple(fc.integer({ min: 1, max: 1200 }), fc.constantFrom(...Object.entries(SUFFIXES)));

test('parseQuantity: what is known at once is what reading it gives', () => {
  fc.assert(
    fc.property(SMALL, ([count, [suffix]]) => {
      assert.equal(parseQuantity(`${count}${suffix}`), parseQuantity(`+${count}${suffix}`));
    }),
  );
});

test('compareQuantity: what everybody writes is compared exactly', () => {
  fc.assert(
    fc.property(SMALL, SMALL, ([few, [left, one]], [more, [right, other]]) => {
      const [a, b] = [parseQuantity(`${few}${left}`), parseQuantity(`${more}${right}`)];
      assert.ok(a !== undefined && b !== undefined);
      const difference = BigInt(few) * one - BigInt(more) * other;
      assert.equal(compareQuantity(a, b), difference === 0n ? 0 : difference < 0n ? -1 : 1);
    }),
  );
});
