// Vocabulary: who an object belongs to.

import type { KubeObject, OwnerReference } from './object.ts';

/** The owner that controls an object, if it has one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return (object.metadata.ownerReferences ?? []).find((owner) => owner.controller === true);
}

/** The reference that makes `parent` the controlling owner of a child. */
export function controllerReference(parent: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = parent;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}
