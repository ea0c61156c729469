// Step of the loop: which parents a change concerns.

import { isSelected } from './claim.ts';
import type { CompositeController } from './composite-controller.ts';
import type { Change } from './informer.ts';
import { findResource, type ResourceKind } from './kinds.ts';
import { isEqual } from '../kube/json-equal.ts';
import { controllerOf, type KubeObject, objectKey } from '../kube/object.ts';

/** A change and what is needed to judge it. */
export interface Trigger {
  readonly controller: CompositeController;
  readonly kind: ResourceKind;
  readonly change: Change;
  /** Those of a namespace, without one all. */
  readonly parents: (namespace?: string) => readonly KubeObject[];
  readonly isRelated: (parent: KubeObject, object: KubeObject) => boolean;
}

/** Keys of the parents to sync: the parent itself, the owner of a child, parents that could adopt it, parents related to it. */
export function keysToSync(trigger: Trigger): readonly string[] {
  const { kind, change, controller, parents } = trigger;
  const object = change.after ?? change.before;
  if (object === undefined) return [];
  if (kind === parentKind(controller)) {
    return controller.spec.parentResource.ignoreStatusChanges && isIgnored(change) ? [] : [objectKey(object)];
  }
  const isChild = childKinds(controller).includes(kind);
  const seen = [change.before, change.after].filter((state) => state !== undefined);
  // An object of a namespace concerns parents of that namespace only; one of the cluster can concern all.
  return parents(object.metadata.namespace)
    .filter(
      (parent) => (isChild && isOfFamily(parent, change)) || seen.some((state) => trigger.isRelated(parent, state)),
    )
    .map(objectKey);
}

/** The kind of a CompositeController's parents; one that discovery does not know keeps the loop from starting. */
export function parentKind({ spec: { parentResource } }: CompositeController): ResourceKind {
  const { apiVersion, resource } = parentResource;
  const kind = findResource(apiVersion, resource);
  if (kind === undefined) throw new Error(`can't find parent resource ${resource} in apiVersion ${apiVersion}`);
  return kind;
}

/** The kinds of a CompositeController's children; one that discovery does not know keeps the loop from starting. */
export function childKinds(controller: CompositeController): readonly ResourceKind[] {
  return controller.spec.childResources.map((rule) => {
    const kind = findResource(rule.apiVersion, rule.resource);
    if (kind === undefined)
      throw new Error(`can't find child resource ${rule.resource} in apiVersion ${rule.apiVersion}`);
    return kind;
  });
}

/** A parent whose generation, labels and annotations are the same, and that is not being deleted: only its status moved. */
function isIgnored({ before, after }: Change): boolean {
  if (before === undefined || after === undefined || after.metadata.deletionTimestamp !== undefined) return false;
  return isEqual(watched(before), watched(after));
}

function isOfFamily(parent: KubeObject, { before, after }: Change): boolean {
  const object = after ?? before;
  if (object === undefined || object.metadata.namespace !== parent.metadata.namespace) return false;
  const owner = controllerOf(object);
  if (owner !== undefined) return owner.uid === parent.metadata.uid;
  // Nobody can adopt an orphan that is deleted or being deleted.
  return after !== undefined && after.metadata.deletionTimestamp === undefined && isSelected(parent, after);
}

function watched({ metadata }: KubeObject): readonly unknown[] {
  return [metadata.generation, metadata.labels, metadata.annotations];
}
