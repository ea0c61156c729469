// Support: every leaf of a schema, as a path that people can read.

import type { Schema } from '../../scripts/generate/schema.ts';

/** A member without members of its own: `env[].name`, `labels.*`. */
export interface Leaf {
  readonly path: string;
  readonly schema: Schema;
}

/** The leaves of a schema without references, in its order. */
export function leavesOf(schema: Schema, path: string): readonly Leaf[] {
  const { properties, items, additionalProperties } = schema;
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, part]) => leavesOf(part, path === '' ? name : `${path}.${name}`));
  }
  if (items !== undefined) return leavesOf(items, `${path}[]`);
  return [{ path: typeof additionalProperties === 'object' ? `${path}.*` : path, schema }];
}
