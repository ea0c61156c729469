// Vocabulary: merging two lists as Kubernetes' strategic merge patch does, and the order that their items then have.

import { readMember } from './json-reader.ts';
import { PATCH } from './strategic-merge-directives.ts';

/** What tells the items of a list apart: the merge key's value, or the item itself in a set of scalars. */
export type Identity = (item: unknown) => unknown;

/** How single items of a keyed list are merged and cleaned of directives. */
export interface ItemMerge {
  readonly identity: Identity;
  readonly merge: (original: unknown, patch: unknown) => unknown;
  readonly clean: (item: unknown) => unknown;
}

/** The identity of items that are merged by a key. */
export function identityByKey(key: string): Identity {
  return (item) => readMember(item, key);
}

/** The identity of scalars. */
export function identityOfScalar(item: unknown): unknown {
  return item;
}

/** Adds the values that are missing. Items of the patch follow its order, others their old one. */
export function mergeSets(original: readonly unknown[], patch: readonly unknown[]): readonly unknown[] {
  const merged = [...new Set([...original, ...patch])];
  return orderItems(merged, { first: patch, others: original, identity: identityOfScalar });
}

/**
 * Merges items with the same key, adds new ones, and obeys `$patch: delete` of single items. One `$patch: replace` anywhere
 * makes the patch's other items the whole list.
 */
export function mergeKeyedLists(
  original: readonly unknown[],
  patch: readonly unknown[],
  how: ItemMerge,
): readonly unknown[] {
  const items = patch.filter((item) => readMember(item, PATCH) === undefined);
  if (patch.some((item) => readMember(item, PATCH) === 'replace')) return items.map(how.clean);
  const deleted = new Set(patch.filter((item) => readMember(item, PATCH) === 'delete').map(how.identity));
  const kept = original.filter((item) => !deleted.has(how.identity(item)));
  return orderItems(mergeItems(kept, items, how), { first: items, others: kept, identity: how.identity });
}

function mergeItems(original: readonly unknown[], patch: readonly unknown[], how: ItemMerge): readonly unknown[] {
  const merged = [...original];
  const places = firstPlaces(original, how.identity);
  for (const item of patch) {
    const key = how.identity(item);
    const place = places.get(key);
    if (place === undefined) places.set(key, merged.push(how.clean(item)) - 1);
    else merged[place] = how.merge(merged[place], item);
  }
  return merged;
}

/**
 * Items named in `first` take that order, all others that of `others`; where both kinds meet, the order of `others`
 * decides, and otherwise items of `first` come first. That is how Kubernetes weaves the two.
 */
export function orderItems(
  items: readonly unknown[],
  order: { readonly first: readonly unknown[]; readonly others: readonly unknown[]; readonly identity: Identity },
): readonly unknown[] {
  const { identity } = order;
  const firstPlace = firstPlaces(order.first, identity);
  const otherPlace = firstPlaces(order.others, identity);
  const placeIn = (places: ReadonlyMap<unknown, number>, item: unknown): number =>
    places.get(identity(item)) ?? places.size;
  const inFirst = items.filter((item) => firstPlace.has(identity(item)));
  const others = items.filter((item) => !firstPlace.has(identity(item)));
  return weave(
    others.toSorted((a, b) => placeIn(otherPlace, a) - placeIn(otherPlace, b)),
    inFirst.toSorted((a, b) => placeIn(firstPlace, a) - placeIn(firstPlace, b)),
    (item) => otherPlace.get(identity(item)),
  );
}

function firstPlaces(items: readonly unknown[], identity: Identity): Map<unknown, number> {
  const places = new Map<unknown, number>();
  items.forEach((item, index) => {
    if (!places.has(identity(item))) places.set(identity(item), index);
  });
  return places;
}

function weave(
  left: readonly unknown[],
  right: readonly unknown[],
  place: (item: unknown) => number | undefined,
): readonly unknown[] {
  const woven: unknown[] = [];
  let next = 0;
  for (const item of right) {
    const limit = place(item) ?? 0;
    for (; next < left.length && isBefore(place(left[next]), limit); next++) woven.push(left[next]);
    woven.push(item);
  }
  return [...woven, ...left.slice(next)];
}

function isBefore(place: number | undefined, limit: number): boolean {
  return place !== undefined && place < limit;
}
