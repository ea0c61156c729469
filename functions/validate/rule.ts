// What every rule reads and gives.

import type { Compiled } from '../compile/compiled.ts';
import type { Finding } from '../kube/finding.ts';
import { type FindingCode, FINDINGS } from './codes.ts';

/**
 * What rules know of one server: nothing that takes another object, so that /validate and /sync say the same. The schema has
 * been checked before, so the spec has the types that it promises.
 */
export type ValidationInput = Pick<
  Compiled,
  'server' | 'settings' | 'backend' | 'access' | 'profileRules' | 'profileEntries' | 'denied'
>;

/** A rule: all problems of one kind that it finds, none if there is nothing to say. Pure, and never throws. */
export type Rule = (input: ValidationInput) => readonly Finding[];

/** Makes a finding; the level comes from the registry. */
export function finding(code: FindingCode, path: string, message: string): Finding {
  return { code, level: FINDINGS[code].level, path, message };
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
