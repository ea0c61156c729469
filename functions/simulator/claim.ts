// Step of the loop: which of the observed objects are this parent's children. Adopts and releases on the way.

import { CONTROLLER_UID } from '../kube/metacontroller.ts';
import type { ResourceKind } from './kinds.ts';
import {
  controllerOf,
  controllerReference,
  type KubeObject,
  objectKey,
  type OwnerReference,
  withMetadata,
} from '../kube/object.ts';
import { isRefusal, retryConflicts, type Store } from './store.ts';

/** Whether an object carries the parent's label. */
export function isSelected(parent: KubeObject, object: KubeObject): boolean {
  return object.metadata.labels?.[CONTROLLER_UID] === parent.metadata.uid;
}

/** For whom and where children are claimed. */
export interface Claim {
  readonly store: Store;
  readonly parent: KubeObject;
  readonly parentKind: ResourceKind;
  /** Of the children. */
  readonly kind: ResourceKind;
}

/**
 * The children among `candidates`, all of one kind and of the parent's namespace. Owned and selected: a child. Owned and not
 * selected: released (the owner reference goes). Selected and without controller: adopted. Anything else is passed over, and
 * nothing is adopted or released while the parent is being deleted.
 */
export async function claimChildren(claim: Claim, candidates: readonly KubeObject[]): Promise<readonly KubeObject[]> {
  const claimed = await Promise.all(
    candidates.map(async (candidate) => ((await isClaimed(claim, candidate)) ? [candidate] : [])),
  );
  return claimed.flat();
}

async function isClaimed(claim: Claim, object: KubeObject): Promise<boolean> {
  const { parent } = claim;
  const owner = controllerOf(object);
  const selected = isSelected(parent, object);
  if (owner === undefined) return selected && isAlive(parent) && isAlive(object) && adopt(claim, object);
  if (owner.uid !== parent.metadata.uid) return false;
  if (!selected && isAlive(parent)) await changeOwners(claim, object, (owners) => withoutOwner(owners, parent));
  return selected;
}

async function adopt(claim: Claim, object: KubeObject): Promise<boolean> {
  const { store, parent, parentKind } = claim;
  const live = await store.get(parentKind, parent.metadata.namespace, parent.metadata.name);
  if (live === undefined || live.metadata.uid !== parent.metadata.uid || !isAlive(live)) {
    throw new Error(
      `can't adopt ${object.kind} ${objectKey(object)}: the ${parent.kind} is gone or has just been deleted`,
    );
  }
  return changeOwners(claim, object, (owners) => [...withoutOwner(owners, parent), controllerReference(parent)]);
}

type Owners = readonly OwnerReference[];

function withoutOwner(owners: Owners, parent: KubeObject): Owners {
  return owners.filter((owner) => owner.uid !== parent.metadata.uid);
}

/** Repeats read and write after conflicts; a deleted object counts as not changed. */
async function changeOwners(claim: Claim, object: KubeObject, change: (owners: Owners) => Owners): Promise<boolean> {
  return retryConflicts(async () => {
    const live = await claim.store.get(claim.kind, object.metadata.namespace, object.metadata.name);
    if (live === undefined || live.metadata.uid !== object.metadata.uid) return false;
    await claim.store.update(withMetadata(live, { ownerReferences: change(live.metadata.ownerReferences ?? []) }));
    return true;
  }).catch((error: unknown) => {
    if (isRefusal(error, 'NotFound')) return false;
    throw error;
  });
}

function isAlive(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp === undefined;
}
