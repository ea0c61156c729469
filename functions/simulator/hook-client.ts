// The loop calls a hook over HTTP(S) and reads the answer exactly as strictly, and as loosely, as Metacontroller does.

import { isObject } from '../kube/object.ts';
import type { HookRule } from './composite-controller.ts';
import { type Fields, isStoredObject, type StoredObject } from './object.ts';
import { type Answer, postJson } from './post-json.ts';

/** A 429 answer: nothing is touched, the key comes again after so many seconds. 0 without a usable Retry-After. */
export class TooManyRequests extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super(`429: come back after ${seconds} s`);
    this.name = 'TooManyRequests';
    this.seconds = seconds;
  }
}

/** The real process dies of this: a `null` among the children. */
export class ProcessCrash extends Error {
  override readonly name = 'ProcessCrash';
}

/** An answer of `/sync`, decoded. What is missing is empty: no children means that all are deleted. */
export interface SyncAnswer {
  readonly status: Fields;
  readonly children: readonly StoredObject[];
  readonly resyncAfterSeconds: number;
}

/** One rule of an answer of `/customize`. */
export interface RelatedRule {
  readonly apiVersion: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly names?: readonly string[];
  readonly labelSelector?: unknown;
  readonly namespaceSelector?: unknown;
}

const SYNC_MEMBERS = ['status', 'children', 'resyncAfterSeconds', 'finalized'];
const CUSTOMIZE_MEMBERS = ['relatedResources'];

/** Calls the sync hook. Throws `TooManyRequests`, `ProcessCrash`, or an error with the text that the event would have. */
export async function callSync(hook: HookRule, ca: string | undefined, request: Fields): Promise<SyncAnswer> {
  const answer = decode(await call(hook, ca, request), SYNC_MEMBERS, 'sync');
  member(answer, 'finalized', isBoolean);
  return {
    status: member(answer, 'status', isObject) ?? {},
    children: decodeChildren(member(answer, 'children', isList) ?? []),
    resyncAfterSeconds: member(answer, 'resyncAfterSeconds', isNumber) ?? 0,
  };
}

/** Calls the customize hook; fails as `callSync` does. */
export async function callCustomize(
  hook: HookRule,
  ca: string | undefined,
  request: Fields,
): Promise<readonly RelatedRule[]> {
  const { relatedResources = null } = decode(await call(hook, ca, request), CUSTOMIZE_MEMBERS, 'customize');
  if (relatedResources === null) return [];
  if (!Array.isArray(relatedResources) || !relatedResources.every(isRelatedRule))
    throw malformed('customize', 'relatedResources is no list of rules');
  return relatedResources;
}

async function call(hook: HookRule, ca: string | undefined, request: Fields): Promise<Answer> {
  const { url, timeout } = hook.webhook;
  const answer = await postJson({ url, body: request, ca, timeoutMs: durationMs(timeout) });
  if (answer.status === 429) throw new TooManyRequests(retrySeconds(answer.retryAfter));
  if (answer.status !== 200) throw new Error(`unsupported status code: ${answer.status} body: ${answer.body}`);
  return answer;
}

/** A member of the right type; `null` and absent are the same. */
function member<T>(answer: Fields, name: string, isRight: (value: unknown) => value is T): T | undefined {
  const value = answer[name];
  if (value === undefined || value === null) return undefined;
  if (isRight(value)) return value;
  throw malformed('sync', `${name} has the wrong type`);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** `null` counts as an empty object, as in Go; unknown members are refused (strict mode looks at the top level only). */
function decode(answer: Answer, members: readonly string[], hook: string): Fields {
  const body = answer.body.trim() === '' ? undefined : parse(answer.body, hook);
  if (body === undefined) throw malformed(hook, 'unexpected end of JSON input');
  if (body === null) return {};
  if (!isObject(body)) throw malformed(hook, 'the body is no object');
  const unknown = Object.keys(body).find((name) => !members.includes(name));
  if (unknown !== undefined) throw malformed(hook, `strict decoding error: unknown field "${unknown}"`);
  return body;
}

function parse(body: string, hook: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch (error) {
    throw malformed(hook, error instanceof Error ? error.message : 'no JSON');
  }
}

function decodeChildren(children: readonly unknown[]): readonly StoredObject[] {
  if (
    children.some(
      (child) => child !== null && (!isObject(child) || typeof child['kind'] !== 'string' || child['kind'] === ''),
    )
  ) {
    throw malformed('sync', "Object 'Kind' is missing in a child");
  }
  if (children.includes(null)) {
    throw new ProcessCrash(
      'panic: invalid memory address or nil pointer dereference: null in children ends the Metacontroller process',
    );
  }
  return children.map((child) => completeChild(isObject(child) ? child : {}));
}

/** A child without apiVersion or metadata still decodes; it fails later, on its own. */
function completeChild(child: Fields): StoredObject {
  const complete = { apiVersion: '', metadata: {}, ...child };
  if (!isStoredObject(complete)) throw malformed('sync', 'a child has no usable apiVersion or metadata');
  return complete;
}

function isRelatedRule(rule: unknown): rule is RelatedRule {
  return isObject(rule) && typeof rule['apiVersion'] === 'string' && typeof rule['resource'] === 'string';
}

function malformed(hook: string, problem: string): Error {
  return new Error(`${hook} hook failed (version=v2): can't unmarshal webhookResponse: ${problem}`);
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
