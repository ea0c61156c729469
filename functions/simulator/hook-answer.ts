// Step of the loop: reads an answer of a hook exactly as strictly, and as loosely, as Metacontroller does.

import { readObject } from '../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject } from '../kube/object.ts';

/** A `null` among the children, which crashes the real process. */
export class ProcessCrash extends Error {
  override readonly name = 'ProcessCrash';
}

/** An answer of `/sync`, decoded. What is missing is empty: no children means that all are deleted. */
export interface SyncAnswer {
  readonly status: Fields;
  readonly children: readonly KubeObject[];
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

/** Decodes an answer of `/sync`. Throws `ProcessCrash`, or an error with the text that the event would have. */
export function decodeSyncAnswer(body: string): SyncAnswer {
  const answer = decode(body, SYNC_MEMBERS, 'sync');
  member(answer, 'finalized', isBoolean);
  return {
    status: member(answer, 'status', isObject) ?? {},
    children: decodeChildren(member(answer, 'children', isList) ?? []),
    resyncAfterSeconds: member(answer, 'resyncAfterSeconds', isNumber) ?? 0,
  };
}

/** Decodes an answer of `/customize`; fails as `decodeSyncAnswer` does. */
export function decodeCustomizeAnswer(body: string): readonly RelatedRule[] {
  const { relatedResources = null } = decode(body, CUSTOMIZE_MEMBERS, 'customize');
  if (relatedResources === null) return [];
  if (!Array.isArray(relatedResources) || !relatedResources.every(isRelatedRule))
    throw malformed('customize', 'relatedResources is no list of rules');
  return relatedResources;
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
function decode(text: string, members: readonly string[], hook: string): Fields {
  const body = text.trim() === '' ? undefined : parse(text, hook);
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

function decodeChildren(children: readonly unknown[]): readonly KubeObject[] {
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
  return children.map((child) => completeChild(readObject(child)));
}

/** A child without apiVersion or metadata still decodes; it fails later, on its own. */
function completeChild(child: Fields): KubeObject {
  const complete = { apiVersion: '', metadata: {}, ...child };
  if (!isKubeObject(complete)) throw malformed('sync', 'a child has no usable apiVersion or metadata');
  return complete;
}

function isRelatedRule(rule: unknown): rule is RelatedRule {
  return isObject(rule) && typeof rule['apiVersion'] === 'string' && typeof rule['resource'] === 'string';
}

function malformed(hook: string, problem: string): Error {
  return new Error(`${hook} hook failed (version=v2): can't unmarshal webhookResponse: ${problem}`);
}
