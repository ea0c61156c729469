// Vocabulary: what is known of a field of Kubernetes' kinds by its name, for those who walk over objects without their types.
// Most names mean the same in every type; where they do not, a fact holds for a name when it holds in each of its types.

import { CUSTOM_LIST_KEYS, FILE_MODES, UNSTORED_OBJECTS, UNSTORED_VALUES } from './field-overlay.ts';
import { type FieldType, listFields } from './field-types.ts';

/** What is known of a name. */
export interface FieldFacts {
  /** Members by which the items of such a list are told apart, one form for each type that differs; none for other fields. */
  readonly listKeys: readonly (readonly string[])[];
  /** Server-side apply replaces the map or object whole. */
  readonly isAtomic: boolean;
  /** One quantity. */
  readonly isQuantity: boolean;
  /** A map of quantities. */
  readonly isQuantityMap: boolean;
  /** A map of texts: names and values are the user's own, and an empty text in it is a value. */
  readonly isTextMap: boolean;
  /** A number that people write in octal, as text. */
  readonly isFileMode: boolean;
  /** The scalar that means the same as none. */
  readonly unstoredValue: false | 0 | '' | undefined;
  /** A map, which the API server does not store empty. */
  readonly isUnstoredMap: boolean;
  /** An empty object means the same as none: each such map, and some others. */
  readonly isEmptyNone: boolean;
}

/** What is known of every other name: nothing. */
const NONE: FieldFacts = {
  listKeys: [],
  isAtomic: false,
  isQuantity: false,
  isQuantityMap: false,
  isTextMap: false,
  isFileMode: false,
  unstoredValue: undefined,
  isUnstoredMap: false,
  isEmptyNone: false,
};

/** The facts of a name; those of a name that no kind has say nothing. */
export function factsOf(name: string): FieldFacts {
  return FACTS.get(name) ?? NONE;
}

function mapOf(type: FieldType, scalar: string): boolean {
  return type.kind === 'map' && type.of.kind === 'scalar' && type.of.name === scalar;
}

function factsFrom(name: string, types: readonly FieldType[]): FieldFacts {
  const scalars = types.filter(({ kind }) => kind === 'scalar');
  const members = types.filter((type) => type.kind === 'map' || type.kind === 'object');
  const isEach = (test: (type: FieldType) => boolean): boolean => members.length > 0 && members.every(test);
  const isMap = isEach(({ kind }) => kind === 'map');
  return {
    listKeys: listKeys(name, types),
    isAtomic: isEach((type) => type.kind !== 'list' && type.kind !== 'scalar' && type.isAtomic === true),
    isQuantity: scalars.length > 0 && scalars.every((type) => type.kind === 'scalar' && type.name === 'quantity'),
    isQuantityMap: isEach((type) => mapOf(type, 'quantity')),
    isTextMap: isEach((type) => mapOf(type, 'string')),
    isFileMode: FILE_MODES.includes(name),
    unstoredValue: UNSTORED_VALUES.find(({ fields }) => fields.includes(name))?.value,
    isUnstoredMap: isMap,
    isEmptyNone: isMap || UNSTORED_OBJECTS.includes(name),
  };
}

function listKeys(name: string, types: readonly FieldType[]): readonly (readonly string[])[] {
  const custom = CUSTOM_LIST_KEYS[name];
  const forms = types.flatMap((type) => (type.kind === 'list' && type.keys.length > 0 ? [type.keys] : []));
  const distinct = new Map([...forms, ...(custom === undefined ? [] : [custom])].map((keys) => [keys.join(), keys]));
  return [...distinct.values()];
}

function collectFacts(): ReadonlyMap<string, FieldFacts> {
  const types = new Map<string, FieldType[]>();
  for (const [name, type] of listFields()) {
    const uses = types.get(name) ?? [];
    uses.push(type);
    types.set(name, uses);
  }
  return new Map([...types].map(([name, uses]) => [name, factsFrom(name, uses)]));
}

const FACTS = collectFacts();
