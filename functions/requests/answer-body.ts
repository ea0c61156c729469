// Step: from the bytes of a body to the answer of a hook, whatever carries them: a server or a function.

import type { Settings } from '../decode/settings.ts';
import { ADMISSION_PATHS } from '../hooks/admission-paths.ts';
import type { Hook, HookAnswer } from '../hooks/hook.ts';
import { isTooDeep } from './body-depth.ts';
import { errorSentence, type Log, type LogFields } from './log.ts';
import type { RareLine } from './rare-log.ts';
import type { Metrics } from './metrics.ts';
import { parseBody } from './parse-body.ts';
import { PROBLEMS, type ProblemName } from './problems.ts';
import { findSubject, type Subject } from './request-subject.ts';
import type { WireAnswer } from './wire-answer.ts';

/** What every answer needs. */
export interface Answering {
  readonly settings: Settings;
  readonly log: Log;
  /** For lines that any caller can cause at will. */
  readonly tell: RareLine;
  readonly metrics: Metrics;
}

/** Where a hook is served. */
export interface Route {
  readonly path: string;
  readonly hook: Hook;
}

/** A route on which a request has come, with its trace if there is one. */
export interface Called extends Route {
  readonly traceId?: string | undefined;
}

/** Hooks whose requests carry related objects. */
const WITH_PODS: ReadonlySet<string> = new Set(['/sync', '/finalize']);

/** Whether the requests of a path may carry more than the usual limit, of which pods are left out. */
export function mayHavePods(path: string): boolean {
  return WITH_PODS.has(path);
}

/** Parses a body and calls the hook. Never throws: a hook that does is logged, counted and answered with 500. */
export function answerBody(
  bytes: Uint8Array,
  { route, receivedAt }: { readonly route: Called; readonly receivedAt: Date },
  answering: Answering,
): WireAnswer {
  const body = parseBody(bytes);
  if (!body.ok) return problemAnswer(body.error, { bytes: bytes.length });
  const subject = findSubject(body.value);
  const facts = { ...subject, bytes: bytes.length };
  try {
    const answer = route.hook(body.value, { settings: answering.settings, receivedAt: wholeSeconds(receivedAt) });
    return wireAnswer(answer, facts);
  } catch (error) {
    return failureAnswer(error, { route, subject, facts, body: body.value }, answering);
  }
}

/** The refusal for a lack of room, as the caller of a path understands it. */
export function overloadAt(path: string): ProblemName {
  return ADMISSION_PATHS.has(path) ? 'overloaded_admission' : 'overloaded';
}

/** The answer that a refusal is. */
export function problemAnswer(name: ProblemName, facts: LogFields = {}): WireAnswer {
  const { status, error, headers } = PROBLEMS[name];
  return { status, text: JSON.stringify({ error }), facts: { ...facts, outcome: name }, ...(headers && { headers }) };
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
  { tell, metrics }: Answering,
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

/** RFC 3339 in whole seconds, as Kubernetes writes times. */
function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
