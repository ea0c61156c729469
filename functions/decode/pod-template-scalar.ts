// Step: one scalar of a pod template, by the type that the Kubernetes API gives it.

import type { Finding } from '../kube/finding.ts';
import { parseQuantity } from '../kube/quantity.ts';

/** The value to use, and what is to be said about the one that was given. */
export interface DecodedScalar {
  readonly value: unknown;
  readonly finding?: Finding;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text; put it into quotes',
  boolean: 'true or false, without quotes',
  integer: 'a whole number, without quotes',
  number: 'a number, without quotes',
  'int-or-string': 'a whole number or text',
};

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  'int-or-string': (value) => typeof value === 'string' || Number.isSafeInteger(value),
};

/** Checks a scalar of a named type. `any` passes everything, a quantity becomes canonical. */
export function decodeScalar(type: string, value: unknown, path: string): DecodedScalar {
  if (type === 'quantity') return decodeQuantity(value, path);
  if (IS[type]?.(value) ?? true) return { value };
  return {
    value,
    finding: { code: 'MCP040', level: 'error', path, message: `This must be ${EXPECTED[type] ?? type}.` },
  };
}

function decodeQuantity(value: unknown, path: string): DecodedScalar {
  const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
  if (quantity !== undefined) return { value: quantity };
  return {
    value,
    finding: { code: 'MCP044', level: 'error', path, message: 'This must be a quantity such as 100m, 0.5 or 64Mi.' },
  };
}

const FILE_MODES = new Set(['mode', 'defaultMode']);
const OCTAL = /^0?o?([0-7]{3,4})$/;

/** A file mode that was written as text (`"0400"`, `"0o400"`): the number it means, with a warning. Undefined for all else. */
export function decodeFileMode(name: string, value: unknown, path: string): Required<DecodedScalar> | undefined {
  const [, digits] = FILE_MODES.has(name) && typeof value === 'string' ? (OCTAL.exec(value) ?? []) : [];
  if (digits === undefined) return undefined;
  const mode = Number.parseInt(digits, 8);
  const message = `A file mode is a number; this was read as octal, ${mode}. Remove the quotes.`;
  return { value: mode, finding: { code: 'MCP045', level: 'warning', path, message } };
}
