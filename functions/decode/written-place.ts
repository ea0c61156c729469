// Step: from a place in the canonical pod template back to the place in the manifest.

import { at } from '../kube/finding.ts';
import { readMember } from '../kube/json-reader.ts';

/** The objects of a canonical template that had keys in another case: by the right name, the key that was written. */
export type WrittenKeys = ReadonlyMap<unknown, ReadonlyMap<string, string>>;

/** A canonical template, and how its keys were written. */
export interface Written {
  readonly patch: unknown;
  readonly written: WrittenKeys;
}

/** One step of a path as `at` writes it: a name, an index, or a name in quotes. */
const STEP = /([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g;

/** A place at or below `base`, where the template stands, as it was written. Any other place stays as it is. */
export function writtenPlace({ patch, written }: Written, place: string, base: string): string {
  if (written.size === 0 || !place.startsWith(base)) return place;
  let value: unknown = patch;
  let path = base;
  for (const [, name, index, quoted] of place.slice(base.length).matchAll(STEP)) {
    const step = index === undefined ? (name ?? String(JSON.parse(quoted ?? '""'))) : Number(index);
    path = at(path, typeof step === 'string' ? (written.get(value)?.get(step) ?? step) : step);
    value = readMember(value, step);
  }
  return path;
}
