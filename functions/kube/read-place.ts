// Vocabulary: from the place of a finding to the value that is there.

import { isObject } from './object.ts';
import { readMember, type Step } from './json-reader.ts';

/** A member, the place of an item, or a member in quotes, as `at` of `finding.ts` writes them. */
const STEP = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/gy;

/** What stands at a place. */
export interface Placed {
  /** The same for one item of a list wherever it stands, as long as it has a name. */
  readonly place: string;
  /** Undefined where nothing is. */
  readonly value: unknown;
}

/** Reads `spec.env[2].name`; undefined for a text that is no place. */
export function readPlace(object: unknown, path: string): Placed | undefined {
  const steps = [...path.matchAll(STEP)];
  if (steps.reduce((length, [text]) => length + text.length, 0) !== path.length) return undefined;
  let value = object;
  let place = '';
  for (const [text, member, index, quoted] of steps) {
    value = readMember(value, stepOf(member, index, quoted));
    const name = index !== undefined && isObject(value) ? value['name'] : undefined;
    place += typeof name === 'string' ? `[${JSON.stringify({ name })}]` : text;
  }
  return { place, value };
}

function stepOf(member = '', index = '', quoted = ''): Step {
  if (member !== '') return member;
  return index === '' ? (JSON.parse(`"${quoted}"`) as string) : Number(index);
}
