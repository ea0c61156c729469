// Vocabulary: reading JSON of others, of which nothing is certain. Own members only; for what is not there or of another type
// each reader has an empty value.

import { type Fields, isObject } from './object.ts';

/** A step into JSON: the name of a member or the place of an item. */
export type Step = string | number;

/**
 * Longest text that is parsed, in characters: Kubernetes stores no longer one. In a request there can be more, and what it is parsed to
 * can take ten times the memory.
 */
const MAX_JSON_CHARACTERS: number = 1024 * 1024;

/** The value of JSON text; undefined without a text, for one that is no JSON, and for one that Kubernetes could not store. */
export function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined || text.length > MAX_JSON_CHARACTERS ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a path; undefined when a step is missing. */
export function readMember(value: unknown, ...path: readonly Step[]): unknown {
  return valueAt(value, path);
}

/** The object at a path; one without members for anything else. */
export function readObject(value: unknown, ...path: readonly Step[]): Fields {
  const found = valueAt(value, path);
  return isObject(found) ? found : {};
}

/** The list at a path; empty for anything else. */
export function readList(value: unknown, ...path: readonly Step[]): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** The objects of the list at a path, without items that are none. */
export function readObjects(value: unknown, ...path: readonly Step[]): readonly Fields[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The items of the list at a path, each in its place; one that is no object has no members. */
export function readItems(value: unknown, ...path: readonly Step[]): readonly Fields[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.map((item: unknown) => (isObject(item) ? item : {})) : [];
}

/** The text at a path; undefined for anything else. */
export function readString(value: unknown, ...path: readonly Step[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** The text at a path; undefined for anything else, the empty text included: Go writes it where it means nothing. */
export function readText(value: unknown, ...path: readonly Step[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The texts of the list at a path. */
export function readStrings(value: unknown, ...path: readonly Step[]): readonly string[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string') : [];
}

/** The texts of the map at a path. */
export function readStringMap(value: unknown, ...path: readonly Step[]): Readonly<Record<string, string>> {
  const found = valueAt(value, path);
  if (!isObject(found)) return {};
  if (isTextMap(found)) return found;
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Whether every member of an object is a text. */
export function isTextMap(fields: Fields): fields is Readonly<Record<string, string>> {
  return Object.values(fields).every((text) => typeof text === 'string');
}

/** The number at a path; undefined for anything else. */
export function readNumber(value: unknown, ...path: readonly Step[]): number | undefined {
  const found = valueAt(value, path);
  return typeof found === 'number' ? found : undefined;
}

/** The whole number at a path, 0 for anything else: a counter that the API server leaves out is 0. */
export function readCount(value: unknown, ...path: readonly Step[]): number {
  const found = valueAt(value, path);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : 0;
}

/** Whether the value at a path is true. */
export function readFlag(value: unknown, ...path: readonly Step[]): boolean {
  return valueAt(value, path) === true;
}

function valueAt(value: unknown, path: readonly Step[]): unknown {
  let found = value;
  for (const step of path) found = stepInto(found, step);
  return found;
}

function stepInto(value: unknown, step: Step): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
