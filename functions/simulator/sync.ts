// Step of the loop: one sync of one parent, from the observed children to the written status.

import { kindKey } from '../decode/observed.ts';
import { CONTROLLER_UID } from '../kube/metacontroller.ts';
import { controllerOf, type Fields, type KubeObject, objectKey, withMetadata } from '../kube/object.ts';
import { claimChildren } from './claim.ts';
import { manageChildren } from './children.ts';
import type { AppliedMemory, ApplyStrategy, Family } from './management.ts';
import type { CompositeController } from './composite-controller.ts';
import type { Customize } from './customize.ts';
import { callSync } from './hook-client.ts';
import type { Informer } from './informer.ts';
import type { ResourceKind } from './kinds.ts';
import { writeStatus } from './status.ts';
import { messageOf, type Store } from './store.ts';
import { parentKind } from './triggers.ts';

/** What a sync works with; the same for all parents. */
export interface SyncSetup {
  readonly store: Store;
  readonly controller: CompositeController;
  readonly ca: string | undefined;
  readonly strategy: ApplyStrategy;
  readonly applied: AppliedMemory;
  readonly children: readonly Informer[];
  readonly customize: Customize;
}

/**
 * Syncs one parent: claim, related objects, hook, children, status. Nothing is written when the hook fails. Children that
 * the API server refuses do not keep the status from being written. Returns the delay that the hook asked for, in seconds.
 */
export async function syncParent(setup: SyncSetup, parent: KubeObject): Promise<number> {
  const { store, controller, ca } = setup;
  const observed = await claimAll(setup, parent);
  const related = familyOf(await setup.customize.related(parent));
  const request = { controller, parent, children: wireForm(observed), related: wireForm(related), finalizing: false };
  const answer = await callSync(controller.spec.hooks.sync, ca, request);
  const desired = groupByKind(answer.children.map((child) => selectable(parent, child)));
  const problem = await problemOf(async () => {
    if (parent.metadata.deletionTimestamp === undefined) await manageChildren({ ...setup, parent }, observed, desired);
  });
  try {
    await writeStatus(store, parentKind(controller), { parent, status: answer.status });
  } catch (error) {
    throw new Error(`can't update status for ${parent.kind} ${objectKey(parent)}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (problem !== undefined) throw problem;
  return answer.resyncAfterSeconds;
}

async function claimAll(setup: SyncSetup, parent: KubeObject): Promise<Family> {
  const { store, controller } = setup;
  const claimed = setup.children.map(async (informer) => {
    const candidates = informer.list(parent.metadata.namespace).filter((object) => isCandidate(parent, object));
    return [
      informer.kind,
      await claimChildren({ store, parent, parentKind: parentKind(controller), kind: informer.kind }, candidates),
    ] as const;
  });
  return familyOf(await Promise.all(claimed));
}

function isCandidate(parent: KubeObject, object: KubeObject): boolean {
  const owner = controllerOf(object);
  return (
    object.metadata.namespace === parent.metadata.namespace &&
    (owner === undefined || owner.uid === parent.metadata.uid)
  );
}

function familyOf(groups: readonly (readonly [ResourceKind, readonly KubeObject[]])[]): Family {
  const family = new Map<string, Map<string, KubeObject>>();
  for (const [kind, objects] of groups) {
    const key = kindKey(kind.apiVersion, kind.kind);
    const group = family.get(key) ?? new Map<string, KubeObject>();
    for (const object of objects) group.set(objectKey(object), object);
    family.set(key, group);
  }
  return family;
}

/** Desired children by kind; of two with the same name the last wins. */
function groupByKind(children: readonly KubeObject[]): Family {
  const family = new Map<string, Map<string, KubeObject>>();
  for (const child of children) {
    const key = kindKey(child.apiVersion, child.kind);
    const group = family.get(key) ?? new Map<string, KubeObject>();
    family.set(key, group.set(objectKey(child), child));
  }
  return family;
}

/** A desired child in the parent's namespace with the label of the generated selector. Other labels than strings end the sync. */
function selectable(parent: KubeObject, child: KubeObject): KubeObject {
  const labels: Fields = child.metadata.labels ?? {};
  const name = `${child.kind} ${parent.metadata.namespace}/${child.metadata.name}`;
  if (Object.values(labels).some((value) => typeof value !== 'string'))
    throw new Error(`invalid labels on desired child ${name}`);
  const own = labels[CONTROLLER_UID] ?? parent.metadata.uid;
  if (own !== parent.metadata.uid) throw new Error(`labels on desired child ${name} don't match parent selector`);
  const namespace = child.metadata.namespace ?? parent.metadata.namespace;
  return withMetadata(child, { namespace, labels: { ...labels, [CONTROLLER_UID]: own } });
}

function wireForm(family: Family): Fields {
  return Object.fromEntries([...family].map(([key, group]) => [key, Object.fromEntries(group)]));
}

async function problemOf(work: () => Promise<void>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
