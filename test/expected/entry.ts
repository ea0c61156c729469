// Expected files: one object in its short form. `like` names a shared server that has the same object under its own name, `without`
// the places that are not there, and each other line a place with what stands there instead. An object without `like` is whole.

import { isObject } from '../../functions/kube/object.ts';
import { applyChanges } from './apply-changes.ts';
import { type Change, formatPlaceOf, parseChange } from './change.ts';
import { findChanges } from './find-changes.ts';
import { formatPlace, parsePlace } from './place.ts';
import { toYaml } from './yaml.ts';

/** An object that another may be like. */
export interface Pattern {
  /** Name of the shared server. */
  readonly like: string;
  readonly object: unknown;
}

/** The object in the fewest lines; `whole` when no pattern saves any. Of several with the same number of lines the first. */
export function writeEntry(object: unknown, patterns: readonly Pattern[], whole: unknown = object): unknown {
  const entries = patterns.map((pattern) => entryLike(pattern, object)).filter((entry) => entry !== undefined);
  return entries.reduce((best, entry) => (lineCount(entry) < lineCount(best) ? entry : best), whole);
}

/** Undefined when the two have nothing in common, or nothing that can be said and read again. */
function entryLike({ like, object: base }: Pattern, object: unknown): unknown {
  const changes = findChanges(base, object);
  if (changes.some(({ place }) => place.length === 0)) return undefined;
  const entry = { like, ...linesOf(changes) };
  return isReadAs(object, entry, base) ? entry : undefined;
}

/** Names with spaces or quotes in them may be read as something else. */
function isReadAs(object: unknown, entry: unknown, base: unknown): boolean {
  try {
    return toYaml(readEntry(entry, () => base)) === toYaml(object);
  } catch {
    return false;
  }
}

function linesOf(changes: readonly Change[]): Readonly<Record<string, unknown>> {
  const without = changes.filter(({ kind }) => kind === 'remove').map(({ place }) => formatPlace(place));
  const values = changes.flatMap((change) =>
    change.kind === 'remove' ? [] : [[formatPlaceOf(change), change.value] as const],
  );
  return { ...(without.length === 0 ? {} : { without }), ...Object.fromEntries(values) };
}

/** The object that an entry stands for. `find` gives the object of a shared server. @throws Error when a place is not there. */
export function readEntry(entry: unknown, find: (like: string) => unknown): unknown {
  if (!isObject(entry) || !Object.hasOwn(entry, 'like')) return entry;
  const { like, without = [], ...values } = entry;
  if (!Array.isArray(without)) throw new Error('"without" is no list of places');
  const changes: readonly Change[] = [
    ...without.map((place): Change => ({ kind: 'remove', place: parsePlace(String(place)) })),
    ...Object.entries(values).map(([name, value]) => parseChange(name, value)),
  ];
  return applyChanges(find(String(like)), changes);
}

function lineCount(entry: unknown): number {
  return toYaml(entry).split('\n').length;
}
