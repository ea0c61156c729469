// Metacontroller's composite controller in miniature: watches parents, children and related objects and syncs what changed.

import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplyStrategy } from './management.ts';
import { type CompositeController, compositeController } from './composite-controller.ts';
import type { Counts } from './counts.ts';
import { startLoop } from './loop.ts';
import type { Store } from './store.ts';

/** How to run the loop. */
export interface SimulatorOptions {
  readonly store: Store;
  /** `/sync` and `/customize` are appended. */
  readonly hookBaseUrl: string;
  /** PEM of the CA that signed the hooks' certificate. */
  readonly ca?: string;
  /** Default `dynamic-apply`, Metacontroller's own. */
  readonly applyStrategy?: ApplyStrategy;
  /** Instead of the CompositeController that `compositeController(hookBaseUrl)` gives. */
  readonly controller?: CompositeController;
  /** Called for each Warning `SyncError` that the real program would write to a parent. */
  readonly onSyncError?: (event: SyncError) => void;
}

/** A Warning event of reason `SyncError`. */
export interface SyncError {
  /** `namespace/name` of the parent. */
  readonly parent: string;
  readonly message: string;
}

/** A running loop. */
export interface Simulator {
  /** Requests to the store and to the hooks so far. */
  readonly counts: Counts;
  /** All `SyncError` events so far. */
  readonly errors: readonly SyncError[];
  /**
   * Resolves when nothing has happened for so long after the call (default 100 ms); rejects if the process would have crashed.
   * Back-offs are not waited for.
   */
  readonly settled: (quietMs?: number) => Promise<void>;
  /** Syncs every parent now, as the resync period does. */
  readonly resync: () => void;
  /** Stops everything that it started; the store stays. */
  readonly stop: () => Promise<void>;
}

const DEFAULT_QUIET_MS = 100;
const POLL_MS = 5;

/** Starts the loop; resolves when all its caches are filled. Rejects if a kind cannot be watched. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const controller = options.controller ?? compositeController(options.hookBaseUrl);
  const errors: SyncError[] = [];
  const loop = await startLoop({
    store: options.store,
    controller,
    ca: options.ca,
    strategy: options.applyStrategy ?? 'dynamic-apply',
    onSyncError: (error) => {
      errors.push(error);
      options.onSyncError?.(error);
    },
  });
  const resync = setInterval(loop.resync, controller.spec.resyncPeriodSeconds * 1000);
  const settled = async (quietMs = DEFAULT_QUIET_MS, sinceMs = Date.now()): Promise<void> => {
    const crash = loop.crash();
    if (crash !== undefined) throw crash;
    if (Math.min(loop.quietMs(), Date.now() - sinceMs) >= quietMs) return;
    await sleep(POLL_MS);
    await settled(quietMs, sinceMs);
  };
  return {
    counts: loop.counts,
    errors,
    settled: (quietMs) => settled(quietMs),
    resync: loop.resync,
    stop: async () => {
      clearInterval(resync);
      await loop.stop();
    },
  };
}
