// Vocabulary of the simulator: objects as an API server keeps them.

import { isEqual as isEqualJson } from '../kube/json-equal.ts';
import { isObject, type KubeObject, type ObjectMeta } from '../kube/object.ts';

/** One entry of `metadata.ownerReferences`. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** `metadata` with what the simulator reads beside the members that the hooks read. */
export interface StoredMeta extends ObjectMeta {
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** Any object in a store. */
export interface StoredObject extends KubeObject {
  readonly metadata: StoredMeta;
}

/** A JSON object as `JSON.parse` makes it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with apiVersion, kind and metadata. Members of metadata are not checked. */
export function isStoredObject(value: unknown): value is StoredObject {
  return (
    isObject(value) &&
    typeof value['apiVersion'] === 'string' &&
    typeof value['kind'] === 'string' &&
    isObject(value['metadata'])
  );
}

/** `namespace/name`, or the name alone for an object without namespace. */
export function objectKey(object: StoredObject): string {
  return keyOf(object.metadata.namespace, object.metadata.name);
}

/** `namespace/name`, or the name alone without a namespace. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** The owner that controls an object, if it has one. */
export function controllerOf(object: StoredObject): OwnerReference | undefined {
  return (object.metadata.ownerReferences ?? []).find((owner) => owner.controller === true);
}

/** The reference that makes `parent` the controlling owner of a child. */
export function controllerReference(parent: StoredObject): OwnerReference {
  const { apiVersion, kind, metadata } = parent;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}

/** The object with other metadata members; a member that is `undefined` is removed. */
export function withMetadata(object: StoredObject, change: Partial<Record<keyof StoredMeta, unknown>>): StoredObject {
  const changed = { ...object, metadata: withoutUndefined({ ...object.metadata, ...change }) };
  return isStoredObject(changed) ? changed : object;
}

/** The object with some members replaced; the result is the object itself if it would be none any more. */
export function withFields(object: StoredObject, fields: Fields): StoredObject {
  const changed: Fields = { ...object, ...fields };
  return isStoredObject(changed) ? changed : object;
}

/** The members of an object that are not `undefined`. */
export function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The members of an object without some of them. */
export function without(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** A member that is an object; an empty object if it is anything else. */
export function fieldsAt(fields: Fields, name: string): Fields {
  const inner = fields[name];
  return isObject(inner) ? inner : {};
}

/** The objects of a member that is a list; none if it is anything else. */
export function listAt(fields: Fields, name: string): readonly Fields[] {
  const inner = fields[name];
  return Array.isArray(inner) ? inner.filter(isObject) : [];
}

/** Whether two JSON values are equal; the order of members does not count, `null`, absent and empty all differ. */
export function isEqual(left: unknown, right: unknown): boolean {
  return isEqualJson(left, right);
}

/** Runs the steps one after another. */
export async function inOrder<T>(items: readonly T[], step: (item: T) => Promise<void>): Promise<void> {
  const [first, ...rest] = items;
  if (first === undefined) return;
  await step(first);
  await inOrder(rest, step);
}
