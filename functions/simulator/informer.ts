// The loop's view of one kind: a cache that a watch keeps up to date, a little behind the truth as in the real program.

import type { ResourceKind } from './kinds.ts';
import { type KubeObject, objectKey } from '../kube/object.ts';
import type { Store } from './store.ts';

/** A change as handlers see it. `before` is absent for an addition, `after` for a deletion. */
export interface Change {
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}

/** A cache of all objects of a kind. */
export interface Informer {
  readonly kind: ResourceKind;
  /** Those of a namespace, without one all. The cost is that of the answer, so a loop over many namespaces stays linear. */
  readonly list: (namespace?: string) => readonly KubeObject[];
  /** By `objectKey`. */
  readonly find: (key: string) => KubeObject | undefined;
  readonly stop: () => void;
}

/** Starts a cache; resolves when it holds everything that exists. Events that change nothing reach nobody. */
export async function startInformer(
  store: Store,
  kind: ResourceKind,
  onChange: (change: Change) => void,
): Promise<Informer> {
  const cache = createCache();
  const stop = await store.watch(kind, ({ type, object }) => {
    const key = objectKey(object);
    const before = cache.get(key);
    if (type === 'DELETED') {
      cache.delete(key);
      onChange({ before: before ?? object, after: undefined });
      return;
    }
    cache.set(key, object);
    if (before?.metadata.resourceVersion !== object.metadata.resourceVersion) onChange({ before, after: object });
  });
  return {
    kind,
    list: cache.list,
    find: cache.get,
    stop,
  };
}

interface Cache {
  readonly get: (key: string) => KubeObject | undefined;
  readonly set: (key: string, object: KubeObject) => void;
  readonly delete: (key: string) => void;
  readonly list: Informer['list'];
}

/** Objects by key, and the same by namespace. */
function createCache(): Cache {
  const objects = new Map<string, KubeObject>();
  const byNamespace = new Map<string, Map<string, KubeObject>>();
  return {
    get: (key) => objects.get(key),
    set: (key, object) => {
      objects.set(key, object);
      const { namespace = '' } = object.metadata;
      const group = byNamespace.get(namespace) ?? new Map<string, KubeObject>();
      byNamespace.set(namespace, group.set(key, object));
    },
    delete: (key) => {
      const group = byNamespace.get(objects.get(key)?.metadata.namespace ?? '');
      group?.delete(key);
      objects.delete(key);
    },
    list: (namespace) => [...(namespace === undefined ? objects : (byNamespace.get(namespace) ?? NONE)).values()],
  };
}

const NONE: ReadonlyMap<string, KubeObject> = new Map();

/** Caches of many kinds, each started when it is first asked for. */
export interface Informers {
  readonly of: (kind: ResourceKind) => Promise<Informer>;
  readonly stop: () => Promise<void>;
}

/** No caches yet; `onChange` hears of every change in any of them. */
export function createInformers(store: Store, onChange: (kind: ResourceKind, change: Change) => void): Informers {
  const started = new Map<ResourceKind, Promise<Informer>>();
  return {
    of: (kind) => {
      const informer = started.get(kind) ?? startInformer(store, kind, (change) => onChange(kind, change));
      started.set(kind, informer);
      return informer;
    },
    stop: async () => {
      for (const result of await Promise.allSettled(started.values()))
        if (result.status === 'fulfilled') result.value.stop();
    },
  };
}
