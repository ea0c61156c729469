// Step of the loop: one child under dynamic apply: created, or changed by a whole update when the merge differs.

import type { UpdateMethod } from './composite-controller.ts';
import { mergeChild, withLastApplied } from './dynamic-apply.ts';
import { deletion, type Management, methodFor, swallow } from './management.ts';
import { isEqual } from '../kube/json-equal.ts';
import { controllerReference, type KubeObject, withMetadata } from '../kube/object.ts';

/** Makes one child as desired; a child that is being deleted is left alone. */
export async function applyDynamic(
  management: Management,
  desired: KubeObject,
  observed: KubeObject | undefined,
): Promise<void> {
  const { store, parent } = management;
  if (observed === undefined) {
    const remembered = withLastApplied(desired, desired);
    return swallow(
      store.create(withMetadata(remembered, { ownerReferences: [controllerReference(parent)] })),
      'AlreadyExists',
    );
  }
  const merged = mergeChild(observed, desired);
  if (isEqual(merged, observed) || observed.metadata.deletionTimestamp !== undefined) return;
  const updates: Readonly<Record<UpdateMethod, () => Promise<void>>> = {
    OnDelete: async () => {},
    Recreate: () => swallow(store.delete(observed, deletion(observed)), 'NotFound'),
    InPlace: () => swallow(store.update(merged), 'NotFound', 'Conflict'),
  };
  await updates[methodFor(management.controller, observed)]();
}
