// Vocabulary: Kubernetes' strategic merge patch for pod templates, as `kubectl patch` applies it.

import { readList, readMember } from './json-reader.ts';
import { type Fields, isObject, mapItems, mapMembers } from './object.ts';
import {
  DELETE_FROM_PRIMITIVE_LIST,
  isDirective,
  PATCH,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './strategic-merge-directives.ts';
import { identityByKey, identityOfScalar, mergeKeyedLists, mergeSets, orderItems } from './strategic-merge-lists.ts';
import { type FieldType, type ListType, type MembersType, memberType, objectType } from './field-types.ts';

/**
 * Merges a patch into an object of a type of the table (`PodTemplateSpec`, `Container`, …): objects member by member, lists
 * by their merge key where the API has one and whole otherwise, `null` takes a member away, and the directives `$patch`,
 * `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…` are obeyed. Neither argument is changed, and the
 * result has no directive and no null of the patch. `findPatchProblems` must have found nothing in the patch but unknown fields,
 * which are left out; what comes of any other patch is not defined.
 *
 * Two differences from Kubernetes, where it would lose or keep what nobody means: `$patch: replace` in an object that the
 * original does not have sets the object (Kubernetes drops it), and directives below new list items are obeyed too
 * (Kubernetes leaves them in the result).
 * @see https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function mergeChecked<T extends object>(typeName: string, original: T, patch: object): T {
  return mergeMembers(objectType(typeName), original as Fields, patch as Fields) as T;
}

function mergeValue(type: FieldType, original: unknown, patch: unknown): unknown {
  if (type.kind === 'scalar') return patch;
  if (type.kind === 'list') {
    return Array.isArray(original) && Array.isArray(patch) ? mergeList(type, original, patch) : clean(type, patch);
  }
  return isObject(original) && isObject(patch) ? mergeMembers(type, original, patch) : clean(type, patch);
}

function mergeMembers(type: MembersType, original: Fields, patch: Fields): Fields {
  if (patch[PATCH] === 'delete') return {};
  if (patch[PATCH] === 'replace') return cleanMembers(type, patch);
  const hasDirectives = Object.keys(patch).some(isDirective);
  const merged = new Map(Object.entries(hasDirectives ? retained(original, patch) : original));
  for (const field of hasDirectives ? touchedFields(patch) : Object.keys(patch)) {
    const memberOf = memberType(type, field);
    const value = hasDirectives
      ? mergeDirected(memberOf, merged.get(field), { field, patch })
      : mergeMember(memberOf, merged.get(field), patch[field]);
    if (value === undefined) merged.delete(field);
    else merged.set(field, value);
  }
  return Object.fromEntries(merged);
}

/** The original without the members that `$retainKeys` does not name. */
function retained(original: Fields, patch: Fields): Fields {
  const names = readMember(patch, RETAIN_KEYS);
  if (!Array.isArray(names)) return original;
  const kept = new Set<unknown>(names);
  return Object.fromEntries(Object.entries(original).filter(([key]) => kept.has(key)));
}

/** Fields that the patch sets, and lists that its directives change. */
function touchedFields(patch: Fields): ReadonlySet<string> {
  const fields = Object.keys(patch).flatMap((key) => {
    if (!isDirective(key)) return [key];
    const prefix = [SET_ELEMENT_ORDER, DELETE_FROM_PRIMITIVE_LIST].find((known) => key.startsWith(known));
    return prefix === undefined ? [] : [key.slice(prefix.length)];
  });
  return new Set(fields);
}

/** Undefined for a member that is taken away. What is no field stays as it is. */
function mergeMember(type: FieldType | undefined, original: unknown, value: unknown): unknown {
  if (value === null) return type === undefined ? original : undefined;
  return type === undefined || value === undefined ? original : mergeValue(type, original, value);
}

function mergeDirected(
  type: FieldType | undefined,
  original: unknown,
  { field, patch }: { readonly field: string; readonly patch: Fields },
): unknown {
  if (type === undefined) return original;
  const removed = readMember(patch, `${DELETE_FROM_PRIMITIVE_LIST}${field}`);
  const before = Array.isArray(removed) && Array.isArray(original) ? withoutItems(original, removed) : original;
  const merged = mergeMember(type, before, readMember(patch, field));
  const order = readMember(patch, `${SET_ELEMENT_ORDER}${field}`);
  if (type.kind !== 'list' || !Array.isArray(order) || !Array.isArray(merged)) return merged;
  return orderItems(merged, { first: order, others: readList(before), identity: identityIn(type) });
}

function withoutItems(items: readonly unknown[], removed: readonly unknown[]): readonly unknown[] {
  const gone = new Set(removed);
  return items.filter((item) => !gone.has(item));
}

function mergeList(type: ListType, original: readonly unknown[], patch: readonly unknown[]): readonly unknown[] {
  if (type.merge === 'whole') return cleanItems(type, patch);
  if (type.merge === 'set') return mergeSets(original, patch);
  return mergeKeyedLists(original, patch, {
    identity: identityIn(type),
    merge: (left, right) => mergeValue(type.of, left, right),
    clean: (item) => clean(type.of, item),
  });
}

function identityIn(type: ListType): (item: unknown) => unknown {
  return typeof type.merge === 'object' ? identityByKey(type.merge.key) : identityOfScalar;
}

/** A value of the patch that stands alone: without directives and nulls. Undefined for what is to be deleted. */
function clean(type: FieldType, value: unknown): unknown {
  if (type.kind === 'scalar') return value;
  if (type.kind === 'list') return Array.isArray(value) ? cleanItems(type, value) : value;
  if (!isObject(value)) return value;
  return readMember(value, PATCH) === 'delete' ? undefined : cleanMembers(type, value);
}

/** Items with a `$patch` of their own are orders for a list that is not there. */
function cleanItems(type: ListType, items: readonly unknown[]): readonly unknown[] {
  const data = items.some(isOrder) ? items.filter((item) => !isOrder(item)) : items;
  return type.of.kind === 'scalar' ? data : mapItems(data, (item) => clean(type.of, item));
}

function isOrder(item: unknown): boolean {
  return readMember(item, PATCH) !== undefined;
}

function cleanMembers(type: MembersType, value: Fields): Fields {
  return mapMembers(value, (member, key) => {
    const fieldType = memberType(type, key);
    const isGone = isDirective(key) || member === null || readMember(member, PATCH) === 'delete';
    return fieldType === undefined || isGone ? undefined : clean(fieldType, member);
  });
}
