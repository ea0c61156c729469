// Migrate: restores the objects of a server to the state in which ToolHive's operator and proxy left them.

import { backendServiceNames } from '../../decode/names.ts';
import { extractFields } from '../../kube/field-sets.ts';
import { lastAppliedByMetacontroller } from '../../kube/managed-fields.ts';
import { isEqual } from '../../kube/json-equal.ts';
import {
  type Fields,
  isObject,
  type KubeObject,
  type ManagedFieldsEntry,
  type OwnerReference,
  withFields,
  without,
} from '../../kube/object.ts';
import { CONTROLLER_UID, LAST_APPLIED } from '../../kube/metacontroller.ts';
import { FIELD_MANAGER } from './cluster.ts';
import { type Change, changeOf, type Edit } from './change.ts';
import { METACONTROLLER_MANAGER, ownEntries, returnedEntries } from './adoption.ts';
import { TOOLHIVE_FINALIZER } from './prepare.ts';

/** An object from the backup, and the StatefulSet that owned its Services. */
export interface Original {
  readonly before: KubeObject;
  /** The server's StatefulSet as it is now. */
  readonly statefulSet: KubeObject | undefined;
}

/** Restores content, labels, annotations and owners; labels and annotations that people set meanwhile stay. */
export function restoreContent(now: KubeObject, { before, statefulSet }: Original): Change | undefined {
  const { labels, annotations } = peopleSet(now);
  const owners = (before.metadata.ownerReferences ?? []).map((owner) => presentOwner(owner, statefulSet));
  return changeOf(now, [
    ...memberEdits(withCopies(before, now), now),
    ...mapEdit('labels', now.metadata.labels, { ...before.metadata.labels, ...labels }),
    ...mapEdit('annotations', now.metadata.annotations, { ...before.metadata.annotations, ...annotations }),
    ...(isEqual(owners, now.metadata.ownerReferences ?? [])
      ? []
      : [{ path: '/metadata/ownerReferences', value: owners, message: `owner: ${owners[0]?.kind ?? 'nobody'}` }]),
  ]);
}

/** Restores the field managers, except those of status. This is a second write, because the first one adds its own manager. */
export function restoreManagers(now: KubeObject, { before }: Original): Change | undefined {
  if (before.metadata.managedFields === undefined) return undefined;
  const old = ownEntries(before);
  if (isEqual(managersOf(ownEntries(now)), managersOf(old))) return undefined;
  const status = (now.metadata.managedFields ?? []).filter((entry) => !ownEntries(now).includes(entry));
  return changeOf(now, [{ path: '/metadata/managedFields', value: [...old, ...status], message: 'field managers' }]);
}

function managersOf(entries: readonly ManagedFieldsEntry[]): readonly string[] {
  return entries.map(({ manager = '', operation = '' }) => `${manager} ${operation}`).toSorted();
}

const IDENTITY = ['apiVersion', 'kind', 'metadata', 'status'];

function memberEdits(before: KubeObject, now: KubeObject): readonly Edit[] {
  const [old, present] = [without(before, ...IDENTITY), without(now, ...IDENTITY)];
  return [...new Set([...Object.keys(old), ...Object.keys(present)])].flatMap((name) =>
    isEqual(old[name], present[name]) ? [] : [{ path: `/${name}`, value: old[name], message: `${name} as it was` }],
  );
}

/** Keeps the replicas of now: somebody may have scaled meanwhile. */
function withCopies(before: KubeObject, now: KubeObject): KubeObject {
  const [old, present] = [before['spec'], now['spec']];
  if (!isObject(old) || !isObject(present) || present['replicas'] === undefined) return before;
  return withFields(before, { spec: { ...old, replicas: present['replicas'] } });
}

function mapEdit(name: string, present: Fields | undefined, wanted: Fields): readonly Edit[] {
  if (isEqual(present ?? {}, wanted)) return [];
  return [{ path: `/metadata/${name}`, value: wanted, message: `${name} as they were` }];
}

/** Labels and annotations that neither this operator nor the preparation set. */
function peopleSet(now: KubeObject): { readonly labels: Fields; readonly annotations: Fields } {
  const own = ownEntries(now).filter(({ manager }) => manager === METACONTROLLER_MANAGER || manager === FIELD_MANAGER);
  const sets = own.map(({ fieldsV1 }) => extractFields(now, fieldsV1 ?? {}));
  const applied = lastAppliedByMetacontroller(now);
  const ours = [...sets, applied].flatMap((set) =>
    isObject(set) && isObject(set['metadata']) ? [set['metadata']] : [],
  );
  const rest = (name: 'labels' | 'annotations', ...marks: readonly string[]): Fields => {
    const taken = ours.flatMap((metadata) => (isObject(metadata[name]) ? Object.keys(metadata[name]) : []));
    return without({ ...now.metadata[name] }, ...marks, ...taken);
  };
  return { labels: rest('labels', CONTROLLER_UID), annotations: rest('annotations', LAST_APPLIED) };
}

function presentOwner(owner: OwnerReference, statefulSet: KubeObject | undefined): OwnerReference {
  const uid = statefulSet?.metadata.uid;
  return owner.kind === 'StatefulSet' && owner.name === statefulSet?.metadata.name && uid !== undefined
    ? { ...owner, uid }
    : owner;
}

/** For an object younger than the backup: removes our marks, gives Services to the StatefulSet and fields to ToolHive's managers. */
export function handOver(now: KubeObject, statefulSet: KubeObject | undefined): Change | undefined {
  const { labels = {}, annotations = {} } = now.metadata;
  const isBackend = now.kind === 'StatefulSet' || isServiceOf(now, statefulSet);
  const entries = returnedEntries(now, isBackend);
  const isOwned = (now.metadata.ownerReferences ?? []).some(({ kind }) => kind === 'StatefulSet');
  return changeOf(now, [
    ...mapEdit('labels', labels, without(labels, CONTROLLER_UID)),
    ...mapEdit('annotations', annotations, without(annotations, LAST_APPLIED)),
    ...(statefulSet !== undefined && isServiceOf(now, statefulSet) && !isOwned
      ? [{ path: '/metadata/ownerReferences', value: [ownerOf(statefulSet)], message: 'owner: StatefulSet' }]
      : []),
    ...(entries === undefined ? [] : [{ path: '/metadata/managedFields', value: entries, message: 'field managers' }]),
  ]);
}

function isServiceOf({ kind, metadata }: KubeObject, statefulSet: KubeObject | undefined): boolean {
  if (kind !== 'Service' || statefulSet === undefined) return false;
  return backendServiceNames(statefulSet.metadata).includes(metadata.name);
}

function ownerOf({ metadata }: KubeObject): OwnerReference {
  const { name, uid = '' } = metadata;
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid, controller: true, blockOwnerDeletion: true };
}

/** Restores ToolHive's finalizer, unless the server is being deleted. */
export function restoreFinalizer(now: KubeObject, before: KubeObject): Change | undefined {
  const { finalizers = [], deletionTimestamp } = now.metadata;
  const had = before.metadata.finalizers?.includes(TOOLHIVE_FINALIZER) === true;
  if (!had || finalizers.includes(TOOLHIVE_FINALIZER) || deletionTimestamp !== undefined) return undefined;
  const value = [...finalizers, TOOLHIVE_FINALIZER];
  return changeOf(now, [{ path: '/metadata/finalizers', value, message: "ToolHive's finalizer" }]);
}
