// Expected files: one change of an object, and how a line of an expected file says it.

import { formatPlace, parsePlace, type Place } from './place.ts';

/**
 * What is done to the part at a place. `set` appends a part that is not there; `insert` puts one before the part of that name,
 * or into a list without names as the item of that number. Apart from that, numbers are those of the list as it was.
 */
export type Change =
  | { readonly kind: 'remove'; readonly place: Place }
  | { readonly kind: 'set'; readonly place: Place; readonly value: unknown }
  | { readonly kind: 'insert'; readonly place: Place; readonly value: unknown; readonly before?: string };

/** A change that gives a value, with the place as the name of the line: `spec.replicas before selector`, `args[+1]`. */
export function formatPlaceOf(change: Exclude<Change, { readonly kind: 'remove' }>): string {
  const place = formatPlace(change.place);
  if (change.kind === 'set') return place;
  return change.before === undefined ? place.replace(/\[(\d+)\]$/, '[+$1]') : `${place} before ${change.before}`;
}

/** The change that a line says. @throws Error when its name is no place. */
export function parseChange(name: string, value: unknown): Change {
  const [, named, before] = /^(.*) before (\S+)$/.exec(name) ?? [];
  if (named !== undefined && before !== undefined) return { kind: 'insert', place: parsePlace(named), before, value };
  const numbered = name.replace(/\[\+(\d+)\]$/, '[$1]');
  return { kind: numbered === name ? 'set' : 'insert', place: parsePlace(numbered), value };
}
