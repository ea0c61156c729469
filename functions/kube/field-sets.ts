// Vocabulary: sets of fields as `metadata.managedFields[].fieldsV1` writes them.

import { parseJson, readObject } from './json-reader.ts';
import { type Fields, isObject, type JsonObject } from './object.ts';

/** A set of fields: `f:name` for members, `k:{…}` and `v:…` for items of lists, `.` for the map or item itself. */
export type FieldSet = Fields;

/** Most sets of members by which one list is merged; Kubernetes has one for each list. */
const MAX_KEY_FORMS = 4;

/** The fields of all sets, in time that is linear in their size. */
export function unionFields(sets: readonly FieldSet[]): JsonObject {
  const inner = new Map<string, FieldSet[]>();
  for (const set of sets) {
    for (const step of Object.keys(set)) {
      const known = inner.get(step);
      if (known === undefined) inner.set(step, [readObject(set, step)]);
      else known.push(readObject(set, step));
    }
  }
  return Object.fromEntries([...inner].map(([step, below]) => [step, unionFields(below)]));
}

/** The fields of the first set that the second does not have. */
export function subtractFields(from: FieldSet, taken: FieldSet): FieldSet {
  const kept = Object.keys(from).flatMap((step): readonly (readonly [string, FieldSet])[] => {
    if (!Object.hasOwn(taken, step)) return [[step, readObject(from, step)]];
    const rest = subtractFields(readObject(from, step), readObject(taken, step));
    return Object.keys(rest).length === 0 ? [] : [[step, rest]];
  });
  return Object.fromEntries(kept);
}

/** The set to so many levels; what lies deeper is meant by its last step. Whoever writes managed fields may nest them without end. */
export function upToLevel(set: FieldSet, levels: number): FieldSet {
  if (levels === 0) return {};
  return Object.fromEntries(Object.keys(set).map((step) => [step, upToLevel(readObject(set, step), levels - 1)]));
}

/**
 * The part of a value that a set names. A leaf of the set stands for the whole value, `.` for the map or item itself.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function extractFields(value: unknown, set: FieldSet): unknown {
  const steps = Object.entries(set).filter(([step]) => step !== '.');
  if (steps.length === 0) return Object.hasOwn(set, '.') ? emptied(value) : value;
  if (Array.isArray(value)) return extractItems(value, steps);
  if (!isObject(value)) return value;
  const members = steps.flatMap(([step]) => {
    const name = step.slice(2);
    if (!step.startsWith('f:') || !Object.hasOwn(value, name)) return [];
    return [[name, extractFields(value[name], readObject(set, step))]];
  });
  return Object.fromEntries(members);
}

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return isObject(value) ? {} : value;
}

/** The items of a list merged by key (`k:{"name":"mcp"}`) or of a set (`v:"a"`) that the set has. */
function extractItems(items: readonly unknown[], steps: readonly [string, unknown][]): readonly unknown[] {
  const values = new Set(
    steps.filter(([step]) => step.startsWith('v:')).map(([step]) => JSON.stringify(parseJson(step.slice(2)))),
  );
  const keyed = steps.flatMap(([step, inner]): readonly KeyedStep[] => {
    const key = step.startsWith('k:') ? parseJson(step.slice(2)) : undefined;
    return isObject(key) ? [{ key, inner: readObject(inner) }] : [];
  });
  const tables = tabulate(keyed);
  return items.flatMap((item) => {
    if (values.has(JSON.stringify(item))) return [item];
    const found = isObject(item) ? findStep(item, tables) : undefined;
    if (found === undefined) return [];
    const owned = extractFields(item, found.inner);
    return [isObject(owned) ? { ...found.key, ...owned } : item];
  });
}

interface KeyedStep {
  readonly key: FieldSet;
  readonly inner: FieldSet;
}

/** Steps whose keys have the same members, by the values of these. Lists have one such table, or two. */
interface StepTable {
  readonly names: readonly string[];
  readonly steps: Map<string, KeyedStep>;
}

function tabulate(keyed: readonly KeyedStep[]): readonly StepTable[] {
  const tables = new Map<string, StepTable>();
  for (const step of keyed) {
    const names = Object.keys(step.key).toSorted();
    const table = tables.get(JSON.stringify(names)) ?? { names, steps: new Map<string, KeyedStep>() };
    tables.set(JSON.stringify(names), table);
    const values = valuesOf(step.key, names);
    if (!table.steps.has(values)) table.steps.set(values, step);
  }
  return [...tables.values()];
}

function findStep(item: FieldSet, tables: readonly StepTable[]): KeyedStep | undefined {
  for (const { names, steps } of tables.slice(0, MAX_KEY_FORMS)) {
    const found = steps.get(valuesOf(item, names));
    if (found !== undefined) return found;
  }
  return undefined;
}

function valuesOf(fields: FieldSet, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => fields[name] ?? null));
}
