// Step of the loop: calls a hook over HTTP(S), as Metacontroller does.

import type { HookRule } from './composite-controller.ts';
import { decodeCustomizeAnswer, decodeSyncAnswer, type RelatedRule, type SyncAnswer } from './hook-answer.ts';
import type { Fields } from '../kube/object.ts';
import { postJson } from './post-json.ts';

/** A 429 answer: nothing is touched, the key comes again after so many seconds. 0 without a usable Retry-After. */
export class TooManyRequests extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super(`429: come back after ${seconds} s`);
    this.name = 'TooManyRequests';
    this.seconds = seconds;
  }
}

/** Calls the sync hook. Throws `TooManyRequests`, `ProcessCrash`, or an error with the text that the event would have. */
export async function callSync(hook: HookRule, ca: string | undefined, request: Fields): Promise<SyncAnswer> {
  return decodeSyncAnswer(await call(hook, ca, request));
}

/** Calls the customize hook; fails as `callSync` does. */
export async function callCustomize(
  hook: HookRule,
  ca: string | undefined,
  request: Fields,
): Promise<readonly RelatedRule[]> {
  return decodeCustomizeAnswer(await call(hook, ca, request));
}

async function call(hook: HookRule, ca: string | undefined, request: Fields): Promise<string> {
  const { url, timeout } = hook.webhook;
  const answer = await postJson({ url, body: request, ca, timeoutMs: durationMs(timeout) });
  if (answer.status === 429) throw new TooManyRequests(retrySeconds(answer.retryAfter));
  if (answer.status !== 200) throw new Error(`unsupported status code: ${answer.status} body: ${answer.body}`);
  return answer.body;
}

/** Whole seconds or an HTTP date; anything else, zero and the past mean at once. */
function retrySeconds(header: string | undefined): number {
  if (header === undefined) return 0;
  const seconds = /^-?\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}

function durationMs(duration: string): number {
  const [, amount = '10', unit = 's'] = /^(\d+)(ms|s|m)$/.exec(duration) ?? [];
  return Number(amount) * (unit === 'ms' ? 1 : unit === 'm' ? 60_000 : 1000);
}
