// Vocabulary: how a strategic merge patch puts two lists together, and in which order.

import { isEqual } from './json-equal.ts';
import { isObject } from './object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Scalars of both lists, each once. */
export function mergeSet(original: readonly unknown[], patch: readonly unknown[]): readonly unknown[] {
  const all = [...original, ...patch];
  const unique = all.filter((item, index) => all.findIndex((other) => isEqual(item, other)) === index);
  return interleave(unique, { order: patch, before: original, isSame: isEqual });
}

/** Items of a patch for a list that is merged by a key. */
export interface KeyedItems {
  readonly key: string;
  readonly items: readonly Fields[];
  /** The merged item; `before` is undefined for a new one. */
  readonly mergeItem: (before: Fields | undefined, index: number) => Fields;
}

/** Items with the same key are merged, others added; the patch's items come in its order, see `interleave`. */
export function mergeKeyed(original: readonly unknown[], { key, items, mergeItem }: KeyedItems): readonly unknown[] {
  const isSame = sameBy(key);
  const matches = items.map((item) => original.findIndex((before) => isSame(before, item)));
  const merged = original.map((before, place) =>
    matches.reduce<unknown>(
      (item, match, index) => (match === place && isObject(item) ? mergeItem(item, index) : item),
      before,
    ),
  );
  const added = items.flatMap((_item, index) => (matches[index] === -1 ? [mergeItem(undefined, index)] : []));
  return interleave([...merged, ...added], { order: items, before: original, isSame });
}

/** Puts the items that a `$setElementOrder` list names into its order, among the others. */
export function orderBy(
  list: readonly unknown[],
  order: readonly unknown[],
  key: string | undefined,
): readonly unknown[] {
  return interleave(list, { order, before: list, isSame: key === undefined ? isEqual : sameBy(key) });
}

type Same = (a: unknown, b: unknown) => boolean;

function sameBy(key: string): Same {
  return (a, b) => isObject(a) && isObject(b) && isEqual(a[key], b[key]);
}

interface Orders {
  /** The order that the patch asks for. */
  readonly order: readonly unknown[];
  /** The order that there was. */
  readonly before: readonly unknown[];
  readonly isSame: Same;
}

/**
 * The order of the API server: items that the patch names come in its order, the others in theirs; where both meet, an item
 * that stood before the other stays before it, and new items come first.
 */
function interleave(list: readonly unknown[], { order, before, isSame }: Orders): readonly unknown[] {
  const rank = (item: unknown, inList: readonly unknown[]): number => inList.findIndex((other) => isSame(other, item));
  const named = list.filter((item) => rank(item, order) >= 0).toSorted((a, b) => rank(a, order) - rank(b, order));
  const others = list.filter((item) => rank(item, order) < 0);
  const result: unknown[] = [];
  let next = 0;
  for (const other of others) {
    const place = rank(other, before);
    const stop = named.findIndex((item, index) => index >= next && rank(item, before) > place && place >= 0);
    const end = stop === -1 ? named.length : stop;
    result.push(...named.slice(next, end), other);
    next = end;
  }
  return [...result, ...named.slice(next)];
}
