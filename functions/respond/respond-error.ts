// Step: answers for requests that cannot be served.

import { oneLine, shorten } from '../kube/short-text.ts';
import type { HookAnswer } from './hook-answer.ts';

/** Longest reason in characters; part of it can be the sender's own text. */
const MAX_REASON = 2048;

/** 400: the body is not what this URL serves. `reason` is one sentence without secrets. */
export function respondBadRequest(reason: string): HookAnswer {
  return { status: 400, body: { error: readable(reason) }, log: { outcome: 'bad-request' } };
}

/** 500: answering anything else could delete or loosen what runs. Metacontroller touches nothing and tries again. */
export function respondRefusal(reason: string): HookAnswer {
  return { status: 500, body: { error: readable(reason) }, log: { outcome: 'refused' } };
}

function readable(reason: string): string {
  return oneLine(shorten(reason, MAX_REASON));
}
