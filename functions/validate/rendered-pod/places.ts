// Where the items of lists stand, by the value of one member: looked up once for a list, however many problems it has.

import { readItems } from '../../kube/json-reader.ts';

/** Places of the items of a list, by the value that their key member has. */
export type Places = ReadonlyMap<unknown, readonly number[]>;

const NONE: readonly number[] = [];

/** Gives the places of any list by a member, and counts equal ones before an item. Keeps what it has looked up. */
export interface PlaceIndex {
  readonly of: (list: unknown, key: string, value: unknown) => readonly number[];
  /** How many items before this one have the same value. */
  readonly rank: (list: unknown, key: string, index: number) => number;
}

/** An index for as long as the lists do not change. */
export function indexPlaces(): PlaceIndex {
  const known = new Map<unknown, Map<string, Table>>();
  const tableOf = (list: unknown, key: string): Table => {
    const tables = known.get(list) ?? new Map<string, Table>();
    known.set(list, tables);
    const table = tables.get(key) ?? tabulate(list, key);
    tables.set(key, table);
    return table;
  };
  return {
    of: (list, key, value) => tableOf(list, key).places.get(value) ?? NONE,
    rank: (list, key, index) => tableOf(list, key).ranks[index] ?? 0,
  };
}

interface Table {
  readonly places: Places;
  readonly ranks: readonly number[];
}

function tabulate(list: unknown, key: string): Table {
  const places = new Map<unknown, number[]>();
  const ranks = readItems(list).map((item, index) => {
    const same = places.get(item[key]);
    if (same === undefined) places.set(item[key], [index]);
    return same === undefined ? 0 : same.push(index) - 1;
  });
  return { places, ranks };
}
