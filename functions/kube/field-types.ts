// Vocabulary: the types of the fields of Kubernetes' own kinds, and how they are merged.

import { KUBERNETES_TYPES } from '../../schemas/generated/kubernetes-types.ts';

/** A value without parts. `any` is JSON that nobody looks into. */
export type ScalarType = 'string' | 'boolean' | 'int32' | 'int64' | 'quantity' | 'intOrString' | 'time' | 'any';

/** An object with known fields, or one with keys of the user's choice. */
export type MembersType = (
  | { readonly kind: 'object'; readonly name: string }
  | { readonly kind: 'map'; readonly of: FieldType }
) & {
  /** Server-side apply replaces it whole. */
  readonly isAtomic?: boolean;
};

/** A list. A patch replaces it whole, or is merged into it as a set of scalars, or item by item under a merge key. */
export type ListType = {
  readonly kind: 'list';
  readonly of: FieldType;
  readonly merge: 'whole' | 'set' | { readonly key: string };
  /** Members by which server-side apply tells the items apart; none for a list that it replaces whole, and for a set. */
  readonly keys: readonly string[];
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

/** The lists of an object type whose items are told apart by some of their members, with these. */
export function keyedLists(name: string): Readonly<Record<string, readonly string[]>> {
  const lists = Array.from(
    TYPES.get(name) ?? [],
    ([field, type]) => [field, type.kind === 'list' ? type.keys : []] as const,
  );
  return Object.fromEntries(lists.filter(([, keys]) => keys.length > 0));
}

/** Every field of the table under its name. One name can stand in many types. */
export function listFields(): readonly (readonly [string, FieldType])[] {
  return [...TYPES.values()].flatMap((fields) => Array.from(fields));
}

/** Reads the notation of the table: `[name]Container`, `{}quantity`, `string`. */
function parseFieldType(text: string): FieldType {
  const list = /^\[(-?)(.*?)\](.+)$/.exec(text);
  if (list !== null) {
    const [, unmerged, key = '', of = ''] = list;
    const keys = key.split(',').filter((name) => name !== '' && name !== '=');
    return { kind: 'list', of: parseFieldType(of), merge: unmerged === '' ? mergeOf(key, keys) : 'whole', keys };
  }
  if (text.startsWith('!')) return { ...parseFieldType(text.slice(1)), isAtomic: true } as FieldType;
  if (text.startsWith('{}')) return { kind: 'map', of: parseFieldType(text.slice(2)) };
  return /^[A-Z]/.test(text) ? { kind: 'object', name: text } : { kind: 'scalar', name: text as ScalarType };
}

function mergeOf(key: string, [first]: readonly string[]): ListType['merge'] {
  if (first === undefined) return key === '=' ? 'set' : 'whole';
  return { key: first };
}

/** The table, read once: it is asked for every member of every template. */
const TYPES: ReadonlyMap<string, ReadonlyMap<string, FieldType>> = new Map(
  Object.entries(KUBERNETES_TYPES).map(([name, fields]) => [
    name,
    new Map(Object.entries(fields).map(([field, notation]) => [field, parseFieldType(notation)])),
  ]),
);
