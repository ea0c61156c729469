// Vocabulary: compares a desired object with the observed one.

import { factsOf } from './field-facts.ts';
import { lazy } from './lazy.ts';
import { type Fields, isObject } from './object.ts';
import { compareQuantity, parseQuantity } from './quantity.ts';

/** Stands for each name in a map of quantities. */
const QUANTITY = '*';

/**
 * Whether everything that is asked for is there. What the API server fills in and what others add does not count: members
 * beyond ours, items beyond ours in lists that are merged by key. Quantities are compared by value. The API server may drop an empty
 * value (`''`, 0, false, no items).
 */
export function isSubset(desired: unknown, observed: unknown): boolean {
  return isSubsetAt(desired, observed, '');
}

function isSubsetAt(desired: unknown, observed: unknown, field: string): boolean {
  if (desired === observed) return true;
  if (observed === undefined) return isDropped(desired);
  if (Array.isArray(desired)) return Array.isArray(observed) && isListSubset(desired, observed, field);
  if (!isObject(desired)) return isQuantity(field) && isSameQuantity(desired, observed);
  return isObject(observed) && isObjectSubset(desired, observed, field);
}

function isObjectSubset(desired: Fields, observed: Fields, field: string): boolean {
  for (const key of Object.keys(desired)) {
    const value = desired[key];
    const found = readOwn(observed, key);
    // Most members are the same texts, and then nobody has to know what they are.
    if (value !== found && !isSubsetAt(value, found, factsOf(field).isQuantityMap ? QUANTITY : key)) return false;
  }
  return true;
}

function isQuantity(field: string): boolean {
  return field === QUANTITY || factsOf(field).isQuantity;
}

/** A desired `1024Mi` equals an observed `1Gi`. */
function isSameQuantity(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((value) =>
    typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined,
  );
  return left !== undefined && right !== undefined && compareQuantity(left, right) === 0;
}

/** Go's `omitempty`: such a value is not stored. Where it means something, the field is a pointer and comes back. */
function isDropped(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === undefined || value === '' || value === 0 || value === false;
}

function isListSubset(desired: readonly unknown[], observed: readonly unknown[], field: string): boolean {
  const keys = keysOf(desired, field);
  if (keys.length === 0) {
    return desired.length === observed.length && desired.every((item, index) => isSubsetAt(item, observed[index], ''));
  }
  const byKey = lazy(() => indexByKey(observed, keys));
  return desired.every((item, index) => {
    const key = keyOf(item, keys);
    const here = observed[index];
    // Nearly always each item has its place still.
    if (keyOf(here, keys) === key && isSubsetAt(item, here, '')) return true;
    return (
      byKey()
        .get(key)
        ?.some((other) => other !== here && isSubsetAt(item, other, '')) === true
    );
  });
}

/** The keys that all items have, of the first form whose first key they have. */
function keysOf(items: readonly unknown[], field: string): readonly string[] {
  const isGiven = (key: string): boolean => items.every((item) => readOwn(item, key) !== undefined);
  const form = factsOf(field).listKeys.find(([first = '']) => isGiven(first)) ?? [];
  return form.filter((key, place) => place === 0 || isGiven(key));
}

function indexByKey(items: readonly unknown[], keys: readonly string[]): ReadonlyMap<unknown, readonly unknown[]> {
  const index = new Map<unknown, unknown[]>();
  for (const item of items) {
    const key = keyOf(item, keys);
    const same = index.get(key);
    if (same === undefined) index.set(key, [item]);
    else same.push(item);
  }
  return index;
}

/** Keys are strings and numbers. */
function keyOf(item: unknown, keys: readonly string[]): unknown {
  const [first = ''] = keys;
  return keys.length === 1 ? readOwn(item, first) : JSON.stringify(keys.map((key) => readOwn(item, key) ?? null));
}

/** `readMember` for the innermost loop. */
function readOwn(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
