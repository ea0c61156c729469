// Vocabulary: any Kubernetes object, as JSON has it on the wire.

/** A JSON value as `JSON.parse` makes it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** One entry of `metadata.managedFields`. */
export interface ManagedFieldsEntry {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: JsonObject;
}

/** One entry of `metadata.ownerReferences`. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** The part of `metadata` that this project reads. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly resourceVersion?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly managedFields?: readonly ManagedFieldsEntry[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** Any object with a kind and a name. The builders of children return it; typed views come from `kubernetes-types`. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** Whether a value is a JSON object: not null, not a list, not a scalar. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value says nothing where Go writes it: null, false, the empty text and the empty list. */
export function saysNothing(value: unknown): boolean {
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  return value === undefined || value === null || value === false || isEmpty;
}

/** Whether a value is an object with apiVersion, kind and metadata. Members of metadata are not checked. */
export function isKubeObject(value: unknown): value is KubeObject {
  return (
    isObject(value) &&
    typeof value['apiVersion'] === 'string' &&
    typeof value['kind'] === 'string' &&
    isObject(value['metadata'])
  );
}

/** `namespace/name`, or the name alone for an object without namespace. */
export function objectKey(object: KubeObject): string {
  return namespacedName(object.metadata.namespace, object.metadata.name);
}

/** `namespace/name`, or the name alone without a namespace. */
export function namespacedName(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** The owner that controls an object, if it has one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return (object.metadata.ownerReferences ?? []).find((owner) => owner.controller === true);
}

/** The reference that makes `parent` the controlling owner of a child. */
export function controllerReference(parent: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = parent;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}

/** The object with other metadata members; a member that is `undefined` is removed. */
export function withMetadata(object: KubeObject, change: Partial<Record<keyof ObjectMeta, unknown>>): KubeObject {
  const changed = { ...object, metadata: withoutUndefined({ ...object.metadata, ...change }) };
  return isKubeObject(changed) ? changed : object;
}

/** The object with some members replaced; the result is the object itself if it would be none any more. */
export function withFields(object: KubeObject, fields: Fields): KubeObject {
  const changed: Fields = { ...object, ...fields };
  return isKubeObject(changed) ? changed : object;
}

/** The members of an object that are not `undefined`. */
export function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The same members in the order of their names. */
export function sortedByName<Value>(fields: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The members of an object without some of them. */
export function without(fields: Fields, ...names: readonly string[]): Fields {
  if (names.length === 0) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/**
 * The object with every member replaced by what `change` makes of it; `undefined` leaves the member out. The same object when
 * nothing changes: most templates are canonical already, and copying each level of them would be most of the work.
 */
export function mapMembers(object: Fields, change: (value: unknown, name: string) => unknown): Fields {
  const names = Object.keys(object);
  const values = names.map((name) => change(object[name], name));
  if (names.every((name, index) => values[index] === object[name])) return object;
  const members = names.map((name, index) => [name, values[index]] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** The same for a list; `undefined` stays. */
export function mapItems(
  items: readonly unknown[],
  change: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}
