// Part of the in-memory cluster: which objects the garbage collector removes next, because their owners are gone.

import { type KubeObject, type OwnerReference, withMetadata } from '../../kube/object.ts';
import type { Propagation } from '../store.ts';

/** The finalizer of an owner that waits for what it owns. */
export const FOREGROUND = 'foregroundDeletion';

/** What the collector does to one object. */
export type Collection =
  | { readonly action: 'delete'; readonly object: KubeObject; readonly propagation: Propagation }
  | { readonly action: 'update'; readonly object: KubeObject };

/**
 * The next steps of the collector; empty when there is nothing to do. An owner in another namespace counts as absent.
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export function collectGarbage(objects: readonly KubeObject[]): readonly Collection[] {
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  const ownersOf = (object: KubeObject): readonly KubeObject[] =>
    references(object).flatMap((reference) => {
      const owner = byUid.get(reference.uid);
      return owner !== undefined && isReachable(owner, object) ? [owner] : [];
    });
  return [
    ...objects.flatMap((object) => collectDependent(object, ownersOf(object))),
    ...objects.filter(waitsForDependents).flatMap((owner) => releaseOwner(owner, objects)),
  ];
}

function collectDependent(object: KubeObject, owners: readonly KubeObject[]): readonly Collection[] {
  if (references(object).length === 0 || object.metadata.deletionTimestamp !== undefined) return [];
  if (owners.length === 0) return [{ action: 'delete', object, propagation: 'Background' }];
  return owners.every(waitsForDependents) ? [{ action: 'delete', object, propagation: 'Foreground' }] : [];
}

function releaseOwner(owner: KubeObject, objects: readonly KubeObject[]): readonly Collection[] {
  const blocked = objects.some((object) =>
    references(object).some(
      (reference) => reference.uid === owner.metadata.uid && reference.blockOwnerDeletion === true,
    ),
  );
  if (blocked) return [];
  const finalizers = (owner.metadata.finalizers ?? []).filter((finalizer) => finalizer !== FOREGROUND);
  return [{ action: 'update', object: withMetadata(owner, { finalizers }) }];
}

function waitsForDependents(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).includes(FOREGROUND);
}

function isReachable(owner: KubeObject, object: KubeObject): boolean {
  return owner.metadata.namespace === undefined || owner.metadata.namespace === object.metadata.namespace;
}

function references(object: KubeObject): readonly OwnerReference[] {
  return object.metadata.ownerReferences ?? [];
}
