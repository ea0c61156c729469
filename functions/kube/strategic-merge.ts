// Vocabulary: Kubernetes' strategic merge patch for pod templates.

import { at } from './finding.ts';
import { isEqual } from './json-equal.ts';
import { mergeKeyed, mergeSet, orderBy } from './list-merge.ts';
import { isObject } from './object.ts';
import { type FieldType, fieldType } from './pod-template-types.ts';
import { fail, ok, type Result } from './result.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Why a patch cannot be merged, with its place below the path that was given. */
export interface MergeProblem {
  readonly path: string;
  readonly message: string;
}

class CannotMerge extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** A patch for an object of a type, with the place of the patch for messages. */
export interface Patch {
  /** Name of the object type, such as `PodTemplateSpec`. */
  readonly type: string;
  readonly patch: Fields;
  readonly path: string;
}

/**
 * Merges a patch into an object as `kubectl patch --type=strategic` does: objects member by member, lists by the merge keys
 * of the real API or whole, `null` removes, and the directives `$patch` (replace, delete), `$retainKeys`,
 * `$deleteFromPrimitiveList/FIELD` and `$setElementOrder/FIELD`. One difference, so that nothing is lost: two items of a patch
 * with the same key (a port as TCP and UDP) stay two items where the object has none with that key.
 * @see https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function mergeByStrategy(original: Fields, { type, patch, path }: Patch): Result<Fields, MergeProblem> {
  try {
    return ok(mergeObject(type, original, { patch, path }));
  } catch (error) {
    if (error instanceof CannotMerge) return fail({ path: error.path, message: error.message });
    throw error;
  }
}

interface Part {
  readonly patch: Fields;
  readonly path: string;
}

const DELETE_FROM = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';

function mergeObject(type: string, original: Fields, part: Part): Fields {
  if (Object.hasOwn(part.patch, '$patch')) return replaceOrDelete(part);
  const merged = new Map(Object.entries(retain(original, part)));
  mergeMembers(type, merged, part);
  followDirectives(type, merged, part);
  return Object.fromEntries(merged);
}

function mergeMembers(type: string, merged: Map<string, unknown>, { patch, path }: Part): void {
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) merged.delete(key);
    else if (!merged.has(key)) setUnlessDirective(merged, key, value);
    else merged.set(key, mergeField(fieldType(type, key), merged.get(key), { patch: value, path: at(path, key) }));
  }
}

function followDirectives(type: string, merged: Map<string, unknown>, { patch, path }: Part): void {
  for (const [key, value] of Object.entries(patch)) {
    if (!key.startsWith('$') || key === '$retainKeys') continue;
    const place = at(path, key);
    if (key.startsWith(DELETE_FROM))
      deleteFromList(merged, key.slice(DELETE_FROM.length), { patch: value, path: place });
    else if (key.startsWith(ORDER)) orderList(type, merged, { key, order: value, path: place });
    else throw new CannotMerge(place, `${key} is not a directive of a strategic merge patch.`);
  }
}

function replaceOrDelete({ patch, path }: Part): Fields {
  const { $patch: directive, ...rest } = patch;
  if (directive === 'replace') return stripDirectives(rest);
  if (directive === 'delete') return {};
  throw new CannotMerge(at(path, '$patch'), `$patch is ${JSON.stringify(directive)}; it can be replace or delete.`);
}

function retain(original: Fields, { patch, path }: Part): Fields {
  if (!Object.hasOwn(patch, '$retainKeys')) return original;
  const place = at(path, '$retainKeys');
  const kept = patch['$retainKeys'];
  if (!Array.isArray(kept)) throw new CannotMerge(place, '$retainKeys must be a list of field names.');
  const missing = Object.entries(patch).find(
    ([key, value]) => !key.startsWith('$') && value !== null && !kept.includes(key),
  );
  if (missing !== undefined)
    throw new CannotMerge(place, `$retainKeys does not list ${missing[0]}, which the patch sets.`);
  return Object.fromEntries(Object.entries(original).filter(([key]) => kept.includes(key)));
}

function setUnlessDirective(merged: Map<string, unknown>, key: string, value: unknown): void {
  if (isObject(value) && Object.hasOwn(value, '$patch')) return;
  merged.set(key, Array.isArray(value) ? value.filter(isKept).map(strip) : strip(value));
}

function isKept(item: unknown): boolean {
  return !(isObject(item) && Object.hasOwn(item, '$patch'));
}

function mergeField(
  field: FieldType | undefined,
  original: unknown,
  { patch, path }: { readonly patch: unknown; readonly path: string },
): unknown {
  if (Array.isArray(patch) && Array.isArray(original)) return mergeList(field, original, { patch, path });
  if (isObject(patch) && isObject(original)) {
    return mergeObject(field?.shape === 'one' ? field.name : '', original, { patch, path });
  }
  return strip(patch);
}

function mergeList(
  field: FieldType | undefined,
  original: readonly unknown[],
  { patch, path }: { readonly patch: readonly unknown[]; readonly path: string },
): readonly unknown[] {
  const merge = field?.merge ?? { by: 'whole' };
  if (merge.by === 'whole') return patch.map(strip);
  if (merge.by === 'set') return mergeSet(original, patch);
  const { key } = merge;
  const items = patch.map((item, index) => keyed(item, key, at(path, index)));
  const isReplaced = items.some((item) => item['$patch'] === 'replace');
  const deleted = items.filter((item) => item['$patch'] === 'delete').map((item) => item[key]);
  const kept = isReplaced
    ? []
    : original.filter((item) => !deleted.some((value) => isObject(item) && isEqual(item[key], value)));
  const type = field?.name ?? '';
  const additions = items
    .map((item, index) => ({ item, place: at(path, index) }))
    .filter(({ item }) => !Object.hasOwn(item, '$patch'));
  const mergeItem = (before: Fields | undefined, index: number): Fields => {
    const { item = {}, place = path } = additions[index] ?? {};
    return before === undefined ? stripDirectives(item) : mergeObject(type, before, { patch: item, path: place });
  };
  return mergeKeyed(kept, { key, items: additions.map(({ item }) => item), mergeItem });
}

function keyed(item: unknown, key: string, path: string): Fields {
  if (!isObject(item))
    throw new CannotMerge(path, `Items of this list are merged by ${key}, so each must be an object.`);
  const directive = item['$patch'];
  if (directive !== undefined && directive !== 'replace' && directive !== 'delete') {
    throw new CannotMerge(
      at(path, '$patch'),
      `$patch is ${JSON.stringify(directive)}; in a list it can be replace or delete.`,
    );
  }
  if (directive === 'replace' || (Object.hasOwn(item, key) && item[key] !== null)) return item;
  throw new CannotMerge(path, `Items of this list are merged by ${key}, and this one has none; add ${key}.`);
}

function deleteFromList(
  merged: Map<string, unknown>,
  field: string,
  { patch, path }: { readonly patch: unknown; readonly path: string },
): void {
  if (!Array.isArray(patch)) throw new CannotMerge(path, 'The directive must be a list of the values to delete.');
  const list = merged.get(field);
  if (Array.isArray(list))
    merged.set(
      field,
      list.filter((item) => !patch.some((value) => isEqual(item, value))),
    );
}

function orderList(
  type: string,
  merged: Map<string, unknown>,
  { key, order, path }: { readonly key: string; readonly order: unknown; readonly path: string },
): void {
  if (!Array.isArray(order)) throw new CannotMerge(path, 'The directive must be a list.');
  const field = key.slice(ORDER.length);
  const list = merged.get(field);
  const merge = fieldType(type, field)?.merge;
  if (Array.isArray(list)) merged.set(field, orderBy(list, order, merge?.by === 'key' ? merge.key : undefined));
}

/** A value of the patch without directives and without nulls, which only remove. */
function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  return isObject(value) ? stripDirectives(value) : value;
}

function stripDirectives(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(([key, value]) => !key.startsWith('$') && value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, strip(value)]));
}
