// Step of the loop: one child under server-side apply.

import { LAST_APPLIED } from '../kube/metacontroller.ts';
import { controllerReference, type KubeObject, withMetadata, without } from '../kube/object.ts';
import { SYSTEM_METADATA, withoutLastApplied } from './dynamic-apply.ts';
import { type Management, memoryKey, methodFor, swallow } from './management.ts';
import type { Store } from './store.ts';

/** Metacontroller's `--apply-strategy-ssa-field-manager`. */
const FIELD_MANAGER = 'metacontroller';

/** Applies one child, unless neither what is desired nor the child moved since the last time. */
export async function applyServerSide(
  management: Management,
  desired: KubeObject,
  observed: KubeObject | undefined,
): Promise<void> {
  if (observed?.metadata.deletionTimestamp !== undefined) return;
  const wanted = sanitized(management.parent, desired);
  const text = JSON.stringify(wanted);
  const key = memoryKey(wanted);
  const remember = (object: KubeObject): void =>
    void management.applied.set(key, { desired: text, version: versionOf(object) });
  if (observed !== undefined) {
    const known = management.applied.get(key);
    if (known?.desired === text && known.version === versionOf(observed)) return;
    const method = methodFor(management.controller, observed);
    if (method === 'OnDelete') return remember(observed);
    // The real program asks the server by a dry run first and then fails for every kind that has a generation.
    if (method === 'Recreate') throw new Error('Recreate under server-side apply is not simulated');
    await dropLastApplied(management.store, observed);
  }
  await swallow(management.store.apply(wanted, FIELD_MANAGER).then(remember), 'Conflict');
}

function sanitized(parent: KubeObject, desired: KubeObject): KubeObject {
  const { metadata, ...rest } = withoutLastApplied(desired);
  const clean = {
    ...rest,
    apiVersion: desired.apiVersion,
    kind: desired.kind,
    metadata: { ...metadata, name: metadata.name },
  };
  const system = Object.fromEntries(SYSTEM_METADATA.map((name) => [name, undefined]));
  const owned = withMetadata(clean, { ...system, ownerReferences: [controllerReference(parent)] });
  return { ...without(owned, 'status'), apiVersion: owned.apiVersion, kind: owned.kind, metadata: owned.metadata };
}

async function dropLastApplied(store: Store, observed: KubeObject): Promise<void> {
  if (observed.metadata.annotations?.[LAST_APPLIED] === undefined) return;
  await swallow(store.update(withoutLastApplied(observed)), 'NotFound');
}

/** Generation where the kind has one, so that label drift of a Deployment goes unseen; the resource version elsewhere. */
function versionOf({ metadata }: KubeObject): string {
  const { uid, generation = 0, resourceVersion } = metadata;
  return `${uid}/${generation === 0 ? resourceVersion : generation}`;
}
