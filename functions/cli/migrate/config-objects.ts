// Migrate: objects that servers refer to. ToolHive's operator put a finalizer on each of their kinds, which only it removes: without
// it the object could never be deleted, nor could its namespace.

import { configResource, CONFIG_KINDS } from '../../decode/config-kinds.ts';
import { isToolHives, isToolHivesFinalizer } from '../../decode/other-operator.ts';
import type { KubeObject } from '../../kube/object.ts';
import { isSameObject } from '../offline/sync.ts';
import { type Change, changeOf } from './change.ts';

const PATH = '/metadata/finalizers';
const KINDS: ReadonlySet<string> = new Set(CONFIG_KINDS.map((kind) => configResource(kind).kind));

/** All objects of these kinds, whether a server names them or not. */
export function findConfigObjects(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(({ kind, apiVersion }) => KINDS.has(kind) && apiVersion.startsWith('toolhive.'));
}

/** Those that wait for ToolHive's operator when they are deleted. */
export function findHeldConfigs(objects: readonly KubeObject[]): readonly KubeObject[] {
  return findConfigObjects(objects).filter(isToolHives);
}

/** Takes ToolHive's finalizers away; those of others stay. One that is being deleted goes with the last. */
export function releaseConfig(now: KubeObject): Change | undefined {
  if (!isToolHives(now)) return undefined;
  const value = (now.metadata.finalizers ?? []).filter((finalizer) => !isToolHivesFinalizer(finalizer));
  return changeOf(now, [{ path: PATH, value, message: "ToolHive's finalizer removed" }]);
}

/** Gives back those that the backup has, unless the object is being deleted. */
export function returnConfig(now: KubeObject, backup: readonly KubeObject[]): Change | undefined {
  const { finalizers = [], deletionTimestamp, uid } = now.metadata;
  const before = backup.find((object) => isSameObject(object, now) && object.metadata.uid === uid);
  const missing = (before?.metadata.finalizers ?? []).filter(
    (finalizer) => isToolHivesFinalizer(finalizer) && !finalizers.includes(finalizer),
  );
  if (missing.length === 0 || deletionTimestamp !== undefined) return undefined;
  return changeOf(now, [{ path: PATH, value: [...finalizers, ...missing], message: "ToolHive's finalizer" }]);
}

/** One sentence for each that still waits. */
export function verifyConfigs(objects: readonly KubeObject[]): readonly string[] {
  return findHeldConfigs(objects).map(
    ({ kind, metadata }) =>
      `${kind} ${metadata.namespace ?? ''}/${metadata.name}: ToolHive's finalizer is still there: it could never be deleted`,
  );
}
