// Step: what one request adds to the metrics.

import type { IncomingMessage } from 'node:http';
import type { Attributes } from '@opentelemetry/api';
import { ADMISSION_PATHS } from '../hooks/routes.ts';
import type { Metrics } from './metrics.ts';
import type { WireAnswer } from './wire-answer.ts';

/** What is asked for, from closed sets, but for the method. */
export interface Asked {
  /** Path of a hook, or `other`. */
  readonly route: string;
  readonly method: string;
  readonly scheme: 'http' | 'https';
}

/** A request that has its answer. */
export interface Served extends Asked {
  readonly milliseconds: number;
}

/** Outcomes of admission that are decisions. */
const DECISIONS: ReadonlySet<unknown> = new Set(['allowed', 'patched', 'denied']);

/** Operations of admission; another word becomes `other`. */
const OPERATIONS: ReadonlySet<unknown> = new Set(['CREATE', 'UPDATE', 'DELETE']);

/** Methods that the semantic conventions know; another word becomes `_OTHER`. */
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE']);

/** How the request came in. */
export function schemeOf({ socket }: IncomingMessage): Asked['scheme'] {
  return 'encrypted' in socket ? 'https' : 'http';
}

/** Counts a request to a hook up when it comes and down when it is answered. */
export function countInFlight(change: 1 | -1, asked: Asked, { inFlight, controllerRuntime }: Metrics): void {
  inFlight.add(change, httpLabels(asked));
  if (ADMISSION_PATHS.has(asked.route)) controllerRuntime?.inFlight.add(change, { webhook: asked.route });
}

/** Counts one answer under everything that it says. */
export function countAnswer(served: Served, answer: WireAnswer, metrics: Metrics): void {
  countHttp(served, answer, metrics);
  if (served.route === '/sync') countSync(answer, metrics);
  if (!ADMISSION_PATHS.has(served.route)) return;
  countAdmission(served, answer, metrics);
  countAsControllerRuntime(served, answer, metrics);
}

function countHttp(served: Served, { status, text, facts }: WireAnswer, metrics: Metrics): void {
  const code = String(status);
  metrics.requests.add(1, { route: served.route, code });
  const labels: Attributes = { ...httpLabels(served), 'http.response.status_code': status };
  if (served.route !== 'other') labels['http.route'] = served.route;
  if (status >= 500) labels['error.type'] = code;
  metrics.durations.record(served.milliseconds / 1000, labels);
  if (typeof facts.bytes === 'number') metrics.requestBytes.record(facts.bytes, labels);
  metrics.responseBytes.record(Buffer.byteLength(text), labels);
}

function httpLabels({ method, scheme }: Asked): Attributes {
  return { 'http.request.method': METHODS.has(method) ? method : '_OTHER', 'url.scheme': scheme };
}

function countSync({ status, facts, tally = {} }: WireAnswer, metrics: Metrics): void {
  const { kinds = [], phase, enforced } = tally;
  const hold = status === 200 ? String(facts.hold ?? 'none') : 'none';
  const outcome = status !== 200 ? 'refused' : hold === 'none' ? 'built' : 'kept';
  metrics.syncs.add(1, { outcome, hold });
  for (const kind of kinds) metrics.children.add(1, { kind });
  if (phase !== undefined) metrics.servers.add(1, { phase, permissions_enforced: enforced });
}

function countAdmission({ route }: Served, { facts, tally = {} }: WireAnswer, metrics: Metrics): void {
  const operation = OPERATIONS.has(facts.operation) ? String(facts.operation) : 'other';
  const decision = String(facts.outcome);
  if (DECISIONS.has(decision)) metrics.decisions.add(1, { route, operation, decision });
  for (const code of tally.errors ?? []) metrics.refusals.add(1, { operation, code });
  for (const code of tally.warnings ?? []) metrics.warnings.add(1, { code });
  if (facts.widened === true && decision === 'allowed') metrics.widenings.add(1);
}

function countAsControllerRuntime(
  { route: webhook, milliseconds }: Served,
  { status }: WireAnswer,
  { controllerRuntime }: Metrics,
): void {
  controllerRuntime?.requests.add(1, { webhook, code: String(status) });
  controllerRuntime?.latency.record(milliseconds / 1000, { webhook });
}
