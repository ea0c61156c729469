// Step of the loop: makes the children what the hook wants: deletes first, then creates and updates, kind by kind.

import { applyDynamic } from './apply-dynamic.ts';
import { applyServerSide } from './apply-server-side.ts';
import { apiGroup } from './kinds.ts';
import { deletion, type Family, type Management, memoryKey, swallow } from './management.ts';
import { type KubeObject, objectKey } from '../kube/object.ts';
import { inOrder } from './in-order.ts';
import { messageOf } from './store.ts';

/**
 * Deletes observed children that are not desired, then creates or updates the desired ones, in the order of group, version
 * and kind. One failure does not stop the others; all are thrown together as one error.
 */
export async function manageChildren(management: Management, observed: Family, desired: Family): Promise<void> {
  const problems: string[] = [];
  const apply = management.strategy === 'server-side-apply' ? applyServerSide : applyDynamic;
  const attempt = async (object: KubeObject, work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => void problems.push(`${object.kind} ${objectKey(object)}: ${messageOf(error)}`));
  const unwanted = inKindOrder(observed).filter(([key, object]) => desired.get(key)?.has(objectKey(object)) !== true);
  await inOrder(unwanted, ([, object]) => attempt(object, () => deleteChild(management, object)));
  await inOrder(inKindOrder(desired), ([key, object]) =>
    attempt(object, () => apply(management, object, observed.get(key)?.get(objectKey(object)))),
  );
  if (problems.length > 0) {
    const { kind } = management.parent;
    throw new Error(`can't reconcile children for ${kind} ${objectKey(management.parent)}: [${problems.join(', ')}]`);
  }
}

function inKindOrder(family: Family): readonly (readonly [string, KubeObject])[] {
  const flat = [...family].flatMap(([key, group]) => [...group.values()].map((object) => [key, object] as const));
  return flat.toSorted(([, left], [, right]) => kindOrder(left).localeCompare(kindOrder(right), 'en'));
}

function kindOrder({ apiVersion, kind }: KubeObject): string {
  return [apiGroup(apiVersion), apiVersion, kind].join(' ');
}

async function deleteChild({ store, applied }: Management, object: KubeObject): Promise<void> {
  if (object.metadata.deletionTimestamp !== undefined) return;
  applied.delete(memoryKey(object));
  await swallow(store.delete(object, deletion(object)), 'NotFound');
}
