// Small readers for observed objects: other programs write them, so their types are not trusted.

import { readList, readText } from '../kube/json-reader.ts';

/** RFC 3339 in whole seconds and UTC, as the API server writes times; strings of this form sort by time. */
const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

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
