// Vocabulary: which JSON values Kubernetes reads as the scalars of a pod template.

import type { ScalarType } from './field-types.ts';

/** One scalar type: its name in a sentence, the accepted values, and the remedy for others. */
interface Scalar {
  readonly wanted: string;
  readonly accepts: (value: unknown) => boolean;
  readonly hint: (value: unknown) => string | undefined;
}

const MAX_INT32 = 2 ** 31 - 1;

/** Scalars by the names of the table. Kubernetes converts nothing between them. */
export const SCALARS: Readonly<Record<ScalarType, Scalar>> = {
  string: { wanted: 'a string', accepts: isString, hint: hintQuotes },
  time: { wanted: 'a time', accepts: isString, hint: () => 'write it as 2026-01-31T12:00:00Z' },
  boolean: { wanted: 'true or false', accepts: (value) => typeof value === 'boolean', hint: hintNoQuotes },
  int32: { wanted: 'a whole number of 32 bits', accepts: isInt32, hint: hintNoQuotes },
  // JSON is read into doubles, which hold no larger one exactly: it would reach the pod as another number.
  int64: { wanted: 'a whole number of 53 bits', accepts: (value) => Number.isSafeInteger(value), hint: hintNoQuotes },
  quantity: { wanted: 'a quantity', accepts: isStringOrNumber, hint: () => 'write it as 100m, 0.5, 128Mi or 1Gi' },
  intOrString: {
    wanted: 'a whole number or a string',
    accepts: (value) => isString(value) || isInt32(value),
    hint: () => undefined,
  },
  any: { wanted: 'JSON', accepts: () => true, hint: () => undefined },
};

/** The type of a JSON value in words. */
export function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return describeNumber(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A number that is refused as a whole number is too large or none. */
function describeNumber(value: number): string {
  if (Number.isFinite(value) && !Number.isInteger(value)) return 'a fraction';
  if (isInt32(value)) return 'a number';
  return `a number of more than ${Number.isSafeInteger(value) ? 32 : 53} bits`;
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isStringOrNumber(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -MAX_INT32 - 1 && value <= MAX_INT32;
}

function hintQuotes(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? 'put it in quotes' : undefined;
}

function hintNoQuotes(value: unknown): string | undefined {
  return typeof value === 'string' ? 'remove the quotes' : undefined;
}
