// Part of the in-memory cluster: which objects the garbage collector removes next, because their owners are gone.

import { type KubeObject, type OwnerReference, withMetadata } from '../../kube/object.ts';
import type { Propagation } from '../store.ts';
import type { Family } from './memory.ts';

/** The finalizer of an owner that waits for what it owns. */
export const FOREGROUND = 'foregroundDeletion';

/** What the collector does to one object. */
export type Collection =
  | { readonly action: 'delete'; readonly object: KubeObject; readonly propagation: Propagation }
  | { readonly action: 'update'; readonly object: KubeObject };

/**
 * The next steps of the collector for these objects; empty when there is nothing to do. An owner in another namespace counts as
 * absent.
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export function collectGarbage(objects: readonly KubeObject[], family: Family): readonly Collection[] {
  const ownersOf = (object: KubeObject): readonly KubeObject[] =>
    references(object).flatMap((reference) => {
      const owner = family.find(reference.uid);
      return owner !== undefined && isReachable(owner, object) ? [owner] : [];
    });
  return [
    ...objects.flatMap((object) => collectDependent(object, ownersOf(object))),
    ...objects.filter(waitsForDependents).flatMap((owner) => releaseOwner(owner, family)),
  ];
}

function collectDependent(object: KubeObject, owners: readonly KubeObject[]): readonly Collection[] {
  if (references(object).length === 0 || object.metadata.deletionTimestamp !== undefined) return [];
  if (owners.length === 0) return [{ action: 'delete', object, propagation: 'Background' }];
  return owners.every(waitsForDependents) ? [{ action: 'delete', object, propagation: 'Foreground' }] : [];
}

function releaseOwner(owner: KubeObject, { dependents }: Family): readonly Collection[] {
  const { uid = '' } = owner.metadata;
  const blocked = dependents(uid).some((object) =>
    references(object).some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true),
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
