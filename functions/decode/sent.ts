// Step: what is read of an object as it was sent, before anything of it is translated.

import { LEGACY_FIELDS } from '../default/legacy-fields.ts';
import { readObject, readStringMap } from '../kube/json-reader.ts';
import type { Fields } from '../kube/object.ts';

/** Parts of any object as it was sent. */
export interface Sent {
  /** No members where it is no object. */
  readonly spec: Fields;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What was sent, translated in nothing: an object of a kind that servers refer to, or one whose spec is not looked at. */
export function decodeSent(raw: unknown): Sent {
  const spec = readObject(raw, 'spec');
  return { spec, annotations: sentAnnotations(raw) };
}

/** Annotations as they were sent; values that are no text are left out, the schema reports them. */
export function sentAnnotations(raw: unknown): Readonly<Record<string, string>> {
  return readStringMap(raw, 'metadata', 'annotations');
}

/** Members of the spec that old releases had, and those that have taken their place. */
const RENAMED = [...new Set(LEGACY_FIELDS.flatMap(({ old, now }) => [old, now]))].filter((name) => /^\w+$/.test(name));

/** Those of them that a spec has, as they were sent. */
export function sentRenamed(spec: Fields): Fields {
  return Object.fromEntries(RENAMED.filter((name) => spec[name] !== undefined).map((name) => [name, spec[name]]));
}
