// Step: one scalar of a pod template, in the form that the API server stores.

import { factsOf } from '../kube/field-facts.ts';
import type { Finding } from '../kube/finding.ts';
import { parseQuantity } from '../kube/quantity.ts';
import type { ScalarType } from '../kube/field-types.ts';

/** The value to use, and the finding about the given one. */
export interface DecodedScalar {
  readonly value: unknown;
  readonly finding?: Omit<Finding, 'path'>;
}

/** A scalar and its place. */
export interface GivenScalar {
  readonly type: ScalarType;
  /** Name of the field, none for items of lists. */
  readonly field?: string | undefined;
  readonly value: unknown;
}

/** Octal as people write it; digits alone are left out, because `"420"` may well mean the decimal number. */
const OCTAL = /^0o?([0-7]{1,4})$/;

/**
 * Quantities become canonical, file modes that were written as text become numbers. Everything else is left as it is; whether
 * its type is right is not judged here.
 */
export function decodeScalar({ type, field, value }: GivenScalar): DecodedScalar {
  if (type === 'quantity') return decodeQuantity(value);
  const isFileMode = type === 'int32' && typeof value === 'string' && factsOf(field ?? '').isFileMode;
  return isFileMode ? decodeFileMode(value) : { value };
}

function decodeQuantity(value: unknown): DecodedScalar {
  if (typeof value !== 'string' && typeof value !== 'number') return { value };
  const quantity = parseQuantity(value);
  if (quantity !== undefined) return { value: quantity };
  const message = 'This must be a quantity such as 100m, 0.5 or 64Mi.';
  return { value, finding: { code: 'MCP044', level: 'error', message } };
}

function decodeFileMode(text: string): DecodedScalar {
  const [, digits] = OCTAL.exec(text) ?? [];
  if (digits === undefined) return { value: text };
  const value = Number.parseInt(digits, 8);
  const message = `A file mode is a number; this was read as octal, ${value}. Write ${value} without quotes.`;
  return { value, finding: { code: 'MCP045', level: 'warning', message } };
}
