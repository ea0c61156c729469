// Storage of the in-memory API server: objects by kind and key, resource versions, watches. No rules of the API here.

import type { ResourceKind } from '../kinds.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { isKubeObject, type KubeObject, objectKey, withMetadata, withoutUndefined } from '../../kube/object.ts';
import type { StoreEvent } from '../store.ts';

/** Storage. Events reach watchers later, in order, as over a network. */
export interface Memory {
  readonly objects: () => readonly KubeObject[];
  readonly find: (kind: ResourceKind, key: string) => KubeObject | undefined;
  /** Stores an object in the kind's version. Nothing changed: nothing happens and the resource version stays. */
  readonly put: (kind: ResourceKind, object: KubeObject) => KubeObject;
  readonly remove: (kind: ResourceKind, object: KubeObject) => void;
  readonly watch: (kind: ResourceKind, onEvent: (event: StoreEvent) => void) => () => void;
  /** Called after each change. */
  readonly onChange: (listener: () => void) => void;
}

/** Empty storage. */
export function createMemory(): Memory {
  const stored = new Map<string, KubeObject>();
  const watches = new Map<string, Set<(event: StoreEvent) => void>>();
  const listeners: (() => void)[] = [];
  let revision = 0;

  const emit = (kind: ResourceKind, event: StoreEvent): void => {
    for (const notify of watches.get(prefix(kind)) ?? []) setImmediate(notify, event);
    for (const listener of listeners) listener();
  };
  return {
    objects: () => [...stored.values()],
    find: (kind, key) => stored.get(prefix(kind) + key),
    put: (kind, object) => {
      const before = stored.get(prefix(kind) + objectKey(object));
      const plain = inVersion(kind, object);
      if (before !== undefined && isEqual(versionless(before), versionless(plain))) return before;
      revision += 1;
      const after = withMetadata(plain, { resourceVersion: String(revision) });
      stored.set(prefix(kind) + objectKey(after), after);
      emit(kind, { type: before === undefined ? 'ADDED' : 'MODIFIED', object: after });
      return after;
    },
    remove: (kind, object) => {
      if (stored.delete(prefix(kind) + objectKey(object))) emit(kind, { type: 'DELETED', object });
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
