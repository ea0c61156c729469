// Vocabulary: the fields of a pod template, their types and how a patch merges them.

import { POD_TEMPLATE_TYPES } from '../../schemas/generated/pod-template-fields.ts';

/** What a field holds. */
export interface FieldType {
  /** A scalar (`string`, `boolean`, `integer`, `number`, `quantity`, `int-or-string`, `any`) or the name of an object type. */
  readonly name: string;
  readonly shape: 'one' | 'list' | 'map';
  /** How a patch treats a list: by this key, as a `set` of scalars, or whole. */
  readonly merge: { readonly by: 'key'; readonly key: string } | { readonly by: 'set' } | { readonly by: 'whole' };
}

const NOTATION = /^([A-Za-z0-9-]+)(\[\]|\{\})?(?: merge(?::(\w+))?)?(?: retainKeys)?$/;

/** Whether a name is that of an object type of the table. */
export function isObjectType(name: string): boolean {
  return Object.hasOwn(POD_TEMPLATE_TYPES, name);
}

/** Names of the fields of an object type; none for what is no object type. */
export function fieldNames(type: string): readonly string[] {
  return Object.keys((isObjectType(type) ? POD_TEMPLATE_TYPES[type] : undefined) ?? {});
}

/** Type of one field; undefined when the object type has no such field. */
export function fieldType(type: string, field: string): FieldType | undefined {
  const fields = isObjectType(type) ? POD_TEMPLATE_TYPES[type] : undefined;
  const notation = fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  return notation === undefined ? undefined : parseNotation(notation);
}

function parseNotation(notation: string): FieldType {
  const [, name = '', suffix, key] = NOTATION.exec(notation) ?? [];
  const shape = suffix === '[]' ? 'list' : suffix === '{}' ? 'map' : 'one';
  if (!notation.includes(' merge')) return { name, shape, merge: { by: 'whole' } };
  return { name, shape, merge: key === undefined ? { by: 'set' } : { by: 'key', key } };
}
