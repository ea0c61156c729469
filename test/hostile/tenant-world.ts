// An in-memory namespace with one server and the hooks; the test decides when a sync happens and what is written in between.

import { setImmediate as flush } from 'node:timers/promises';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { createMemoryStore, type MemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import { compositeController } from '../../functions/simulator/composite-controller.ts';
import { createCustomize } from '../../functions/simulator/customize.ts';
import { createInformers } from '../../functions/simulator/informer.ts';
import { findKind, MCP_SERVER } from '../../functions/simulator/kinds.ts';
import type { ApplyStrategy } from '../../functions/simulator/management.ts';
import { type Fields, type KubeObject, withFields } from '../../functions/kube/object.ts';
import { messageOf, type Store } from '../../functions/simulator/store.ts';
import { syncParent } from '../../functions/simulator/sync.ts';
import { childKinds } from '../../functions/simulator/triggers.ts';
import { type Exchange, startRecordingHooks } from './recording-hooks.ts';

/** Both ways in which Metacontroller writes children. */
export const STRATEGIES: readonly ApplyStrategy[] = ['dynamic-apply', 'server-side-apply'];

/** What all servers of these tests are called, and where. */
export const SERVER: { readonly name: string; readonly namespace: string } = { name: 'srv', namespace: 'tools' };

/** How a namespace starts. */
export interface TenantWorldOptions {
  readonly strategy?: ApplyStrategy;
  readonly settings?: Settings;
  readonly spec?: Fields;
  /** Objects that are there before the server. */
  readonly others?: readonly KubeObject[];
  /** Wraps the API server that the loop writes to, to lose what it writes. */
  readonly wrapStore?: (store: Store) => Store;
}

/** What one sync did. */
export interface Sync {
  readonly exchange: Exchange | undefined;
  /** What the loop would report as an event. */
  readonly problem: string | undefined;
}

/** A namespace with one server. */
export interface TenantWorld {
  readonly store: MemoryStore;
  readonly server: () => KubeObject;
  /** The live object of a kind and name, if it is there. */
  readonly find: (kind: string, name: string) => KubeObject | undefined;
  /** One sync. `seen` is the server as the loop's cache has it, when that is late. */
  readonly sync: (seen?: KubeObject) => Promise<Sync>;
  /** Syncs until a sync changes nothing; returns all of them. Throws when it does not come to rest. */
  readonly converge: () => Promise<readonly Sync[]>;
  /** Replaces an object by what `change` makes of the live one, as a user with the rights to do so. Nothing when it does not exist. */
  readonly write: (kind: string, name: string, change: (live: KubeObject) => KubeObject) => Promise<void>;
  /** Both workloads report a ready pod. */
  readonly makeReady: () => Promise<void>;
  readonly setSettings: (settings: Settings) => void;
  readonly stop: () => Promise<void>;
}

/** Pods of the node are not for tenants. */
export const STRICT: Settings = { ...DEFAULT_SETTINGS, podSecurity: { enforce: 'baseline', warn: 'restricted' } };

const ROUNDS = 12;

/** A stored server that runs over streamable-http unless the spec says otherwise. */
export function serverObject(spec: Fields = {}): KubeObject {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { ...SERVER },
    spec: { image: 'ghcr.io/example/fetch:1.0.0', transport: 'streamable-http', ...spec },
  };
}

/** A ConfigMap of the same namespace. */
export function configMap(name: string, data: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: SERVER.namespace }, data };
}

/** Starts hooks and caches and stores the server; nothing is synced yet. */
export async function startTenantWorld(options: TenantWorldOptions = {}): Promise<TenantWorld> {
  const { strategy = 'dynamic-apply', settings = STRICT, spec, others = [] } = options;
  const store = createMemoryStore();
  const hooks = await startRecordingHooks(settings);
  const written = options.wrapStore?.(store) ?? store;
  const controller = compositeController(hooks.url);
  const informers = createInformers(written, () => {});
  const customize = createCustomize({ controller, ca: undefined, informer: informers.of });
  const children = await Promise.all(childKinds(controller).map(informers.of));
  const setup = { store: written, controller, ca: undefined, strategy, applied: new Map(), children, customize };
  await Promise.all(others.map((object) => store.create(object)));
  await store.create(serverObject(spec));
  const find: TenantWorld['find'] = (kind, name) =>
    store.objects().find((object) => object.kind === kind && object.metadata.name === name);
  const server = (): KubeObject => {
    const found = find('MCPServer', SERVER.name);
    if (found === undefined) throw new Error('the server is gone');
    return found;
  };
  const sync: TenantWorld['sync'] = async (seen) => {
    // Caches hear of writes a moment later.
    await flush();
    await flush();
    const asked = hooks.exchanges.length;
    const problem = await syncParent(setup, seen ?? server()).then(() => undefined, messageOf);
    return { exchange: hooks.exchanges.slice(asked).find(({ path }) => path === '/sync'), problem };
  };
  const write: TenantWorld['write'] = async (kind, name, change) => {
    const live = find(kind, name);
    if (live !== undefined) await store.update(change(live));
  };
  return {
    store,
    server,
    find,
    sync,
    converge: () => converge(sync, () => versionsOf(store)),
    write,
    makeReady: () => makeReady(store),
    setSettings: hooks.setSettings,
    stop: async () => {
      await informers.stop();
      await hooks.stop();
    },
  };
}

async function converge(
  sync: TenantWorld['sync'],
  versions: () => string,
  done: readonly Sync[] = [],
): Promise<readonly Sync[]> {
  const before = versions();
  const all = [...done, await sync()];
  if (versions() === before) return all;
  if (all.length >= ROUNDS) throw new Error(`the loop writes on and on: ${all.at(-1)?.problem ?? 'without a problem'}`);
  return converge(sync, versions, all);
}

/** Equal texts mean that nothing was stored; a refused write does not count. */
function versionsOf(store: MemoryStore): string {
  return store
    .objects()
    .map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`)
    .join();
}

async function makeReady(store: MemoryStore): Promise<void> {
  const workloads = store.objects().filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const counts = { replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1 };
  await Promise.all(
    workloads.map(async (workload) => {
      const status = { ...counts, observedGeneration: workload.metadata.generation };
      await store.updateStatus(withFields(workload, { status }));
    }),
  );
}

/** Stores a new object as somebody with the rights to do so; one of that name that is there already stays. */
export async function create(world: TenantWorld, object: KubeObject): Promise<void> {
  if (world.find(object.kind, object.metadata.name) === undefined) await world.store.create(object);
}

/** Deletes an object as somebody with the rights to do so. */
export async function remove(world: TenantWorld, kind: string, name: string): Promise<void> {
  const live = world.find(kind, name);
  if (live !== undefined && findKind(live.apiVersion, kind) !== MCP_SERVER) await world.store.delete(live);
}
