// Metacontroller's dynamic apply: a three-way merge without any knowledge of schemas, as version 4.17.2 does it.

import { LAST_APPLIED } from '../kube/metacontroller.ts';
import { readList, readObject } from '../kube/json-reader.ts';
import {
  type Fields,
  isKubeObject,
  isObject,
  type KubeObject,
  sortedByName,
  withMetadata,
  without,
} from '../kube/object.ts';

/** Metadata that only the server writes; a desired value is put back to the observed one before comparing. */
export const SYSTEM_METADATA = [
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
] as const;

/** A list of objects is merged as a map by the first of these keys that every item has. */
const MERGE_KEYS = ['containerPort', 'port', 'mountPath', 'name', 'uid', 'ip', 'path'];

/**
 * Applies the difference from `lastApplied` to `desired` to the observed value. Members that were applied before and are no
 * longer desired go, members of others stay. A scalar over an object or a list counts as "nothing desired there".
 */
export function mergeFields(observed: Fields, lastApplied: unknown, desired: unknown): Fields {
  const last = readObject(lastApplied);
  const wanted = readObject(desired);
  const kept = Object.entries(observed).filter(([name]) => !Object.hasOwn(last, name) || Object.hasOwn(wanted, name));
  const merged = new Map(kept);
  for (const [name, value] of Object.entries(wanted)) {
    merged.set(name, mergeValue(own(observed, name), own(last, name), value));
  }
  return Object.fromEntries(merged);
}

function mergeValue(observed: unknown, lastApplied: unknown, desired: unknown): unknown {
  if (Array.isArray(observed)) return mergeList(observed, readList(lastApplied), desired);
  if (isObject(observed)) return mergeFields(observed, lastApplied, desired);
  return desired;
}

function mergeList(observed: readonly unknown[], lastApplied: readonly unknown[], desired: unknown): unknown {
  const wanted = readList(desired);
  const key = detectMergeKey([observed, lastApplied, wanted]);
  // A list without such a key is replaced as a whole; a desired value that is no list replaces it by null.
  if (key === undefined) return Array.isArray(desired) ? desired : null;
  const merged = mergeFields(byKey(observed, key), byKey(lastApplied, key), byKey(wanted, key));
  const order = observed.map((item) => keyText(item, key)).filter((name) => Object.hasOwn(merged, name));
  const added = wanted.map((item) => keyText(item, key)).filter((name) => !order.includes(name));
  return [...order, ...new Set(added)].map((name) => merged[name]);
}

function detectMergeKey(lists: readonly (readonly unknown[])[]): string | undefined {
  const items = lists.flat();
  const objects = items.filter(isObject);
  if (items.length === 0 || objects.length < items.length) return undefined;
  return MERGE_KEYS.find((key) => objects.every((item) => Object.hasOwn(item, key)));
}

function byKey(list: readonly unknown[], key: string): Fields {
  return Object.fromEntries(list.map((item) => [keyText(item, key), item]));
}

function keyText(item: unknown, key: string): string {
  return isObject(item) ? String(item[key]) : '';
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The object to send instead of the observed one: merged, system metadata and status as observed, annotation renewed. */
export function mergeChild(observed: KubeObject, desired: KubeObject): KubeObject {
  const wanted = withoutLastApplied(desired);
  const merged = mergeFields(observed, lastAppliedOf(observed), wanted);
  const metadata = readObject(merged, 'metadata');
  const reverted = {
    ...without(merged, 'status'),
    ...pick(observed, ['status']),
    metadata: { ...without(metadata, ...SYSTEM_METADATA), ...pick({ ...observed.metadata }, SYSTEM_METADATA) },
  };
  return isKubeObject(reverted) ? withLastApplied(reverted, wanted) : observed;
}

/** The object with the annotation that remembers what was desired. */
export function withLastApplied(object: KubeObject, desired: KubeObject): KubeObject {
  const annotations = { ...object.metadata.annotations, [LAST_APPLIED]: sortedJson(desired) };
  return withMetadata(object, { annotations });
}

/** The object without that annotation. */
export function withoutLastApplied(object: KubeObject): KubeObject {
  const { annotations } = object.metadata;
  if (annotations?.[LAST_APPLIED] === undefined) return object;
  return withMetadata(object, { annotations: without(annotations, LAST_APPLIED) });
}

function lastAppliedOf(object: KubeObject): unknown {
  const json = object.metadata.annotations?.[LAST_APPLIED];
  return json === undefined || json === '' ? undefined : JSON.parse(json);
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/** JSON with sorted members, as Go writes maps. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => (isObject(member) ? sortedByName(member) : member));
}
