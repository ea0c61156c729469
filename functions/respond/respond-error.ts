// Step: answers for requests that cannot be served.

import type { HookAnswer } from './hook-answer.ts';

/** 400: the body is not what this URL serves. `reason` is one sentence without secrets. */
export function respondBadRequest(reason: string): HookAnswer {
  return { status: 400, body: { error: reason }, log: { outcome: 'bad-request' } };
}

/** 500: answering anything else could delete or loosen what runs. Metacontroller touches nothing and tries again. */
export function respondRefusal(reason: string): HookAnswer {
  return { status: 500, body: { error: reason }, log: { outcome: 'refused' } };
}
