// Vocabulary: reading JSON of others, of which nothing is certain.

import { type Fields, isObject } from './object.ts';

/** A member that is an object; an empty object if it is anything else. */
export function readObject(fields: Fields, name: string): Fields {
  const inner = fields[name];
  return isObject(inner) ? inner : {};
}

/** The objects of a member that is a list; none if it is anything else. */
export function readObjects(fields: Fields, name: string): readonly Fields[] {
  const inner = fields[name];
  return Array.isArray(inner) ? inner.filter(isObject) : [];
}
