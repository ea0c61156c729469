// Reference: what several readers of referenced objects share.

import { readObject, readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import type { KeyRef } from '../settings.ts';

/** The key of an object that the value under a name names; undefined unless it has both name and key. */
export function readKeyRef(fields: Fields, name: string): KeyRef | undefined {
  const inner = readObject(fields, name);
  const [object, key] = [readText(inner, 'name'), readText(inner, 'key')];
  return object === undefined || key === undefined ? undefined : { name: object, key };
}

/** The same object without members that are undefined. Every member has to be named, so that none is forgotten. */
export function defined<T extends object>(fields: { readonly [K in keyof T]-?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
