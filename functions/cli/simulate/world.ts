// Simulate: a cluster in memory with the operator, one server in it, and a record of what happens to its objects.

import type { Settings } from '../../decode/settings.ts';
import { createMemoryStore, type MemoryStore } from '../../simulator/cluster/memory-store.ts';
import { startWorkloads } from '../../simulator/cluster/workloads.ts';
import { startInformer } from '../../simulator/informer.ts';
import { findKind, KINDS, MCP_SERVER } from '../../simulator/kinds.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { readObject, readString } from '../../kube/json-reader.ts';
import { isKubeObject, type KubeObject, objectKey, withMetadata, without } from '../../kube/object.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { retryConflicts, type Store } from '../../simulator/store.ts';
import { childName } from '../compare/children.ts';
import { startHookServer } from './hook-server.ts';

/** What happened since the last call of `settle`. */
export interface Episode {
  /** `Kind/name` of children, with the net effect on each. */
  readonly changes: readonly (readonly [child: string, what: What])[];
  readonly phase: string;
  readonly message: string;
  /** Errors that Metacontroller would report as events, each once. */
  readonly errors: readonly string[];
}

/** A running simulation of one server. */
export interface World {
  readonly store: MemoryStore;
  readonly server: () => KubeObject;
  /** The live object of a kind and name, if it is there. */
  readonly find: (kind: string, name: string) => KubeObject | undefined;
  readonly setHooksDown: (isDown: boolean) => void;
  /** From now on no pod can be created, for this reason; undefined: they can again. */
  readonly refusePods: (reason: string | undefined) => void;
  /** Asks the hooks again, as every resync period does. */
  readonly resync: () => void;
  /** Waits until nothing changes any more, and returns what did. */
  readonly settle: () => Promise<Episode>;
  readonly stop: () => Promise<void>;
}

/** Pods become ready after this time. */
const POD_START_MS = 30;
/** Without a change for this long everything has settled. Longer than a pod needs to start. */
const QUIET_MS = 300;

/** Starts everything and applies the server. */
export async function startWorld(
  parent: KubeObject,
  { others, settings }: { readonly others: readonly KubeObject[]; readonly settings: Settings },
): Promise<World> {
  const store = createMemoryStore();
  const hooks = await startHookServer(settings);
  const workloads = await startWorkloads(store, { readyAfterMs: POD_START_MS });
  const simulator = await startSimulator({ store, hookBaseUrl: hooks.url });
  const recorder = await startRecorder(store);
  const find = (kind: string, name: string): KubeObject | undefined =>
    store.objects().find((object) => object.kind === kind && object.metadata.name === name);
  const server = (): KubeObject => find('MCPServer', parent.metadata.name) ?? parent;
  const stop = async (): Promise<void> => {
    recorder.stop();
    await simulator.stop();
    await workloads.stop();
    await hooks.stop();
  };
  try {
    await Promise.all(lastOfEach(others.filter(isKnown)).map((object) => store.create(asNew(object))));
    await store.create(asNew(parent));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    store,
    server,
    find,
    setHooksDown: hooks.setDown,
    refusePods: workloads.refusePods,
    resync: simulator.resync,
    settle: teller(simulator, recorder, server),
    stop,
  };
}

/** Waits, and returns what was not reported before. */
function teller(
  simulator: Awaited<ReturnType<typeof startSimulator>>,
  recorder: Awaited<ReturnType<typeof startRecorder>>,
  server: () => KubeObject,
): World['settle'] {
  let reported = 0;
  return async () => {
    await simulator.settled(QUIET_MS);
    const status = readObject(server(), 'status');
    const errors = new Set(simulator.errors.slice(reported).map((error) => error.message));
    reported = simulator.errors.length;
    return {
      changes: recorder.take(),
      phase: readString(status, 'phase') ?? '',
      message: readString(status, 'message') ?? '',
      errors: [...errors],
    };
  };
}

/** Who applies an object twice has the second. */
function lastOfEach(objects: readonly KubeObject[]): readonly KubeObject[] {
  return [...new Map(objects.map((object) => [`${object.kind} ${objectKey(object)}`, object])).values()];
}

function isKnown({ apiVersion, kind }: KubeObject): boolean {
  return kind !== 'Pod' && findKind(apiVersion, kind) !== undefined;
}

function asNew(object: KubeObject): KubeObject {
  const rest = without(
    withMetadata(object, { uid: undefined, resourceVersion: undefined, creationTimestamp: undefined }),
    'status',
  );
  return isKubeObject(rest) ? rest : object;
}

/** Changes an object as a user would; retries after a conflict. */
export async function edit(store: Store, object: KubeObject, change: (live: KubeObject) => KubeObject): Promise<void> {
  const kind = findKind(object.apiVersion, object.kind) ?? MCP_SERVER;
  await retryConflicts(async () => {
    const live = await store.get(kind, object.metadata.namespace, object.metadata.name);
    if (live !== undefined) await store.update(change(live));
  });
}

/** The net effect on an object. */
export type What = 'created' | 'changed' | 'deleted' | 'recreated';

/** Keeps the net effect on each child: created and changed is created. */
async function startRecorder(
  store: Store,
): Promise<{ readonly take: () => readonly (readonly [string, What])[]; readonly stop: () => void }> {
  const seen = new Map<string, What>();
  const watched = KINDS.filter(({ kind }) => kind !== 'MCPServer' && kind !== 'Namespace');
  const informers = await Promise.all(
    watched.map((kind) =>
      startInformer(store, kind, ({ before, after }) => {
        const object = after ?? before;
        if (object === undefined || (after !== undefined && before !== undefined && isSameContent(before, after)))
          return;
        const what = after === undefined ? 'deleted' : before === undefined ? 'created' : 'changed';
        const key = object.kind === 'Pod' ? podKey(object) : childName(object);
        seen.set(key, combine(seen.get(key), what));
      }),
    ),
  );
  const take = (): readonly (readonly [string, What])[] => {
    const all = [...seen].toSorted(([left], [right]) => (left < right ? -1 : 1));
    seen.clear();
    return all;
  };
  return { take, stop: () => informers.forEach((informer) => informer.stop()) };
}

/** Pods of a proxy have random names, which mean nothing. */
function podKey({ metadata }: KubeObject): string {
  const hash = metadata.labels?.['pod-template-hash'];
  return `Pod/${hash === undefined ? metadata.name : metadata.name.replace(new RegExp(`-${hash}-.*$`), '-*')}`;
}

function combine(before: What | undefined, now: What): What {
  if (before === undefined || before === now) return now;
  const isNewAndOld = now !== 'changed' && before !== 'changed';
  return isNewAndOld ? 'recreated' : now === 'changed' ? before : now;
}

function isSameContent(before: KubeObject, after: KubeObject): boolean {
  return isEqual(content(before), content(after));
}

function content(object: KubeObject): unknown {
  return [without(object, 'metadata', 'status'), object.metadata.labels, object.metadata.annotations];
}
