// Step: what is read of an object as it was sent, before anything of it is translated.

import { LEGACY_FIELDS } from '../default/legacy-fields.ts';
import { isObject } from '../kube/object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `spec` as it was sent, with every field that any release ever had; no members of a spec that is no object. */
export function sentSpec(raw: unknown): Fields {
  return isObject(raw) && isObject(raw['spec']) ? raw['spec'] : {};
}

/** Annotations as they were sent; values that are no text are left out, the schema reports them. */
export function sentAnnotations(raw: unknown): Readonly<Record<string, string>> {
  const metadata = isObject(raw) && isObject(raw['metadata']) ? raw['metadata'] : {};
  const annotations = isObject(metadata['annotations']) ? Object.entries(metadata['annotations']) : [];
  return Object.fromEntries(annotations.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Members of the spec that old releases had, and those that have taken their place. */
const RENAMED = [...new Set(LEGACY_FIELDS.flatMap(({ old, now }) => [old, now]))].filter((name) => /^\w+$/.test(name));

/** Those of them that a spec has, as they were sent. */
export function sentRenamed(spec: Fields): Fields {
  return Object.fromEntries(RENAMED.filter((name) => spec[name] !== undefined).map((name) => [name, spec[name]]));
}
