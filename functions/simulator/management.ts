// What both apply strategies share: their setting, the update method of a child, and which refusals do not matter.

import type { ChildRule, CompositeController, UpdateMethod } from './composite-controller.ts';
import { apiGroup, findResource } from './kinds.ts';
import { type KubeObject, objectKey } from '../kube/object.ts';
import { isRefusal, type Store } from './store.ts';

/** Metacontroller's `--apply-strategy`. */
export type ApplyStrategy = 'dynamic-apply' | 'server-side-apply';

/** What server-side apply remembers of a child: if nothing of it moved, no request is made. Lost when the loop ends. */
export type AppliedMemory = Map<string, { readonly desired: string; readonly version: string }>;

/** Everything that managing children needs. */
export interface Management {
  readonly store: Store;
  readonly controller: CompositeController;
  readonly strategy: ApplyStrategy;
  readonly applied: AppliedMemory;
  readonly parent: KubeObject;
}

/** Children by `Kind.apiVersion`, then by `namespace/name`. */
export type Family = ReadonlyMap<string, ReadonlyMap<string, KubeObject>>;

/** How an existing child is changed: by the rule of its group and kind, OnDelete without one. */
export function methodFor(controller: CompositeController, child: KubeObject): UpdateMethod {
  const isRuleOf = (rule: ChildRule): boolean =>
    apiGroup(rule.apiVersion) === apiGroup(child.apiVersion) &&
    findResource(rule.apiVersion, rule.resource)?.kind === child.kind;
  return controller.spec.childResources.find(isRuleOf)?.updateStrategy?.method ?? 'OnDelete';
}

/** Deletes what was observed and nothing newer of the same name. */
export function deletion(object: KubeObject): { readonly uid?: string; readonly propagation: 'Background' } {
  const { uid } = object.metadata;
  return { ...(uid === undefined ? {} : { uid }), propagation: 'Background' };
}

/** The child's place in what server-side apply remembers. */
export function memoryKey(object: KubeObject): string {
  return `${apiGroup(object.apiVersion)}/${object.kind}/${objectKey(object)}`;
}

/** Waits for a write. Refusals for conflicts are ignored: the next event repeats the step. */
export async function swallow(write: Promise<unknown>, ...reasons: readonly string[]): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isRefusal(error, ...reasons)) throw error;
  }
}
