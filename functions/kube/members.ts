// Vocabulary: the members of an object and the items of a list, changed.

import type { Fields } from './object.ts';

/** The members of an object that are not `undefined`. */
export function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The members of an object without some of them. */
export function without(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/**
 * The object with every member replaced by what `change` makes of it; `undefined` leaves the member out. The same object when
 * nothing changes: most templates are canonical already, and copying each level of them would be most of the work.
 */
export function mapMembers(object: Fields, change: (value: unknown, name: string) => unknown): Fields {
  const names = Object.keys(object);
  const values = names.map((name) => change(object[name], name));
  if (names.every((name, index) => values[index] === object[name])) return object;
  const members = names.map((name, index) => [name, values[index]] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** The same for a list; `undefined` stays. */
export function mapItems(
  items: readonly unknown[],
  change: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}
