// Step: what one request adds to the metrics.

import type { Attributes } from '@opentelemetry/api';
import { ADMISSION_PATHS } from '../hooks/admission-paths.ts';
import { utf8Length } from './bytes.ts';
import type { Metrics } from './metrics.ts';
import type { WireAnswer } from './wire-answer.ts';

/** A request as its metrics know it: values from closed sets, but for the method. */
export interface CountedRequest {
  /** Path of a hook, or `other`. */
  readonly route: string;
  readonly method: string;
  readonly scheme: 'http' | 'https';
}

/** A request that has its answer. */
export interface AnsweredRequest extends CountedRequest {
  readonly milliseconds: number;
}

/** Outcomes of admission that are decisions. */
const DECISIONS: ReadonlySet<unknown> = new Set(['allowed', 'patched', 'denied']);

/** Operations of admission; another word becomes `other`. */
const OPERATIONS: ReadonlySet<unknown> = new Set(['CREATE', 'UPDATE', 'DELETE']);

/** Methods that the semantic conventions know; another word becomes `_OTHER`. */
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE']);

/** Counts a request to a hook up when it comes and down when it is answered. */
export function countInFlight(change: 1 | -1, request: CountedRequest, { inFlight, controllerRuntime }: Metrics): void {
  inFlight.add(change, httpLabels(request));
  if (ADMISSION_PATHS.has(request.route)) controllerRuntime?.inFlight.add(change, { webhook: request.route });
}

/** Counts one answer under everything that it says. */
export function countAnswer(request: AnsweredRequest, answer: WireAnswer, metrics: Metrics): void {
  countHttp(request, answer, metrics);
  if (request.route === '/sync') countSync(answer, metrics);
  if (!ADMISSION_PATHS.has(request.route)) return;
  countAdmission(request, answer, metrics);
  countAsControllerRuntime(request, answer, metrics);
}

function countHttp(request: AnsweredRequest, { status, text, facts }: WireAnswer, metrics: Metrics): void {
  const code = String(status);
  metrics.requests.add(1, { route: request.route, code });
  const labels: Attributes = { ...httpLabels(request), 'http.response.status_code': status };
  if (request.route !== 'other') labels['http.route'] = request.route;
  if (status >= 500) labels['error.type'] = code;
  metrics.durations.record(request.milliseconds / 1000, labels);
  if (typeof facts.bytes === 'number') metrics.requestBytes.record(facts.bytes, labels);
  metrics.responseBytes.record(utf8Length(text), labels);
}

function httpLabels({ method, scheme }: CountedRequest): Attributes {
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

function countAdmission({ route }: AnsweredRequest, { facts, tally = {} }: WireAnswer, metrics: Metrics): void {
  const operation = OPERATIONS.has(facts.operation) ? String(facts.operation) : 'other';
  const decision = String(facts.outcome);
  if (DECISIONS.has(decision)) metrics.decisions.add(1, { route, operation, decision });
  for (const code of tally.errors ?? []) metrics.refusals.add(1, { operation, code });
  for (const code of tally.warnings ?? []) metrics.warnings.add(1, { code });
  if (facts.widened === true && decision === 'allowed') metrics.widenings.add(1);
}

function countAsControllerRuntime(
  { route: webhook, milliseconds }: AnsweredRequest,
  { status }: WireAnswer,
  { controllerRuntime }: Metrics,
): void {
  controllerRuntime?.requests.add(1, { webhook, code: String(status) });
  controllerRuntime?.latency.record(milliseconds / 1000, { webhook });
}
