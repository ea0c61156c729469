// The requests that go through every shape of every function: all examples, hostile ones, bodies that are none, and wrong methods.

import { readExample, listExamples } from '../examples/example.ts';
import { SERVER, REVIEW, spoilt } from '../hostile/spoilt.ts';
import { bodyCases } from '../hostile/worst-case/bodies.ts';
import { isObject } from '../../functions/kube/object.ts';
import { DEFAULT_MAX_BODY_BYTES, MAX_BODY_VALUES } from '../../functions/requests/limits.ts';
import { admissionReview, syncRequest } from '../units/hooks/requests.ts';

/** The functions that are built. */
export const HOOKS = ['default', 'validate', 'sync', 'customize', 'finalize'] as const;

/** One of them. */
export type HookName = (typeof HOOKS)[number];

/** Groups of requests, for the table of the documentation. */
export type Group = 'examples' | 'hostile' | 'bodies' | 'methods';

/** One request, as it leaves the caller. */
export interface GoldenRequest {
  readonly name: string;
  readonly group: Group;
  readonly hook: HookName;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The whole set. */
export function goldenSet(): readonly GoldenRequest[] {
  return [...exampleRequests(), ...hostileRequests(), ...bodyRequests(), ...methodRequests()];
}

interface Given {
  readonly name: string;
  readonly group: Group;
  readonly hook: HookName;
}

function post(
  given: Given,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = JSON_TYPE,
): GoldenRequest {
  return { ...given, method: 'POST', headers, body: typeof body === 'string' ? Buffer.from(body) : body };
}

const VERSIONS = ['v1alpha1', 'v1beta1'] as const;

function exampleRequests(): readonly GoldenRequest[] {
  // oxlint-disable-next-line oxc/no-map-spread -- each example is a handful of requests
  return listExamples().flatMap((example) => {
    const { sent, request } = readExample(example);
    const group = 'examples';
    const reviews = VERSIONS.flatMap((version) => {
      const object = Object.assign({}, sent, { apiVersion: `toolhive.stacklok.dev/${version}` });
      const kind = { group: 'toolhive.stacklok.dev', version, kind: 'MCPServer' };
      const body = JSON.stringify(admissionReview({ kind, object }));
      return (['default', 'validate'] as const).map((hook) =>
        post({ name: `${example} ${version}`, group, hook }, body),
      );
    });
    const { controller, parent } = request;
    return [
      ...reviews,
      post({ name: example, group, hook: 'customize' }, JSON.stringify({ controller, parent })),
      post({ name: example, group, hook: 'sync' }, JSON.stringify(request)),
      post({ name: example, group, hook: 'finalize' }, JSON.stringify({ ...request, finalizing: true })),
    ];
  });
}

function hostileRequests(): readonly GoldenRequest[] {
  const sync = syncRequest({ parent: SERVER });
  const sources: readonly (readonly [HookName, unknown, string])[] = [
    ['default', REVIEW, 'request'],
    ['validate', REVIEW, 'request'],
    ['sync', sync, 'parent'],
    ['customize', sync, 'parent'],
    ['finalize', sync, 'parent'],
  ];
  return sources.flatMap(([hook, body, below]) =>
    [...spoilt(body, below)]
      .filter(isObject)
      .map((odd, index) => post({ name: nameOf(odd, index), group: 'hostile', hook }, JSON.stringify(odd))),
  );
}

function nameOf(odd: unknown, index: number): string {
  return JSON.stringify(odd).includes('"__proto__"') ? `a prototype at place ${index}` : `odd value ${index}`;
}

/** Bodies that never reach a hook, and the largest that do. */
function bodyRequests(): readonly GoldenRequest[] {
  const sound: Readonly<Record<HookName, string>> = {
    default: JSON.stringify(REVIEW),
    validate: JSON.stringify(REVIEW),
    sync: JSON.stringify(syncRequest({ parent: SERVER })),
    customize: JSON.stringify(syncRequest({ parent: SERVER })),
    finalize: JSON.stringify(syncRequest({ parent: SERVER })),
  };
  const small = HOOKS.flatMap((hook) =>
    badBodies(sound[hook]).map(([name, body, headers]) => post({ name, group: 'bodies', hook }, body, headers)),
  );
  const large = bodyCases().flatMap(({ name, calls }) =>
    calls(LARGE_BYTES).flatMap(({ path, body }) => {
      const hook = HOOKS.find((known) => path === `/${known}`);
      return hook === undefined ? [] : [post({ name, group: 'bodies', hook }, body)];
    }),
  );
  return [...small, ...large];
}

/** Small enough for the limits of every platform. */
const LARGE_BYTES = 512 * 1024;

type BadBody = readonly [string, string | Uint8Array, Readonly<Record<string, string>>?];

function badBodies(sound: string): readonly BadBody[] {
  return [
    ['no body', ''],
    ['cut in the middle', sound.slice(0, sound.length / 2)],
    ['cut before its end', sound.slice(0, -1)],
    ['double-encoded', JSON.stringify(sound)],
    ['a list', `[${sound}]`],
    ['null', 'null'],
    ['a number', '1'],
    ['not JSON', 'spec: {}'],
    ['not UTF-8', Buffer.concat([Buffer.from(sound.slice(0, -1)), Buffer.from([0xff, 0xfe])])],
    ['a byte order mark', `\uFEFF${sound}`],
    ['an empty object', '{}'],
    ['a prototype', `{"__proto__":{"a":1},${sound.slice(1)}`],
    ['too deep', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)},${sound.slice(1)}`],
    ['too many values', `{"a":[${'{},'.repeat(MAX_BODY_VALUES)}1]}`],
    ['too large', `{"a":"${'x'.repeat(DEFAULT_MAX_BODY_BYTES)}"}`],
    ['another type', sound, { 'content-type': 'text/plain' }],
    ['another alphabet', sound, { 'content-type': 'application/json; charset=latin1' }],
    ['compressed', sound, { ...JSON_TYPE, 'content-encoding': 'br' }],
    ['a type with its alphabet', sound, { 'content-type': 'application/json; charset=utf-8' }],
  ];
}

function methodRequests(): readonly GoldenRequest[] {
  return HOOKS.flatMap((hook) =>
    ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
      name: method,
      group: 'methods' as const,
      hook,
      method,
      headers: {},
      body: Buffer.alloc(0),
    })),
  );
}
