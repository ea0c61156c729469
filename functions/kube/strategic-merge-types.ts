// Vocabulary: the types of a pod template's fields, and how Kubernetes merges them.

import { POD_TEMPLATE_TYPES } from '../../schemas/generated/pod-template-fields.ts';

/** A value without parts. `any` is JSON that nobody looks into. */
export type ScalarType = 'string' | 'boolean' | 'int32' | 'int64' | 'quantity' | 'intOrString' | 'time' | 'any';

/** An object with known fields, or one with keys of the user's choice. */
export type MembersType =
  | { readonly kind: 'object'; readonly name: string }
  | { readonly kind: 'map'; readonly of: FieldType };

/** A list. A patch replaces it whole, or is merged into it as a set of scalars, or item by item under a merge key. */
export type ListType = {
  readonly kind: 'list';
  readonly of: FieldType;
  readonly merge: 'whole' | 'set' | { readonly key: string };
};

/** What a field may hold. */
export type FieldType = { readonly kind: 'scalar'; readonly name: ScalarType } | MembersType | ListType;

/** The type of an object by its name in the table: `PodTemplateSpec`, `Container`. */
export function objectType(name: string): MembersType {
  return { kind: 'object', name };
}

/** Names of the fields of an object type, none for a name that is not in the table. */
export function fieldNames(name: string): readonly string[] {
  return [...(TYPES.get(name)?.keys() ?? [])];
}

/** The type of a member; undefined when the object type has no such field. */
export function memberType(type: MembersType, key: string): FieldType | undefined {
  return type.kind === 'map' ? type.of : TYPES.get(type.name)?.get(key);
}

const LIST_MERGES: Readonly<Record<string, 'whole' | 'set'>> = { '': 'whole', '=': 'set' };

/** Reads the notation of the table: `[name]Container`, `{}quantity`, `string`. */
function parseFieldType(text: string): FieldType {
  const list = /^\[(.*?)\](.+)$/.exec(text);
  if (list !== null) {
    const [, key = '', of = ''] = list;
    return { kind: 'list', of: parseFieldType(of), merge: LIST_MERGES[key] ?? { key } };
  }
  if (text.startsWith('{}')) return { kind: 'map', of: parseFieldType(text.slice(2)) };
  return /^[A-Z]/.test(text) ? { kind: 'object', name: text } : { kind: 'scalar', name: text as ScalarType };
}

/** The table, read once: it is asked for every member of every template. */
const TYPES: ReadonlyMap<string, ReadonlyMap<string, FieldType>> = new Map(
  Object.entries(POD_TEMPLATE_TYPES).map(([name, fields]) => [
    name,
    new Map(Object.entries(fields).map(([field, notation]) => [field, parseFieldType(notation)])),
  ]),
);
