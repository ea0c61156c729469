// Reference: small readers for the contents of referenced objects, which no schema check has seen.

import { isObject } from '../../kube/object.ts';
import type { KeyRef } from '../settings.ts';

/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object under a name; empty for anything else. */
export function readFields(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isObject(value) ? value : {};
}

/** The text under a name; undefined for anything else, the empty text included. */
export function readText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether the value under a name is true. */
export function readFlag(fields: Fields, name: string): boolean {
  return fields[name] === true;
}

/** The texts of the list under a name; empty for anything else. */
export function readTexts(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The texts of the map under a name; empty for anything else. */
export function readTextMap(fields: Fields, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readFields(fields, name)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The key of an object that the value under a name names; undefined unless it has both name and key. */
export function readKeyRef(fields: Fields, name: string): KeyRef | undefined {
  const inner = readFields(fields, name);
  const [object, key] = [readText(inner, 'name'), readText(inner, 'key')];
  return object === undefined || key === undefined ? undefined : { name: object, key };
}

/** The same object without members that are undefined. Every member has to be named, so that none is forgotten. */
export function defined<T extends object>(fields: { readonly [K in keyof T]-?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
