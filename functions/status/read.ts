// Small readers for observed objects: other programs write them, so their types are not trusted.

import { isObject } from '../kube/object.ts';

/** RFC 3339 in whole seconds and UTC, as the API server writes times; strings of this form sort by time. */
const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** The value at a path of own members; undefined when a step is missing or not an object. */
export function readMember(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

/** The text at a path; undefined for anything else, the empty text included. */
export function readText(value: unknown, ...path: readonly string[]): string | undefined {
  const found = readMember(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The whole number at a path, 0 for anything else: a counter that the API server leaves out is 0. */
export function readCount(value: unknown, ...path: readonly string[]): number {
  const found = readMember(value, ...path);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : 0;
}

/** The list at a path, empty for anything else. */
export function readList(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = readMember(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The time at a path (RFC 3339, whole seconds, UTC); undefined for anything else. */
export function readTime(value: unknown, ...path: readonly string[]): string | undefined {
  const found = readText(value, ...path);
  return found !== undefined && TIME.test(found) ? found : undefined;
}

/** The item of a list of conditions with this type. */
export function findCondition(object: unknown, type: string): unknown {
  return readList(object, 'status', 'conditions').find((condition) => readText(condition, 'type') === type);
}

/** The newest of some times; undefined when there is none. */
export function newestOf(times: readonly (string | undefined)[]): string | undefined {
  return times.filter((time) => time !== undefined).reduce<string | undefined>(later, undefined);
}

function later(newest: string | undefined, time: string): string {
  return newest === undefined || time > newest ? time : newest;
}
