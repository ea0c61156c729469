// Step: what an answered request leaves in the log and in the metrics.

import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { WireAnswer } from './wire-answer.ts';

/** One request, for the log and the metrics. `route` comes from a closed set: it is a metric label. */
export interface Served {
  readonly route: string;
  readonly method: string;
  readonly milliseconds: number;
  readonly traceId?: string | undefined;
}

/** Outcomes of admission that are decisions. */
const DECISIONS: ReadonlySet<unknown> = new Set(['allowed', 'patched', 'denied']);

/** Counts the request, and writes its line. */
export function recordRequest(
  { route, method, milliseconds, traceId }: Served,
  { status, facts }: WireAnswer,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): void {
  metrics.requests.add(1, { route, code: String(status) });
  metrics.durations.observe(milliseconds / 1000, { route });
  const { outcome } = facts;
  if (DECISIONS.has(outcome)) metrics.decisions.add(1, { decision: String(outcome) });
  if (facts['widened'] === true && outcome === 'allowed') metrics.widenings.add(1);
  const ms = Math.round(milliseconds * 100) / 100;
  log.info('request', { method, path: route, status, ms, trace_id: traceId, ...facts });
}
