// The loop's work queue: one key at a time, each key at most once in it, delays and per-key back-off.

/** First back-off and its limit, those of client-go's default rate limiter; its overall limit of 10 a second is left out. */
const FIRST_BACKOFF_MS = 5;
const MAX_BACKOFF_MS = 1_000_000;

/** Handles one key. A rejection ends the queue: it stands for a crash of the process. */
export type Work = (key: string) => Promise<void>;

/** A queue with one worker. */
export interface Queue {
  /** Puts a key in at once. A key that is being worked on comes again afterwards. */
  readonly add: (key: string) => void;
  readonly addAfter: (key: string, delayMs: number) => void;
  /** Puts a key in after its back-off, which doubles each time until `forget`. */
  readonly addRateLimited: (key: string) => void;
  readonly forget: (key: string) => void;
  /** Whether nothing is in it and nothing is being worked on. Delayed keys do not count. */
  readonly isIdle: () => boolean;
  /** Stops for good; resolves when the work at hand is done. */
  readonly stop: () => Promise<void>;
}

/** Starts a queue. `onCrash` is called once, with what `work` threw. */
export function startQueue(work: Work, onCrash: (error: unknown) => void): Queue {
  const waiting = new Set<string>();
  const failures = new Map<string, number>();
  const timers = createTimers();
  let current: Promise<void> | undefined;
  let stopped = false;

  const next = (): void => {
    const [key] = waiting;
    if (stopped || current !== undefined || key === undefined) return;
    waiting.delete(key);
    current = work(key).catch(crash).finally(release);
  };
  const crash = (error: unknown): void => {
    stopped = true;
    onCrash(error);
  };
  const release = (): void => {
    current = undefined;
    next();
  };
  const add = (key: string): void => {
    waiting.add(key);
    setImmediate(next);
  };
  return {
    add,
    addAfter: (key, delayMs) => timers.start(delayMs, () => add(key)),
    addRateLimited: (key) => timers.start(nextBackoffMs(failures, key), () => add(key)),
    forget: (key) => void failures.delete(key),
    isIdle: () => (waiting.size === 0 || stopped) && current === undefined,
    stop: async () => {
      stopped = true;
      timers.stop();
      await current;
    },
  };
}

function nextBackoffMs(failures: Map<string, number>, key: string): number {
  const count = failures.get(key) ?? 0;
  failures.set(key, count + 1);
  return Math.min(FIRST_BACKOFF_MS * 2 ** count, MAX_BACKOFF_MS);
}

interface Timers {
  readonly start: (delayMs: number, work: () => void) => void;
  readonly stop: () => void;
}

/** Timers that can be stopped together. */
function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    start: (delayMs, work) => {
      const timer = setTimeout(() => {
        running.delete(timer);
        work();
      }, delayMs);
      running.add(timer);
    },
    stop: () => {
      for (const timer of running) clearTimeout(timer);
    },
  };
}
