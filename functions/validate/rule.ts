// What every rule reads and gives.

import type { Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import type { Finding } from '../kube/finding.ts';
import { type Fields, isObject } from '../kube/object.ts';
import { FINDINGS, type FindingCode } from './codes.ts';

/** One server to judge. The schema has been checked before, so `raw` has the types that it promises. */
export interface ValidationInput {
  /** The object as sent or stored, with the legacy fields that `server` has no more. */
  readonly raw: unknown;
  readonly server: Server;
  readonly settings: Settings;
}

/** A rule: all problems of one kind that it finds, none if there is nothing to say. Pure, and never throws. */
export type Rule = (input: ValidationInput) => readonly Finding[];

/** Makes a finding; the level comes from the registry. */
export function finding(code: FindingCode, path: string, message: string): Finding {
  return { code, level: FINDINGS[code].level, path, message };
}

/** `spec` as it was sent, with every field that any release ever had. */
export function sentSpec({ raw }: Pick<ValidationInput, 'raw'>): Fields {
  return isObject(raw) && isObject(raw['spec']) ? raw['spec'] : {};
}

/** Annotations as they were sent; values that are no text are left out, the schema reports them. */
export function sentAnnotations(raw: unknown): Readonly<Record<string, string>> {
  const metadata = isObject(raw) && isObject(raw['metadata']) ? raw['metadata'] : {};
  const annotations = isObject(metadata['annotations']) ? Object.entries(metadata['annotations']) : [];
  return Object.fromEntries(annotations.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Items whose key an earlier item has already, with their position in the list. */
export function repeated<T>(
  items: readonly T[],
  key: (item: T) => string,
): readonly { readonly item: T; readonly index: number }[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const name = key(item);
    if (seen.has(name)) return [{ item, index }];
    seen.add(name);
    return [];
  });
}
