// Vocabulary: finds, in one walk, unstorable values (which the API server would drop or refuse) and an upper bound of the size.

import { factsOf } from './field-facts.ts';
import { type Fields, isObject, type KubeObject } from './object.ts';

/** A value that would not be stored as it is, and its place: `.spec.ports[0]`. */
export interface UnstorableValue {
  readonly what: string;
  readonly path: string;
}

/** What one walk over a value finds. */
export interface Inspection {
  /** Bytes of its JSON at most; infinite where it is nested too deep. `isLargerThan` is exact, and costs more than all of this. */
  readonly mostBytes: number;
  /** The first of them. */
  readonly unstorable?: UnstorableValue | undefined;
}

/** What is known of objects, by the very object: a copy has to be looked at again. */
export type Inspections = ReadonlyMap<KubeObject, Inspection>;

/** One walk for each object. */
export function inspectAll(objects: readonly KubeObject[]): Inspections {
  return new Map(objects.map((object) => [object, inspect(object)]));
}

/** Levels of lists and maps inside each other; Kubernetes' own kinds have less than 30. The code below calls itself once a level. */
const MAX_LEVELS = 99;

/** Bytes that a character takes at most: `\u003c`. */
const ESCAPE_BYTES = 6;

/** Bytes of `{}`. */
const EMPTY_BYTES = 2;

/** Bytes of the longest number, and some more. */
const SCALAR_BYTES = 32;

const NULL: UnstorableValue = { what: 'a null', path: '' };
const EMPTY_LIST: UnstorableValue = { what: 'an empty list', path: '' };
const EMPTY_MAP: UnstorableValue = { what: 'an empty map', path: '' };
const TOO_DEEP: Inspection = { mostBytes: Infinity, unstorable: { what: `more than ${MAX_LEVELS} levels`, path: '' } };

/** The first null, `undefined`, empty list, or empty map that the API server would drop, and the size; it walks on to the end. */
export function inspect(value: unknown, levels: number = MAX_LEVELS): Inspection {
  if (typeof value === 'string') return { mostBytes: textBytes(value) };
  if (value === null) return { mostBytes: SCALAR_BYTES, unstorable: NULL };
  if (value === undefined) return { mostBytes: SCALAR_BYTES, unstorable: NULL };
  if (Array.isArray(value)) return levels > 0 ? inspectList(value, levels - 1) : TOO_DEEP;
  if (isObject(value)) return levels > 0 ? inspectMembers(value, levels - 1) : TOO_DEEP;
  return { mostBytes: SCALAR_BYTES };
}

function textBytes(text: string): number {
  return 2 + ESCAPE_BYTES * text.length;
}

function inspectList(items: readonly unknown[], levels: number): Inspection {
  let mostBytes = 2 + items.length;
  let unstorable = items.length === 0 ? EMPTY_LIST : undefined;
  for (const [index, item] of items.entries()) {
    const found = inspect(item, levels);
    mostBytes += found.mostBytes;
    if (found.unstorable !== undefined) unstorable ??= within(`[${index}]`, found.unstorable);
  }
  return { mostBytes, unstorable };
}

function inspectMembers(members: Fields, levels: number): Inspection {
  const names = Object.keys(members);
  let mostBytes = 2 + 2 * names.length;
  let unstorable: UnstorableValue | undefined;
  for (const name of names) {
    const found = inspectMember(name, members[name], levels);
    mostBytes += textBytes(name) + found.mostBytes;
    if (found.unstorable !== undefined) unstorable ??= within(`.${name}`, found.unstorable);
  }
  return { mostBytes, unstorable };
}

function inspectMember(name: string, value: unknown, levels: number): Inspection {
  const found = inspect(value, levels);
  if (found.mostBytes > EMPTY_BYTES || !isObject(value) || !factsOf(name).isUnstoredMap) return found;
  return { ...found, unstorable: EMPTY_MAP };
}

/** The path is put together on the way back, because every value of every answer is looked at here. */
function within(step: string, { what, path }: UnstorableValue): UnstorableValue {
  return { what, path: `${step}${path}` };
}
