// Migrate: fields that ToolHive set and this operator does not send. They go only if Metacontroller believes that it set them.

import { extractFields, type FieldSet, subtractFields, unionFields } from '../../kube/field-sets.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { readObject } from '../../kube/json-reader.ts';
import {
  isObject,
  type JsonObject,
  type KubeObject,
  type ManagedFieldsEntry,
  withFields,
  withMetadata,
  without,
} from '../../kube/object.ts';
import { LAST_APPLIED } from '../../kube/metacontroller.ts';
import { withLastApplied } from '../../simulator/dynamic-apply.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { fieldsOf } from '../../simulator/cluster/server-side-apply.ts';

/** Field managers of ToolHive: its operator, and the proxy that makes the backend. */
export const OPERATOR_MANAGER = 'thv-operator';
/** See `OPERATOR_MANAGER`. */
export const RUNNER_MANAGER = 'toolhive-container-manager';
const TOOLHIVE: ReadonlySet<string> = new Set([OPERATOR_MANAGER, RUNNER_MANAGER]);

/** Metacontroller's field manager. */
export const HEIR = 'metacontroller';

type Entries = readonly ManagedFieldsEntry[];

/** The entries that a write of the object itself makes; status has its own. */
export function ownEntries({ metadata }: KubeObject): Entries {
  return (metadata.managedFields ?? []).filter(({ subresource }) => (subresource ?? '') === '');
}

/** Whether ToolHive owns fields of an object. An object without any managed fields was exported without them. */
export function isToolHives(object: KubeObject): boolean {
  return ownEntries(object).some(({ manager }) => TOOLHIVE.has(manager ?? ''));
}

/** The fields that ToolHive, or Metacontroller in an earlier take-over, set and nobody else. */
export function inheritedFields(object: KubeObject): FieldSet {
  if (object.metadata.managedFields === undefined) return assumedFields(object);
  const entries = ownEntries(object);
  const theirs = unionOf(entries.filter(isInherited));
  return subtractFields(theirs, unionOf(entries.filter((entry) => !isInherited(entry))));
}

function isInherited({ manager = '' }: ManagedFieldsEntry): boolean {
  return TOOLHIVE.has(manager) || manager === HEIR;
}

function unionOf(entries: Entries): JsonObject {
  return entries.reduce<JsonObject>((sum, { fieldsV1 }) => unionFields(sum, fieldsV1 ?? {}), {});
}

/** Set by the API server or by autoscalers, never by ToolHive. */
const NOT_TOOLHIVES = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy', 'replicas'];

/** Without managed fields nothing tells who set what: then everything but what the API server fills in counts as ToolHive's. */
function assumedFields(object: KubeObject): FieldSet {
  const { labels, annotations } = object.metadata;
  const spec = isObject(object['spec']) ? { spec: without(object['spec'], ...NOT_TOOLHIVES) } : {};
  return fieldsOf({ ...without(object, 'metadata', 'status'), ...spec, metadata: { labels, annotations } });
}

/**
 * The managed fields with Metacontroller as the heir of ToolHive: one entry that holds what ToolHive's managers and
 * Metacontroller itself had. Its next server-side apply then removes what it does not send. Undefined when ToolHive has nothing.
 */
export function heirEntries(object: KubeObject): Entries | undefined {
  if (!isToolHives(object)) return undefined;
  return replaceEntries(object, isInherited, { manager: HEIR, operation: 'Apply' });
}

/** The way back for objects that ToolHive has never had: what Metacontroller has becomes the proxy's or the operator's. */
export function returnedEntries(object: KubeObject, isOfRunner: boolean): Entries | undefined {
  if (!ownEntries(object).some(({ manager }) => manager === HEIR)) return undefined;
  const heir = isOfRunner
    ? { manager: RUNNER_MANAGER, operation: 'Apply' }
    : { manager: OPERATOR_MANAGER, operation: 'Update' };
  return replaceEntries(object, ({ manager }) => manager === HEIR, heir);
}

function replaceEntries(
  object: KubeObject,
  isReplaced: (entry: ManagedFieldsEntry) => boolean,
  by: Pick<ManagedFieldsEntry, 'manager' | 'operation'>,
): Entries {
  const entries = object.metadata.managedFields ?? [];
  const own = new Set(ownEntries(object).filter(isReplaced));
  const [time] = [...own]
    .flatMap((entry) => entry.time ?? [])
    .toSorted()
    .toReversed();
  const heir = {
    ...by,
    apiVersion: object.apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: unionOf([...own]),
  };
  return [...entries.filter((entry) => !own.has(entry)), heir];
}

/**
 * The object with the annotation by which dynamic apply knows what was applied last: what ToolHive set. Its next apply then
 * removes what is not sent. The same object when the annotation is there or ToolHive has nothing.
 */
export function withSeed(object: KubeObject): KubeObject {
  const isSeeded = object.metadata.annotations?.[LAST_APPLIED] !== undefined;
  const isTheirs = object.metadata.managedFields === undefined || isToolHives(object);
  return isSeeded || !isTheirs ? object : withLastApplied(object, lastSent(object));
}

/** Owners, finalizers and the like are Metacontroller's own business, so only labels and annotations count of the metadata. */
function lastSent(object: KubeObject): KubeObject {
  const extracted = extractFields(object, inheritedFields(object));
  const fields = readObject(extracted);
  const { labels, annotations } = readObject(fields, 'metadata');
  const { name, namespace } = object.metadata;
  const sent = withFields({ apiVersion: object.apiVersion, kind: object.kind, metadata: { name } }, fields);
  return withMetadata(withFields(sent, { metadata: { name } }), { namespace, labels, annotations });
}

/** The object as it is before Metacontroller applies for the first time. */
export function asInherited(object: KubeObject, strategy: ApplyStrategy): KubeObject {
  if (strategy === 'dynamic-apply') return withSeed(object);
  const entries = heirEntries(object);
  return entries === undefined || isEqual(entries, object.metadata.managedFields)
    ? object
    : withMetadata(object, { managedFields: entries });
}
