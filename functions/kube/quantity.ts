// Vocabulary: amounts of CPU, memory and the like, in the one form in which the API server stores them.

/** A quantity in canonical form, made by `parseQuantity` only: `100m`, `1`, `1Gi`. Compare with `compareQuantity`. */
export type Quantity = string & { readonly __type: 'Quantity' };

/** The family of suffixes; an amount keeps the family in which it was written. */
type Format = 'binary' | 'decimal' | 'exponent';

/** An exact number: `mantissa * 10^exponent`. */
interface Amount {
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly format: Format;
}

const GRAMMAR = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:([numkMGTPE]?)|([KMGTPE]i)|[eE]([+-]?\d+))$/;

/** Amounts that nearly everybody writes are canonical as they are: less than 1000, and less than the largest binary amount. */
const CANONICAL = /^([1-9]\d{0,2})([mkMGT]|[KMGT]i)?$/;

/** Thousandths in one of each suffix of those; a number holds all of these amounts exactly. */
const MILLIS: Readonly<Record<string, number>> = {
  m: 1,
  '': 1e3,
  k: 1e6,
  M: 1e9,
  G: 1e12,
  T: 1e15,
  Ki: 1e3 * 2 ** 10,
  Mi: 1e3 * 2 ** 20,
  Gi: 1e3 * 2 ** 30,
  Ti: 1e3 * 2 ** 40,
};

const DECIMAL_EXPONENTS: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const DECIMAL_SUFFIXES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(DECIMAL_EXPONENTS).map(([suffix, exponent]) => [exponent, suffix]),
);
const BINARY_SUFFIXES: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Longest text that is looked at; honest amounts have fewer than twenty characters. */
const MAX_LENGTH = 128;
/** Largest power of ten that may be written, either sign, so that hostile input costs nothing. */
const MAX_EXPONENT = 999;
/** Resource lists are stored in thousandths, rounded away from zero. */
const MILLI = -3;
/** Binary amounts are capped at the largest int64. */
const MAX_BINARY = 2n ** 63n - 1n;

/**
 * The canonical form of a quantity as it stands in a manifest: `0.1` gives `100m`, `1024Mi` gives `1Gi`, `100u` gives `1m`.
 * Numbers are taken as their decimal text. What the API server refuses gives undefined, and so do three forms that it
 * takes but damages or that nobody means: no digit at all (`Mi` would be 0), decimal amounts of 10^21 and above (it
 * loses their magnitude), and powers beyond 10^999.
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity
 */
export function parseQuantity(value: string | number): Quantity | undefined {
  const text = String(value).trim();
  if (CANONICAL.test(text)) return text as Quantity;
  const amount = readAmount(text);
  if (amount === undefined) return undefined;
  return writeAmount(roundToMilli(amount));
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`, whatever their suffixes. */
export function compareQuantity(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const [few, more] = [readMillis(a), readMillis(b)];
  if (few !== undefined && more !== undefined) return few === more ? 0 : few < more ? -1 : 1;
  const [left, right] = [readAmount(a), readAmount(b)];
  if (left === undefined || right === undefined)
    throw new TypeError('compareQuantity wants values made by parseQuantity');
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = scaleTo(left, exponent) - scaleTo(right, exponent);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** Whether one amount, as people write it, is larger than another; false for what is no amount, or not there. */
export function isMore(left: string | undefined, right: string | undefined): boolean {
  const [a, b] = [left, right].map((text) => (text === undefined ? undefined : parseQuantity(text)));
  return a !== undefined && b !== undefined && compareQuantity(a, b) > 0;
}

/** The amount in thousandths, where it is one of those that nearly everybody writes. */
function readMillis(quantity: Quantity): number | undefined {
  const [, digits, suffix = ''] = CANONICAL.exec(quantity) ?? [];
  const one = MILLIS[suffix];
  return digits === undefined || one === undefined ? undefined : Number(digits) * one;
}

function readAmount(text: string): Amount | undefined {
  const parts = text.length <= MAX_LENGTH ? GRAMMAR.exec(text) : null;
  if (parts === null) return undefined;
  const [, sign, whole, fraction = '', decimal, binary, power] = parts;
  const size = BigInt(`0${whole}${fraction}`);
  const mantissa = sign === '-' ? -size : size;
  if (binary !== undefined) {
    const shift = BigInt(10 * BINARY_SUFFIXES.indexOf(binary));
    return capBinary({ mantissa: mantissa << shift, exponent: -fraction.length, format: 'binary' });
  }
  const format = power === undefined ? 'decimal' : 'exponent';
  const exponent = Number(power ?? DECIMAL_EXPONENTS[decimal ?? '']);
  return Math.abs(exponent) > MAX_EXPONENT ? undefined : { mantissa, exponent: exponent - fraction.length, format };
}

function capBinary(amount: Amount): Amount {
  const limit = MAX_BINARY * 10n ** BigInt(-amount.exponent);
  if (amount.mantissa > limit) return { ...amount, mantissa: MAX_BINARY, exponent: 0 };
  if (amount.mantissa < -limit) return { ...amount, mantissa: -MAX_BINARY, exponent: 0 };
  return amount;
}

function roundToMilli(amount: Amount): Amount {
  if (amount.exponent >= MILLI) return amount;
  const divisor = 10n ** BigInt(MILLI - amount.exponent);
  const { mantissa } = amount;
  const awayFromZero = mantissa < 0n ? -1n : 1n;
  const rounded = mantissa / divisor + (mantissa % divisor === 0n ? 0n : awayFromZero);
  return { ...amount, mantissa: rounded, exponent: MILLI };
}

function scaleTo(amount: Amount, exponent: number): bigint {
  return amount.mantissa * 10n ** BigInt(amount.exponent - exponent);
}

function writeAmount(amount: Amount): Quantity | undefined {
  if (amount.mantissa === 0n) return '0' as Quantity;
  return (amount.format === 'binary' ? writeBinary(amount) : undefined) ?? writeDecimal(amount);
}

/** Undefined where a binary suffix would hide or lose something: below 1024, and for fractions. */
function writeBinary(amount: Amount): Quantity | undefined {
  const divisor = 10n ** BigInt(-Math.min(amount.exponent, 0));
  let size = amount.mantissa / divisor;
  if (amount.mantissa % divisor !== 0n || (size > -1024n && size < 1024n)) return undefined;
  let step = 0;
  while (size % 1024n === 0n) {
    size /= 1024n;
    step++;
  }
  return `${size}${BINARY_SUFFIXES[step]}` as Quantity;
}

function writeDecimal(amount: Amount): Quantity | undefined {
  let { mantissa, exponent } = amount;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    mantissa *= 10n;
    exponent--;
  }
  if (amount.format === 'exponent') return `${mantissa}${exponent === 0 ? '' : `e${exponent}`}` as Quantity;
  const suffix = DECIMAL_SUFFIXES[exponent];
  return suffix === undefined ? undefined : (`${mantissa}${suffix}` as Quantity);
}
