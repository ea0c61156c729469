// Migrate: fields that ToolHive set and this operator does not send. Metacontroller removes them only if it seems to have set them
// itself, so it is made their adopter.

import { extractFields, type FieldSet, subtractFields, unionFields } from '../../kube/field-sets.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { readObject } from '../../kube/json-reader.ts';
import { LAST_APPLIED } from '../../kube/metacontroller.ts';
import {
  isObject,
  type JsonObject,
  type KubeObject,
  type ManagedFieldsEntry,
  withFields,
  withMetadata,
  without,
} from '../../kube/object.ts';
import { withLastApplied } from '../../simulator/dynamic-apply.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { fieldsOf } from '../../simulator/cluster/server-side-apply.ts';

/** Field managers of ToolHive: its operator, and the proxy that makes the backend. */
export const OPERATOR_MANAGER = 'thv-operator';
/** See `OPERATOR_MANAGER`. */
const RUNNER_MANAGER = 'toolhive-container-manager';
const TOOLHIVE: ReadonlySet<string> = new Set([OPERATOR_MANAGER, RUNNER_MANAGER]);

/** Metacontroller's field manager. */
export const METACONTROLLER_MANAGER = 'metacontroller';

type Entries = readonly ManagedFieldsEntry[];

/** The entries of writes to the object itself, without those of its status. */
export function ownEntries({ metadata }: KubeObject): Entries {
  return (metadata.managedFields ?? []).filter(({ subresource }) => (subresource ?? '') === '');
}

/** Whether ToolHive owns fields of an object, by its managed fields. */
function hasToolHiveFields(object: KubeObject): boolean {
  return ownEntries(object).some(({ manager }) => TOOLHIVE.has(manager ?? ''));
}

/** The fields that only ToolHive has set, or Metacontroller in an earlier take-over. */
export function adoptableFields(object: KubeObject): FieldSet {
  if (object.metadata.managedFields === undefined) return assumedFields(object);
  const entries = ownEntries(object);
  const theirs = unionOf(entries.filter(isAdoptable));
  return subtractFields(theirs, unionOf(entries.filter((entry) => !isAdoptable(entry))));
}

function isAdoptable({ manager = '' }: ManagedFieldsEntry): boolean {
  return TOOLHIVE.has(manager) || manager === METACONTROLLER_MANAGER;
}

function unionOf(entries: Entries): JsonObject {
  return unionFields(entries.map(({ fieldsV1 }) => fieldsV1 ?? {}));
}

/** Set by the API server or by autoscalers, never by ToolHive. */
const NOT_TOOLHIVES = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy', 'replicas'];

/** Without managed fields the owner of a field is unknown: everything but the API server's defaults counts as ToolHive's. */
function assumedFields(object: KubeObject): FieldSet {
  const { labels, annotations } = object.metadata;
  const spec = isObject(object['spec']) ? { spec: without(object['spec'], ...NOT_TOOLHIVES) } : {};
  return fieldsOf({ ...without(object, 'metadata', 'status'), ...spec, metadata: { labels, annotations } });
}

/**
 * The managed fields with Metacontroller as adopter: one entry with the fields of ToolHive's managers and of Metacontroller
 * itself. Its next server-side apply then removes the fields that it does not send. Undefined when ToolHive owns nothing.
 */
export function adoptedEntries(object: KubeObject): Entries | undefined {
  if (!hasToolHiveFields(object)) return undefined;
  return replaceEntries(object, isAdoptable, { manager: METACONTROLLER_MANAGER, operation: 'Apply' });
}

/** The reverse, for objects that ToolHive never had: Metacontroller's fields become those of ToolHive's proxy or operator. */
export function returnedEntries(object: KubeObject, isOfRunner: boolean): Entries | undefined {
  if (!ownEntries(object).some(({ manager }) => manager === METACONTROLLER_MANAGER)) return undefined;
  const adopter = isOfRunner
    ? { manager: RUNNER_MANAGER, operation: 'Apply' }
    : { manager: OPERATOR_MANAGER, operation: 'Update' };
  return replaceEntries(object, ({ manager }) => manager === METACONTROLLER_MANAGER, adopter);
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
  const adopter = {
    ...by,
    apiVersion: object.apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: unionOf([...own]),
  };
  return [...entries.filter((entry) => !own.has(entry)), adopter];
}

/**
 * The object with dynamic apply's last-applied annotation, which holds the fields that ToolHive set. The next apply then removes
 * those that are not sent. The same object when it has the annotation or ToolHive owns nothing.
 */
export function withSeed(object: KubeObject): KubeObject {
  const isSeeded = object.metadata.annotations?.[LAST_APPLIED] !== undefined;
  const isTheirs = object.metadata.managedFields === undefined || hasToolHiveFields(object);
  return isSeeded || !isTheirs ? object : withLastApplied(object, lastSent(object));
}

/** Metacontroller manages owners, finalizers and the like by itself, so of the metadata only labels and annotations count. */
function lastSent(object: KubeObject): KubeObject {
  const extracted = extractFields(object, adoptableFields(object));
  const fields = readObject(extracted);
  const { labels, annotations } = readObject(fields, 'metadata');
  const { name, namespace } = object.metadata;
  const sent = withFields({ apiVersion: object.apiVersion, kind: object.kind, metadata: { name } }, fields);
  return withMetadata(withFields(sent, { metadata: { name } }), { namespace, labels, annotations });
}

/** The object as it is before Metacontroller applies for the first time. */
export function asPrepared(object: KubeObject, strategy: ApplyStrategy): KubeObject {
  if (strategy === 'dynamic-apply') return withSeed(object);
  const entries = adoptedEntries(object);
  return entries === undefined || isEqual(entries, object.metadata.managedFields)
    ? object
    : withMetadata(object, { managedFields: entries });
}
