// Expected files: the changes that make one object of another, as few lines as they can be said in.

import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import type { Change } from './change.ts';
import { closeTexts, JsonText, namedParts, type NamedParts, openTexts, stepTo } from './parts.ts';
import type { Place } from './place.ts';

/** The changes that make `wanted` of `base`, down to the order of members and the bytes of texts; none when they are the same. */
export function findChanges(base: unknown, wanted: unknown): readonly Change[] {
  return changesAt([], openTexts(base), openTexts(wanted));
}

function changesAt(place: Place, base: unknown, wanted: unknown): readonly Change[] {
  if (isSame(base, wanted)) return [];
  const whole: readonly Change[] = [{ kind: 'set', place, value: closeTexts(wanted) }];
  const inside = changesInside(place, base, wanted) ?? whole;
  return countLines(inside) > countLines(whole) ? whole : inside;
}

/** Undefined where the two have no parts that could be compared. */
function changesInside(place: Place, base: unknown, wanted: unknown): readonly Change[] | undefined {
  if (base instanceof JsonText && wanted instanceof JsonText)
    return isSame(base.indent, wanted.indent) ? changesInside(place, base.value, wanted.value) : undefined;
  const [before, after] = [namedParts(base), namedParts(wanted)];
  if (before !== undefined && after !== undefined && before.by === after.by)
    return changesOfNamed(place, before, after);
  return Array.isArray(base) && Array.isArray(wanted) ? changesOfItems(place, base, wanted) : undefined;
}

function changesOfNamed(place: Place, before: NamedParts, after: NamedParts): readonly Change[] | undefined {
  const [names, wanted] = [[...before.parts.keys()], [...after.parts.keys()]];
  const kept = new Set(inBoth(names, wanted));
  if (kept.size === 0) return undefined;
  const to = (name: string): Place => [...place, stepTo(name, before)];
  const added = wanted.flatMap((name, index): readonly Change[] => {
    if (kept.has(name)) return [];
    const value = closeTexts(after.parts.get(name));
    const next = wanted.slice(index).find((later) => kept.has(later));
    if (next === undefined) return [{ kind: 'set', place: to(name), value }];
    return [{ kind: 'insert', place: to(name), value, before: next }];
  });
  return [
    ...names.filter((name) => !kept.has(name)).map((name) => ({ kind: 'remove', place: to(name) }) as const),
    ...[...kept].flatMap((name) => changesAt(to(name), before.parts.get(name), after.parts.get(name))),
    ...added,
  ];
}

/** Longest row of names that both lists have in this order. */
function inBoth(a: readonly string[], b: readonly string[]): readonly string[] {
  let rows: readonly (readonly string[])[] = Array.from({ length: b.length + 1 }, () => []);
  for (const name of a) {
    const next: (readonly string[])[] = [[]];
    for (const [index, other] of b.entries()) {
      const [left = [], above = [], corner = []] = [next[index], rows[index + 1], rows[index]];
      if (name === other) next.push([...corner, name]);
      else next.push(above.length >= left.length ? above : left);
    }
    rows = next;
  }
  return rows.at(-1) ?? [];
}

/** Items without names: those that are the same at both ends stay; what is between them differs. */
function changesOfItems(
  place: Place,
  base: readonly unknown[],
  wanted: readonly unknown[],
): readonly Change[] | undefined {
  const shorter = Math.min(base.length, wanted.length);
  const start = countWhile(shorter, (index) => isSame(base[index], wanted[index]));
  const end = countWhile(shorter - start, (index) => isSame(base.at(-1 - index), wanted.at(-1 - index)));
  const [left, right] = [base.slice(start, base.length - end), wanted.slice(start, wanted.length - end)];
  const to = (index: number): Place => [...place, { index: start + index }];
  if (left.length === right.length) return left.flatMap((item, index) => changesAt(to(index), item, right[index]));
  if (left.length === 0)
    return right.map((item, index) => ({ kind: 'insert', place: to(index), value: closeTexts(item) }));
  return right.length === 0
    ? left.map((_item, index) => ({ kind: 'remove', place: to(index) }) as const).toReversed()
    : undefined;
}

function countWhile(limit: number, holds: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && holds(count)) count++;
  return count;
}

/** The order of members counts: it is the order in which the answer has them. */
function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) && JSON.stringify(a) === JSON.stringify(b);
}

function countLines(changes: readonly Change[]): number {
  return changes.reduce((sum, change) => sum + (change.kind === 'remove' ? 1 : linesOf(change.value)), 0);
}

function linesOf(value: unknown): number {
  return stringify({ place: value }, { lineWidth: 0 }).split('\n').length - 1;
}
