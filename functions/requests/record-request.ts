// Step: what an answered request leaves in the log and in the metrics.

import type { Answering } from './answer-body.ts';
import { type AnsweredRequest, countAnswer } from './counting.ts';
import type { LogFields } from './log.ts';
import { PROBLEMS } from './problems.ts';
import type { WireAnswer } from './wire-answer.ts';

/** Counts the request, and writes its line. */
export function recordRequest(
  request: AnsweredRequest & { readonly traceId?: string | undefined },
  answer: WireAnswer,
  { log, metrics, tell }: Pick<Answering, 'log' | 'metrics' | 'tell'>,
): void {
  const { route, method, milliseconds, traceId } = request;
  const { status, facts } = answer;
  countAnswer(request, answer, metrics);
  const ms = Math.round(milliseconds * 100) / 100;
  const fields: LogFields = { method, path: route, status, ms, trace_id: traceId, ...facts };
  // Whoever has no leave, no object or no patience could fill the log; what names an object is always told.
  const isNobodys = facts.uid === undefined && Object.hasOwn(PROBLEMS, String(facts.outcome));
  const kind = `${route} ${String(facts.outcome)}`;
  if (isNobodys) tell({ level: 'info', msg: 'request', kind }, fields);
  else log.info('request', fields);
}
