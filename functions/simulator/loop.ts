// The loop itself: caches feed a queue, one worker syncs, failures are retried as Metacontroller does.

import type { ApplyStrategy } from './management.ts';
import type { CompositeController } from './composite-controller.ts';
import { type Counts, countRequests } from './counts.ts';
import { createCustomize } from './customize.ts';
import { ProcessCrash } from './hook-answer.ts';
import { TooManyRequests } from './hook-client.ts';
import { createInformers } from './informer.ts';
import { type KubeObject, objectKey } from '../kube/object.ts';
import { type Queue, startQueue } from './queue.ts';
import { messageOf, type Store } from './store.ts';
import { syncParent } from './sync.ts';
import { childKinds, keysToSync, parentKind } from './triggers.ts';

/** What the loop is started with. */
export interface LoopSetup {
  readonly store: Store;
  readonly controller: CompositeController;
  readonly ca: string | undefined;
  readonly strategy: ApplyStrategy;
  readonly onSyncError: (error: { readonly parent: string; readonly message: string }) => void;
}

/** A running loop. */
export interface Loop {
  readonly counts: Counts;
  readonly resync: () => void;
  /** Time since anything happened; 0 while something is being done. */
  readonly quietMs: () => number;
  /** What ended the loop, if anything did. */
  readonly crash: () => Error | undefined;
  readonly stop: () => Promise<void>;
}

/** Starts all caches, then the worker. Rejects when a kind cannot be watched. */
export async function startLoop(setup: LoopSetup): Promise<Loop> {
  const { controller, ca, strategy } = setup;
  const { store, counts } = countRequests(setup.store);
  const state: State = { activity: Date.now(), crash: undefined, parents: () => [], parent: () => undefined };
  const informers = createInformers(store, (kind, change) => {
    state.activity = Date.now();
    const { isRelated } = customize;
    for (const key of keysToSync({ controller, kind, change, parents: state.parents, isRelated })) queue.add(key);
  });
  const customize = createCustomize({ controller, ca, informer: informers.of });
  const caches = Promise.all(childKinds(controller).map(informers.of));
  const base = { store, controller, ca, strategy, applied: new Map(), customize };
  const sync = async (key: string): Promise<void> => {
    const children = await caches;
    const parent = state.parent(key);
    if (parent === undefined) return;
    counts.syncs += 1;
    const delaySeconds = await syncParent({ ...base, children }, parent);
    if (delaySeconds > 0) queue.addAfter(key, delaySeconds * 1000);
  };
  const queue = startQueue(
    (key) =>
      sync(key).then(
        () => queue.forget(key),
        comeAgain(setup, key, () => queue),
      ),
    (error) => {
      state.crash = error instanceof Error ? error : new Error(String(error));
    },
  );
  const [parentCache] = await Promise.all([informers.of(parentKind(controller)), caches]);
  state.parents = parentCache.list;
  state.parent = parentCache.find;
  const resync = (): void => state.parents().forEach((parent) => queue.add(objectKey(parent)));
  resync();
  const stop = (): Promise<void> => queue.stop().then(informers.stop);
  return { counts, resync, quietMs: () => quietMs(state, queue), crash: () => state.crash, stop };
}

interface State {
  activity: number;
  crash: Error | undefined;
  parents: (namespace?: string) => readonly KubeObject[];
  /** By `namespace/name`. */
  parent: (key: string) => KubeObject | undefined;
}

function quietMs(state: State, queue: Queue): number {
  if (queue.isIdle()) return Date.now() - state.activity;
  state.activity = Date.now();
  return 0;
}

/** A 429 is retried after its Retry-After, or at once; every other failure makes an event and backs off; a crash ends the loop. */
function comeAgain(setup: LoopSetup, key: string, queue: () => Queue): (error: unknown) => void {
  return (error) => {
    if (error instanceof ProcessCrash) throw error;
    if (error instanceof TooManyRequests) return queue().addAfter(key, error.seconds * 1000);
    setup.onSyncError({ parent: key, message: `Sync error: ${messageOf(error)}` });
    queue().addRateLimited(key);
  };
}
