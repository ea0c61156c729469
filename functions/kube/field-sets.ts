// Vocabulary: sets of fields as `metadata.managedFields[].fieldsV1` writes them.

import { isEqual } from './json-equal.ts';
import { isObject, type JsonObject } from './object.ts';

/** A set of fields: `f:name` for members, `k:{…}` and `v:…` for items of lists, `.` for the map or item itself. */
export type FieldSet = Readonly<Record<string, unknown>>;

/** The fields of both sets. */
export function unionFields(left: FieldSet, right: FieldSet): JsonObject {
  const steps = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return Object.fromEntries(steps.map((step) => [step, unionFields(below(left, step), below(right, step))]));
}

/** The fields of the first set that the second does not have. */
export function subtractFields(from: FieldSet, taken: FieldSet): FieldSet {
  const kept = Object.keys(from).flatMap((step): readonly (readonly [string, FieldSet])[] => {
    if (!Object.hasOwn(taken, step)) return [[step, below(from, step)]];
    const rest = subtractFields(below(from, step), below(taken, step));
    return Object.keys(rest).length === 0 ? [] : [[step, rest]];
  });
  return Object.fromEntries(kept);
}

/**
 * The part of a value that a set names. A leaf of the set stands for the whole value, `.` for the map or item itself.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function extractFields(value: unknown, set: FieldSet): unknown {
  const steps = Object.entries(set).filter(([step]) => step !== '.');
  if (steps.length === 0) return Object.hasOwn(set, '.') ? emptied(value) : value;
  if (Array.isArray(value)) return value.flatMap((item) => extractItem(item, steps));
  if (!isObject(value)) return value;
  const members = steps.flatMap(([step]) => {
    const name = step.slice(2);
    if (!step.startsWith('f:') || !Object.hasOwn(value, name)) return [];
    return [[name, extractFields(value[name], below(set, step))]];
  });
  return Object.fromEntries(members);
}

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return isObject(value) ? {} : value;
}

/** An item of a list merged by key (`k:{"name":"mcp"}`) or of a set (`v:"a"`), if the set has it. */
function extractItem(item: unknown, steps: readonly [string, unknown][]): readonly unknown[] {
  for (const [step, inner] of steps) {
    const key = parseKey(step);
    if (step.startsWith('v:') && isEqual(key, item)) return [item];
    if (step.startsWith('k:') && isObject(key) && isObject(item) && hasKey(item, key)) {
      const owned = extractFields(item, isObject(inner) ? inner : {});
      return [isObject(owned) ? { ...key, ...owned } : item];
    }
  }
  return [];
}

function hasKey(item: FieldSet, key: FieldSet): boolean {
  return Object.entries(key).every(([name, value]) => isEqual(item[name], value));
}

function parseKey(step: string): unknown {
  try {
    return JSON.parse(step.slice(2));
  } catch {
    return undefined;
  }
}

function below(set: FieldSet, step: string): FieldSet {
  const inner = set[step];
  return isObject(inner) ? inner : {};
}
