// Step: one request through one hook: who calls, the body, the hook, the answer, the log line.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { ADMISSION_PATHS } from '../hooks/admission-paths.ts';
import {
  type Answering,
  answerBody,
  type Called,
  mayHavePods,
  overloadAt,
  problemAnswer,
  type Route,
} from '../requests/answer-body.ts';
import { asApiStatus } from '../requests/api-status.ts';
import { type CountedRequest, countInFlight } from '../requests/counting.ts';
import { headersProblem } from '../requests/parse-body.ts';
import type { ProblemName } from '../requests/problems.ts';
import { recordRequest } from '../requests/record-request.ts';
import type { WireAnswer } from '../requests/wire-answer.ts';
import type { Claim } from './body-budget.ts';
import type { CallerCheck } from './callers.ts';
import { type BodyLimits, readBody } from './request-body.ts';
import { startRequestSpan } from './tracing.ts';

/** What every request needs. */
export interface Services extends Answering, Omit<BodyLimits, 'mayHavePods'> {
  readonly clock: () => Date;
  readonly callerProblem: CallerCheck;
  /** Whether the process is about to stop: answers then ask the client to use another connection. */
  readonly isDraining: () => boolean;
}

/** Serves one hook. The promise never rejects. */
export function hookHandler(
  route: Route,
  services: Services,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const started = performance.now();
    const span = startRequestSpan(request, route.path);
    const counted: CountedRequest = { route: route.path, method: 'POST', scheme: schemeOf(request) };
    countInFlight(1, counted, services.metrics);
    const { traceId } = span;
    const { claim, ...plain } = await answerRequest(request, { ...route, traceId }, services);
    const answer = ADMISSION_PATHS.has(route.path) ? asApiStatus(plain) : plain;
    countInFlight(-1, counted, services.metrics);
    if (claim !== undefined) holdAnswer(claim, Buffer.byteLength(answer.text), response);
    send(response, answer, services);
    recordRequest({ ...counted, milliseconds: performance.now() - started, traceId }, answer, services);
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
    const counted = { route, method: request.method ?? '', scheme: schemeOf(request) };
    recordRequest({ ...counted, milliseconds: 0 }, answer, services);
  };
}

/** How the request came in. */
function schemeOf({ socket }: IncomingMessage): CountedRequest['scheme'] {
  return 'encrypted' in socket ? 'https' : 'http';
}

/** Counts the answer's bytes too: an answer that nobody reads holds memory like a body that never ends. */
function holdAnswer(claim: Claim, bytes: number, response: ServerResponse): void {
  claim.answer(bytes);
  if (response.destroyed) claim.release();
  else response.once('close', claim.release);
}

async function answerRequest(
  request: IncomingMessage,
  route: Called,
  services: Services,
): Promise<WireAnswer & { readonly claim?: Claim }> {
  const receivedAt = services.clock();
  const limits = { ...services, mayHavePods: mayHavePods(route.path) };
  const early = services.callerProblem(route.path, request) ?? headersProblem(request.headers, limits);
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
