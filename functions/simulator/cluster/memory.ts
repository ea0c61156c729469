// Storage of the in-memory API server: objects by kind and key, resource versions, watches. No rules of the API here.

import type { ResourceKind } from '../kinds.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { isKubeObject, type KubeObject, objectKey, withMetadata, withoutUndefined } from '../../kube/object.ts';
import type { StoreEvent } from '../store.ts';

/** Storage. Events reach watchers later, in order, as over a network. */
export interface Memory {
  readonly objects: () => readonly KubeObject[];
  readonly find: (kind: ResourceKind, key: string) => KubeObject | undefined;
  /** Objects by what the garbage collector asks for. */
  readonly family: Family;
  /** Stores an object in the kind's version. Nothing changed: nothing happens and the resource version stays. */
  readonly put: (kind: ResourceKind, object: KubeObject) => KubeObject;
  readonly remove: (kind: ResourceKind, object: KubeObject) => void;
  readonly watch: (kind: ResourceKind, onEvent: (event: StoreEvent) => void) => () => void;
  /** Called after each change, with the object as it is now or, if it is gone, was last. */
  readonly onChange: (listener: (object: KubeObject) => void) => void;
}

/** Owners and what they own. Looking up costs the size of the answer, not of the cluster. */
export interface Family {
  readonly find: (uid: string) => KubeObject | undefined;
  /** What has a reference to this owner. */
  readonly dependents: (uid: string) => readonly KubeObject[];
}

/** Empty storage. */
export function createMemory(): Memory {
  const stored = new Map<string, KubeObject>();
  const watches = new Map<string, Set<(event: StoreEvent) => void>>();
  const listeners: ((object: KubeObject) => void)[] = [];
  const family = createFamily();
  let revision = 0;

  const emit = (kind: ResourceKind, event: StoreEvent): void => {
    for (const notify of watches.get(prefix(kind)) ?? []) setImmediate(notify, event);
    for (const listener of listeners) listener(event.object);
  };
  return {
    objects: () => [...stored.values()],
    find: (kind, key) => stored.get(prefix(kind) + key),
    family,
    put: (kind, object) => {
      const key = prefix(kind) + objectKey(object);
      const [before, plain] = [stored.get(key), inVersion(kind, object)];
      if (before !== undefined && isEqual(versionless(before), versionless(plain))) return before;
      revision += 1;
      const after = withMetadata(plain, { resourceVersion: String(revision) });
      stored.set(key, after);
      family.replace(before, after);
      emit(kind, { type: before === undefined ? 'ADDED' : 'MODIFIED', object: after });
      return after;
    },
    remove: (kind, object) => {
      const key = prefix(kind) + objectKey(object);
      family.replace(stored.get(key), undefined);
      if (stored.delete(key)) emit(kind, { type: 'DELETED', object });
    },
    watch: (kind, onEvent) => {
      const group = watches.get(prefix(kind)) ?? new Set();
      watches.set(prefix(kind), group.add(onEvent));
      for (const [key, object] of stored) if (key.startsWith(prefix(kind))) onEvent({ type: 'ADDED', object });
      return () => void group.delete(onEvent);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

interface ChangingFamily extends Family {
  readonly replace: (before: KubeObject | undefined, after: KubeObject | undefined) => void;
}

function createFamily(): ChangingFamily {
  const objects = new Map<string, KubeObject>();
  const owned = new Map<string, Set<string>>();
  const find = (uid: string): KubeObject | undefined => objects.get(uid);
  return {
    find,
    dependents: (uid) => [...(owned.get(uid) ?? [])].flatMap((own) => find(own) ?? []),
    replace: (before, after) => {
      const uid = (after ?? before)?.metadata.uid;
      if (uid === undefined) return;
      for (const owner of ownersOf(before)) owned.get(owner)?.delete(uid);
      for (const owner of ownersOf(after)) owned.set(owner, (owned.get(owner) ?? new Set()).add(uid));
      if (after === undefined) objects.delete(uid);
      else objects.set(uid, after);
    },
  };
}

function ownersOf(object: KubeObject | undefined): readonly string[] {
  return (object?.metadata.ownerReferences ?? []).map(({ uid }) => uid);
}

function prefix(kind: ResourceKind): string {
  return `${kind.kind}.${kind.apiVersion}|`;
}

function inVersion(kind: ResourceKind, object: KubeObject): KubeObject {
  const copy: unknown = structuredClone(withoutUndefined({ ...object, apiVersion: kind.apiVersion }));
  return isKubeObject(copy) ? copy : object;
}

function versionless(object: KubeObject): KubeObject {
  return withMetadata(object, { resourceVersion: undefined });
}
