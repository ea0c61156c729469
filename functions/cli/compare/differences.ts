// Compare: where two values differ, leaf by leaf.

import { at } from '../../kube/finding.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { parseJson, readString } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';

/** One place where the two values differ. An absent value is undefined. */
export interface Difference {
  /** Items of lists whose items have names are named: `containers[mcp].image`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** All differences, in the order of the fields. Texts that hold JSON objects are compared inside. */
export function findDifferences(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (isEqual(before, after)) return [];
  const left = readJson(before);
  const right = readJson(after);
  if (isObject(left) && isObject(right)) {
    const inside = members(left, right, (name) => at(path, name));
    // The same JSON in other bytes is a difference too.
    return inside.length > 0 ? inside : [{ path, before, after }];
  }
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right, path);
  return [{ path, before, after }];
}

/** A value that holds no other values. */
export interface Leaf {
  /** As in a `Difference`. */
  readonly path: string;
  readonly value: unknown;
}

/** All leaves of a value, in the order of its fields. Empty maps and lists are leaves. */
export function listLeaves(value: unknown, path = ''): readonly Leaf[] {
  const inner = readJson(value);
  const named = Array.isArray(inner) ? byName(inner) : undefined;
  if (named !== undefined && Object.keys(named).length > 0)
    return Object.entries(named).flatMap(([name, item]) => listLeaves(item, `${path}[${name}]`));
  if (Array.isArray(inner) && inner.length > 0)
    return inner.flatMap((item, index) => listLeaves(item, at(path, index)));
  if (isObject(inner) && Object.keys(inner).length > 0)
    return Object.entries(inner).flatMap(([name, item]) => listLeaves(item, at(path, name)));
  return [{ path, value }];
}

function members(left: Fields, right: Fields, pathOf: (name: string) => string): readonly Difference[] {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.flatMap((name) => findDifferences(left[name], right[name], pathOf(name)));
}

function compareLists(left: readonly unknown[], right: readonly unknown[], path: string): readonly Difference[] {
  const named = [byName(left), byName(right)];
  if (named[0] !== undefined && named[1] !== undefined) {
    const inside = members(named[0], named[1], (name) => `${path}[${name}]`);
    return inside.length > 0
      ? inside
      : [{ path: `${path} (order)`, before: Object.keys(named[0]), after: Object.keys(named[1]) }];
  }
  const length = Math.max(left.length, right.length);
  return Array.from({ length }, (_, index) => findDifferences(left[index], right[index], at(path, index))).flat();
}

/** Items by their names, if each has one of its own. */
function byName(list: readonly unknown[]): Fields | undefined {
  const names = list.map((item) => readString(item, 'name'));
  if (names.includes(undefined) || new Set(names).size !== names.length) return undefined;
  return Object.fromEntries(list.map((item, index) => [names[index] ?? '', item]));
}

function readJson(value: unknown): unknown {
  return typeof value === 'string' && value.trimStart().startsWith('{') ? (parseJson(value) ?? value) : value;
}
