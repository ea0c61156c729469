// Step: one request through one hook: who calls, the body, the hook, the answer, the log line.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../decode/settings.ts';
import type { Hook, HookAnswer } from '../hooks/hook.ts';
import { ADMISSION_PATHS } from '../hooks/routes.ts';
import { asApiStatus } from './api-status.ts';
import { isTooDeep } from './body-depth.ts';
import type { Claim } from './body-budget.ts';
import type { CallerCheck } from './callers.ts';
import { type Asked, countAnswer, countInFlight, type Served, schemeOf } from './counting.ts';
import { errorSentence, type Log, type LogFields } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { RareLine } from './rare-log.ts';
import { PROBLEMS, type ProblemName } from './problems.ts';
import { type BodyLimits, headersProblem, parseBody, readBody } from './request-body.ts';
import { findSubject, type Subject } from './request-subject.ts';
import { startRequestSpan } from './tracing.ts';
import type { WireAnswer } from './wire-answer.ts';

/** What every request needs. */
export interface Services extends Omit<BodyLimits, 'mayHavePods'> {
  readonly settings: Settings;
  readonly log: Log;
  /** For lines that any caller can cause at will. */
  readonly tell: RareLine;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  readonly callerProblem: CallerCheck;
  /** Whether the process is about to stop: answers then ask the client to use another connection. */
  readonly isDraining: () => boolean;
}

/** Where a hook is served. */
export interface Route {
  readonly path: string;
  readonly hook: Hook;
}

/** A route on which a request has come, with its trace if there is one. */
interface Called extends Route {
  readonly traceId: string | undefined;
}

/** Serves one hook. The promise never rejects. */
export function hookHandler(
  route: Route,
  services: Services,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const started = performance.now();
    const span = startRequestSpan(request, route.path);
    const asked: Asked = { route: route.path, method: 'POST', scheme: schemeOf(request) };
    countInFlight(1, asked, services.metrics);
    const { traceId } = span;
    const { claim, ...plain } = await answerRequest(request, { ...route, traceId }, services);
    const answer = ADMISSION_PATHS.has(route.path) ? asApiStatus(plain) : plain;
    countInFlight(-1, asked, services.metrics);
    if (claim !== undefined) holdAnswer(claim, Buffer.byteLength(answer.text), response);
    send(response, answer, services);
    record({ ...asked, milliseconds: performance.now() - started, traceId }, answer, services);
    span.end(answer);
  };
}

/** Refuses a request that belongs to no hook or has the wrong method. `route` must come from a closed set: it is a metric label. */
export function refuse(
  route: string,
  name: ProblemName,
  services: Services,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const answer = problemAnswer(name);
    send(response, answer, services);
    const asked = { route, method: request.method ?? '', scheme: schemeOf(request) };
    record({ ...asked, milliseconds: 0 }, answer, services);
  };
}

/** Counts the answer's bytes too: an answer that nobody reads holds memory like a body that never ends. */
function holdAnswer(claim: Claim, bytes: number, response: ServerResponse): void {
  claim.answer(bytes);
  if (response.destroyed) claim.release();
  else response.once('close', claim.release);
}

/** Hooks whose requests carry related objects. */
const WITH_PODS: ReadonlySet<string> = new Set(['/sync', '/finalize']);

async function answerRequest(
  request: IncomingMessage,
  route: Called,
  services: Services,
): Promise<WireAnswer & { readonly claim?: Claim }> {
  const receivedAt = services.clock();
  const limits = { ...services, mayHavePods: WITH_PODS.has(route.path) };
  const early = services.callerProblem(route.path, request) ?? headersProblem(request, limits);
  if (early !== undefined) return problemAnswer(early);
  const read = await readBody(request, limits, (reason) => services.metrics.cutRequests.add(1, { reason }));
  if (!read.ok) return problemAnswer(read.error === 'overloaded' ? overloadAt(route.path) : read.error);
  const { bytes, claim } = read.value;
  try {
    return { ...answerBody(bytes, { route, receivedAt }, services), claim };
  } catch (error) {
    claim.release();
    throw error;
  }
}

function overloadAt(path: string): ProblemName {
  return ADMISSION_PATHS.has(path) ? 'overloaded_admission' : 'overloaded';
}

function answerBody(
  bytes: Buffer,
  { route, receivedAt }: { readonly route: Called; readonly receivedAt: Date },
  services: Services,
): WireAnswer {
  const body = parseBody(bytes);
  if (!body.ok) return problemAnswer(body.error, { bytes: bytes.length });
  const subject = findSubject(body.value);
  const facts = { ...subject, bytes: bytes.length };
  try {
    const answer = route.hook(body.value, { settings: services.settings, receivedAt: wholeSeconds(receivedAt) });
    return wireAnswer(answer, facts);
  } catch (error) {
    return failureAnswer(error, { route, subject, facts, body: body.value }, services);
  }
}

/** Anything but a JSON text would be read by Metacontroller as "no children", so it is a bug of the hook. */
function wireAnswer({ status, body, log, tally }: HookAnswer, facts: LogFields): WireAnswer {
  const text: string | undefined = JSON.stringify(body);
  if (text === undefined) throw new TypeError('the hook gave no body');
  return { status, text, facts: { ...facts, ...log }, tally };
}

function failureAnswer(
  error: unknown,
  {
    route,
    subject,
    facts,
    body,
  }: { readonly route: Called; readonly subject: Subject; readonly facts: LogFields; readonly body: unknown },
  { tell, metrics }: Services,
): WireAnswer {
  // A stack overflow on a body of allowed depth is a bug of the hook.
  if (isStackOverflow(error) && isTooDeep(body)) return problemAnswer('too_deep', facts);
  metrics.panics.add(1, { route: route.path });
  const sentence = errorSentence(error);
  const { path, traceId } = route;
  const line = { level: 'error', msg: 'hook failed', kind: `${path} ${sentence}` } as const;
  tell(line, { path, trace_id: traceId, ...facts, error: sentence });
  if (subject.uid === undefined) return problemAnswer('bug', facts);
  const said = `The hook failed on request ${subject.uid}; nothing was decided, the log of the hook server has more.`;
  return { ...problemAnswer('bug', facts), text: JSON.stringify({ error: said }) };
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

function problemAnswer(name: ProblemName, facts: LogFields = {}): WireAnswer {
  const { status, error, headers } = PROBLEMS[name];
  return { status, text: JSON.stringify({ error }), facts: { ...facts, outcome: name }, ...(headers && { headers }) };
}

function send(response: ServerResponse, { status, text, headers }: WireAnswer, { isDraining }: Services): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
    ...(isDraining() && { connection: 'close' }),
  });
  response.end(text);
}

function record(
  served: Served & { readonly traceId?: string | undefined },
  answer: WireAnswer,
  services: Services,
): void {
  const { route, method, milliseconds, traceId } = served;
  const { status, facts } = answer;
  countAnswer(served, answer, services.metrics);
  const ms = Math.round(milliseconds * 100) / 100;
  const fields: LogFields = { method, path: route, status, ms, trace_id: traceId, ...facts };
  // Whoever has no leave, no object or no patience could fill the log; what names an object is always told.
  const isNobodys = facts.uid === undefined && Object.hasOwn(PROBLEMS, String(facts.outcome));
  const kind = `${route} ${String(facts.outcome)}`;
  if (isNobodys) services.tell({ level: 'info', msg: 'request', kind }, fields);
  else services.log.info('request', fields);
}

/** RFC 3339 in whole seconds, as Kubernetes writes times. */
function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
