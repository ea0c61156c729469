// Step of the loop: writes the parent's status, whole, with the generation that was synced.

import type { ResourceKind } from './kinds.ts';
import { isEqual } from '../kube/json-equal.ts';
import { type Fields, isKubeObject, type KubeObject } from '../kube/object.ts';
import { isRefusal, retryConflicts, type Store } from './store.ts';

/**
 * Replaces the status by the hook's, `observedGeneration` added. Compares with a fresh read and writes only a difference.
 * A parent that is deleted, recreated or still changing is left alone; any other refusal is thrown.
 */
export async function writeStatus(
  store: Store,
  kind: ResourceKind,
  synced: { readonly parent: KubeObject; readonly status: Fields },
): Promise<void> {
  const { parent } = synced;
  const status = { ...synced.status, observedGeneration: parent.metadata.generation ?? 0 };
  try {
    await retryConflicts(async () => {
      const live = await store.get(kind, parent.metadata.namespace, parent.metadata.name);
      if (live === undefined || live.metadata.uid !== parent.metadata.uid || isEqual(live['status'], status)) return;
      const changed: Fields = { ...live, status };
      if (isKubeObject(changed)) await store.updateStatus(changed);
    });
  } catch (error) {
    if (!isRefusal(error, 'NotFound', 'Conflict')) throw error;
  }
}
