// Step of the loop: makes the children what the hook wants: deletes first, then creates and updates, kind by kind.

import type { ChildRule, CompositeController, UpdateMethod } from './composite-controller.ts';
import {
  LAST_APPLIED_ANNOTATION,
  mergeChild,
  SYSTEM_METADATA,
  withLastApplied,
  withoutLastApplied,
} from './dynamic-apply.ts';
import { apiGroup, findResource } from './kinds.ts';
import {
  controllerReference,
  inOrder,
  isEqual,
  objectKey,
  type StoredObject,
  without,
  withMetadata,
} from './object.ts';
import { isRefusal, messageOf, type Store } from './store.ts';

/** Metacontroller's `--apply-strategy`. */
export type ApplyStrategy = 'dynamic-apply' | 'server-side-apply';

/** Metacontroller's `--apply-strategy-ssa-field-manager`. */
const FIELD_MANAGER = 'metacontroller';

/** What server-side apply remembers of a child: if nothing of it moved, no request is made. Lost when the loop ends. */
export type AppliedMemory = Map<string, { readonly desired: string; readonly version: string }>;

/** Everything that managing children needs. */
export interface Management {
  readonly store: Store;
  readonly controller: CompositeController;
  readonly strategy: ApplyStrategy;
  readonly applied: AppliedMemory;
  readonly parent: StoredObject;
}

/** Children by `Kind.apiVersion`, then by `namespace/name`. */
export type Family = ReadonlyMap<string, ReadonlyMap<string, StoredObject>>;

/**
 * Deletes observed children that are not desired, then creates or updates the desired ones, in the order of group, version
 * and kind. One failure does not stop the others; all are thrown together as one error.
 */
export async function manageChildren(management: Management, observed: Family, desired: Family): Promise<void> {
  const problems: string[] = [];
  const attempt = async (object: StoredObject, work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => void problems.push(`${object.kind} ${objectKey(object)}: ${messageOf(error)}`));
  const unwanted = inKindOrder(observed).filter(([key, object]) => desired.get(key)?.has(objectKey(object)) !== true);
  await inOrder(unwanted, ([, object]) => attempt(object, () => deleteChild(management, object)));
  await inOrder(inKindOrder(desired), ([key, object]) =>
    attempt(object, () => applyChild(management, object, observed.get(key)?.get(objectKey(object)))),
  );
  if (problems.length > 0) {
    const { kind } = management.parent;
    throw new Error(`can't reconcile children for ${kind} ${objectKey(management.parent)}: [${problems.join(', ')}]`);
  }
}

function inKindOrder(family: Family): readonly (readonly [string, StoredObject])[] {
  const flat = [...family].flatMap(([key, group]) => [...group.values()].map((object) => [key, object] as const));
  return flat.toSorted(([, left], [, right]) => kindOrder(left).localeCompare(kindOrder(right), 'en'));
}

function kindOrder({ apiVersion, kind }: StoredObject): string {
  return [apiGroup(apiVersion), apiVersion, kind].join(' ');
}

async function deleteChild({ store, applied }: Management, object: StoredObject): Promise<void> {
  if (object.metadata.deletionTimestamp !== undefined) return;
  applied.delete(memoryKey(object));
  await swallow(store.delete(object, deletion(object)), 'NotFound');
}

async function applyChild(
  management: Management,
  desired: StoredObject,
  observed: StoredObject | undefined,
): Promise<void> {
  if (management.strategy === 'server-side-apply') return applyByServer(management, desired, observed);
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

async function applyByServer(
  management: Management,
  desired: StoredObject,
  observed: StoredObject | undefined,
): Promise<void> {
  if (observed?.metadata.deletionTimestamp !== undefined) return;
  const wanted = sanitized(management.parent, desired);
  const text = JSON.stringify(wanted);
  const key = memoryKey(wanted);
  const remember = (object: StoredObject): void =>
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

function sanitized(parent: StoredObject, desired: StoredObject): StoredObject {
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

async function dropLastApplied(store: Store, observed: StoredObject): Promise<void> {
  if (observed.metadata.annotations?.[LAST_APPLIED_ANNOTATION] === undefined) return;
  await swallow(store.update(withoutLastApplied(observed)), 'NotFound');
}

/** Generation where the kind has one, so that label drift of a Deployment goes unseen; the resource version elsewhere. */
function versionOf({ metadata }: StoredObject): string {
  const { uid, generation = 0, resourceVersion } = metadata;
  return `${uid}/${generation === 0 ? resourceVersion : generation}`;
}

function methodFor(controller: CompositeController, child: StoredObject): UpdateMethod {
  const isRuleOf = (rule: ChildRule): boolean =>
    apiGroup(rule.apiVersion) === apiGroup(child.apiVersion) &&
    findResource(rule.apiVersion, rule.resource)?.kind === child.kind;
  return controller.spec.childResources.find(isRuleOf)?.updateStrategy?.method ?? 'OnDelete';
}

function deletion(object: StoredObject): { readonly uid?: string; readonly propagation: 'Background' } {
  const { uid } = object.metadata;
  return { ...(uid === undefined ? {} : { uid }), propagation: 'Background' };
}

function memoryKey(object: StoredObject): string {
  return `${apiGroup(object.apiVersion)}/${object.kind}/${objectKey(object)}`;
}

/** Waits for a write; these refusals mean that somebody else was quicker, and the next event repeats the step. */
async function swallow(write: Promise<unknown>, ...reasons: readonly string[]): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isRefusal(error, ...reasons)) throw error;
  }
}
