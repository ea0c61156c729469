// Step: stops without losing a request: not ready, keep serving, ask clients to disconnect, close.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Lifecycle } from './lifecycle.ts';
import { LAST_REQUESTS_MS } from '../requests/limits.ts';
import type { Listeners } from './listeners.ts';
import type { Log } from '../requests/log.ts';

/** What is stopped and how. */
export interface DrainPlan {
  readonly listeners: Listeners;
  readonly lifecycle: Lifecycle;
  readonly drainSeconds: number;
  readonly log: Log;
  /** Sends what is waiting to be sent elsewhere, such as traces; ends soon, and never rejects. */
  readonly flush?: () => Promise<void>;
}

/** Exit codes by shell convention, 128 + number of the signal, for a stop that could not wait. */
const HURRIED_EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

/** Sets what to drain, once something is open; until then a signal ends the process at once. */
export interface StopSignals {
  readonly drainWith: (plan: DrainPlan) => void;
}

/**
 * The first SIGTERM or SIGINT drains and ends the process with 0; the second ends it at once. Call it before anything else:
 * the first process of a container ignores a signal that it has no handler for, and would then hang until it is killed.
 */
export function onStopSignals(exit: (code: number) => void): StopSignals {
  let plan: DrainPlan | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (plan === undefined) return exit(HURRIED_EXIT[signal]);
      const draining = drain(plan);
      plan = undefined;
      return void draining.then(() => exit(0));
    });
  }
  return {
    drainWith: (next) => {
      plan = next;
    },
  };
}

/**
 * Serves on for the whole drain time, however quiet it is: that nobody is connected now does not mean that every node
 * has stopped sending. Answers carry `Connection: close` meanwhile. Then the listeners close, and requests that are still
 * running get `LAST_REQUESTS_MS`.
 */
export async function drain({ listeners, lifecycle, drainSeconds, log, flush }: DrainPlan): Promise<void> {
  lifecycle.drain();
  log.info('draining', { seconds: drainSeconds });
  await sleep(drainSeconds * 1000);
  const { hooks, operations } = listeners;
  const closed = new Promise<void>((resolve) => {
    hooks.close(() => resolve());
  });
  await Promise.race([closed, sleep(LAST_REQUESTS_MS, undefined, { ref: false })]);
  hooks.closeAllConnections();
  operations.close();
  operations.closeAllConnections();
  await flush?.();
  log.info('stopped');
}
