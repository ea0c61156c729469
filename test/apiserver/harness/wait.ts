// Test harness: waiting for something to become true.

import { setTimeout as sleep } from 'node:timers/promises';

/** Limits of a wait. Slow machines are expected: the limit ends a hang, it measures nothing. */
export interface WaitOptions {
  /** Seconds until giving up. @default 60 */
  readonly seconds?: number;
  /** Milliseconds between two looks. @default 250 */
  readonly everyMs?: number;
}

/** Looks again and again until `look` gives a value; throws with what was awaited and what the last look threw. */
export function waitFor<T>(what: string, look: () => Promise<T | undefined>, options: WaitOptions = {}): Promise<T> {
  const { seconds = 60, everyMs = 250 } = options;
  const end = Date.now() + seconds * 1000;
  const attempt = async (): Promise<T> => {
    const { value, error } = await tryOnce(look);
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`, { cause: error });
    await sleep(everyMs);
    return attempt();
  };
  return attempt();
}

async function tryOnce<T>(look: () => Promise<T | undefined>): Promise<{ value: T | undefined; error?: unknown }> {
  try {
    return { value: await look() };
  } catch (error) {
    return { value: undefined, error };
  }
}
