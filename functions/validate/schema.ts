// Step: what the schema says about an object, as findings with places and readable sentences.

import { type SchemaError, validateMCPServer } from '../../schemas/generated/validators.js';
import { at, type Finding } from '../kube/finding.ts';
import { finding } from './rule.ts';

/** Most schema findings in one answer; the first ones usually explain the others. */
const MAX_SCHEMA_FINDINGS = 20;

/** What a pattern asks for, in words, by the name of the field. Patterns themselves do not help users. */
const PATTERN_HINTS: Readonly<Record<string, string>> = {
  cpu: 'a quantity such as 100m or 0.5',
  memory: 'a quantity such as 128Mi or 1Gi',
  refillPeriod: 'a duration such as 30s, 1m or 1h30m',
  mountPath: 'an absolute path without a colon',
  subPath: 'a path that does not begin with /',
  serviceAccount: 'the name of a ServiceAccount: lower-case letters, digits, - and .',
  key: 'letters, digits, -, _ and .',
  prefix: 'printable ASCII characters other than =',
  targetEnvName: 'printable ASCII characters other than =',
  groupEntityType: 'a Cedar type name such as Team or Company::Team',
};
const OTHER_PATTERN_HINTS: readonly (readonly [RegExp, string])[] = [
  [/\.env\[\d+\]\.name$/, 'printable ASCII characters other than ='],
  [/\.volumes\[\d+\]\.name$/, 'lower-case letters, digits and -, at most 63 of them'],
];

/**
 * Checks any value against the schema of MCPServer. Empty when it fits. At most 20 findings; no value of the object is
 * repeated, because it could be a secret in the wrong place. Unknown fields pass: the API server drops them.
 */
export function validateSchema(value: unknown): readonly Finding[] {
  if (validateMCPServer(value)) return [];
  return (validateMCPServer.errors ?? []).slice(0, MAX_SCHEMA_FINDINGS).map((error) => {
    const path = errorPath(error);
    return finding('MCP001', path === '' ? 'object' : path, sentence(error, path));
  });
}

function errorPath({ instancePath, keyword, params }: SchemaError): string {
  const steps = instancePath.split('/').slice(1).map(readStep);
  const missing = params['missingProperty'];
  return at('', ...steps, ...(keyword === 'required' && typeof missing === 'string' ? [missing] : []));
}

function readStep(step: string): string | number {
  const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d{1,9}$/.test(name) ? Number(name) : name;
}

/** Sentences by keyword; what is not listed falls back to the validator's own words. */
const SENTENCES: Readonly<Record<string, (params: SchemaError['params'], path: string) => string>> = {
  required: () => 'This field is required; set it.',
  type: ({ type }) => `This must be ${typeName(type)}; correct the value.`,
  enum: ({ allowedValues }) => `This must be one of ${list(allowedValues)}.`,
  minimum: ({ limit }) => `This must be at least ${String(limit)}.`,
  maximum: ({ limit }) => `This must be at most ${String(limit)}.`,
  minLength: () => 'This must not be empty; set a value or remove the field.',
  maxLength: ({ limit }) => `This must have at most ${String(limit)} characters.`,
  minItems: ({ limit }) => `This list must have at least ${String(limit)} entry.`,
  maxItems: ({ limit }) => `This list must have at most ${String(limit)} entries.`,
  pattern: (_params, path) => `This must be ${patternHint(path)}.`,
};

function sentence(error: SchemaError, path: string): string {
  const write = Object.hasOwn(SENTENCES, error.keyword) ? SENTENCES[error.keyword] : undefined;
  return write === undefined
    ? `This ${error.message ?? 'breaks the schema'}; correct the value.`
    : write(error.params, path);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text (put numbers and words like true in quotes)',
  integer: 'a whole number without quotes',
  number: 'a number',
  boolean: 'true or false without quotes',
  object: 'a mapping of names to values',
  array: 'a list',
  null: 'null',
};

function typeName(type: unknown): string {
  const names = Array.isArray(type) ? type : [type];
  return names.map((name: unknown) => TYPE_NAMES[String(name)] ?? String(name)).join(', or ');
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map(String).join(', ') : String(values);
}

function patternHint(path: string): string {
  const other = OTHER_PATTERN_HINTS.find(([place]) => place.test(path));
  const field = path.slice(path.lastIndexOf('.') + 1);
  const byName = Object.hasOwn(PATTERN_HINTS, field) ? PATTERN_HINTS[field] : undefined;
  return other?.[1] ?? byName ?? 'in the form that the documentation of the field gives';
}
