// Step: hooks answer once before somebody asks, so that no caller waits for code that is compiled on first use.

import type { Fields } from '../kube/object.ts';
import type { Settings } from '../decode/settings.ts';
import { ADMISSION_PATHS } from '../hooks/admission-paths.ts';
import type { Hook } from '../hooks/hook.ts';
import { errorSentence, type Log } from '../requests/log.ts';

/** What is warmed up, and where a failure is logged. */
export interface WarmUp {
  readonly routes: Readonly<Record<string, Hook>>;
  readonly samples?: Fields;
  readonly log: Log;
}

/** Time of the samples: the answers are thrown away. */
const SAMPLE_TIME = '2000-01-01T00:00:00Z';

/** Milliseconds from the start until the hooks that nobody waits for are warmed up: whoever waited for the start is answered first. */
const LATER_MS = 1000;

/**
 * Calls each hook of admission that has a sample: behind its first request somebody waits. Without HTTP: nothing is counted or
 * logged as a request. A hook that fails on its sample is logged and does not stop the start, because real requests may still be
 * answered. What is returned does the same with Metacontroller's hooks, for a server that is ready: one in each turn of the event
 * loop, so that requests come between.
 */
export function warmUp(given: WarmUp, settings: Settings): () => void {
  const paths = Object.keys(given.routes).filter((path) => Object.hasOwn(given.samples ?? {}, path));
  for (const path of paths.filter((each) => ADMISSION_PATHS.has(each))) callSample(given, settings, path);
  const later = paths.filter((path) => !ADMISSION_PATHS.has(path));
  const goOn = (): void => {
    const path = later.shift();
    if (path === undefined) return;
    callSample(given, settings, path);
    setImmediate(goOn).unref();
  };
  return () => setTimeout(goOn, LATER_MS).unref();
}

function callSample({ routes, samples = {}, log }: WarmUp, settings: Settings, path: string): void {
  try {
    JSON.stringify(routes[path]?.(samples[path], { settings, receivedAt: SAMPLE_TIME }).body);
  } catch (error) {
    log.error('warm-up failed', { path, error: errorSentence(error) });
  }
}
