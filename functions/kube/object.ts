// Vocabulary: any Kubernetes object, as JSON has it on the wire.

/** A JSON value as `JSON.parse` makes it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

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
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly controller?: boolean;
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
}

/** Any object with a kind and a name. The builders of children return it; typed views come from `kubernetes-types`. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** Whether a value is a JSON object: not null, not a list, not a scalar. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The object with every member replaced by what `change` makes of it; `undefined` leaves the member out. The same object when
 * nothing changes: most templates are canonical already, and copying each level of them would be most of the work.
 */
export function mapMembers(
  object: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): Readonly<Record<string, unknown>> {
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
