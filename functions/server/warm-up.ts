// Step: each hook answers once before the server is ready, so that no caller waits for code that is compiled on first use.

import type { Fields } from '../kube/object.ts';
import type { Settings } from '../decode/settings.ts';
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

/**
 * Calls each hook that has a sample, without HTTP: nothing is counted or logged as a request. A hook that fails on its
 * sample is logged and does not stop the start, because real requests may still be answered.
 */
export function warmUp({ routes, samples = {}, log }: WarmUp, settings: Settings): void {
  for (const [path, hook] of Object.entries(routes)) {
    if (!Object.hasOwn(samples, path)) continue;
    try {
      JSON.stringify(hook(samples[path], { settings, receivedAt: SAMPLE_TIME }).body);
    } catch (error) {
      log.error('warm-up failed', { path, error: errorSentence(error) });
    }
  }
}
