// Vocabulary: which directives of a strategic merge patch can be followed.

import { readList, readMember } from './json-reader.ts';
import type { Fields } from './object.ts';
import {
  DELETE_FROM_PRIMITIVE_LIST,
  isDirective,
  PATCH,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './strategic-merge-directives.ts';
import { type ListType, type MembersType, memberType } from './field-types.ts';

/** A directive and the object that it stands in. */
export interface DirectiveUse {
  readonly type: MembersType;
  readonly patch: Fields;
  readonly key: string;
}

/** Said of one that cannot. */
export const NO_ORDER = 'Strategic merge cannot follow this order, so it has no effect; remove it.';

/** As Kubernetes: `$patch: merge` is none, and a list of keys or items has to name all that stand beside it. */
export function isFollowable(use: DirectiveUse): boolean {
  const { key, patch } = use;
  if (key === PATCH) return patch[key] === 'replace' || patch[key] === 'delete';
  if (key === RETAIN_KEYS) return retainsAll(patch);
  if (key.startsWith(SET_ELEMENT_ORDER)) return ordersAll(use, listOf(use, SET_ELEMENT_ORDER));
  return key.startsWith(DELETE_FROM_PRIMITIVE_LIST) && Array.isArray(patch[key]) && isOfScalars(use);
}

function listOf({ type, key }: DirectiveUse, prefix: string): ListType | undefined {
  const list = memberType(type, key.slice(prefix.length));
  return list?.kind === 'list' ? list : undefined;
}

function isOfScalars(use: DirectiveUse): boolean {
  return listOf(use, DELETE_FROM_PRIMITIVE_LIST)?.of.kind === 'scalar';
}

function retainsAll(patch: Fields): boolean {
  const names = patch[RETAIN_KEYS];
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) return false;
  const known = new Set<string>(names);
  return Object.keys(patch).every((key) => patch[key] === null || isDirective(key) || known.has(key));
}

function ordersAll({ key, patch }: DirectiveUse, list: ListType | undefined): boolean {
  const order = patch[key];
  if (list === undefined || list.merge === 'whole' || !Array.isArray(order)) return false;
  const { merge } = list;
  const identity = (item: unknown): unknown => (merge === 'set' ? item : readMember(item, merge.key));
  const places = new Map(order.map((item: unknown, index) => [identity(item), index]));
  const items: unknown = readMember(patch, key.slice(SET_ELEMENT_ORDER.length)) ?? [];
  const own = readList(items).filter((item) => readMember(item, PATCH) === undefined);
  const wanted = own.map((item) => places.get(identity(item)));
  return (
    !places.has(undefined) &&
    wanted.every((place, index) => place !== undefined && (index === 0 || place > (wanted[index - 1] ?? 0)))
  );
}
