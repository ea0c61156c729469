// Hostile requests: each place of a sound request is replaced by values that do not belong there, and every hook still answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../functions/kube/object.ts';
import { admissionReview, ask, asObserved, childrenOf, PARENT, syncRequest } from '../units/hooks/requests.ts';

type Step = string | number;

/** Must never come back in an answer, except inside the children. */
const SECRET = 'hunter2hunter2';

const SERVER: KubeObject = {
  ...PARENT,
  spec: {
    image: 'ghcr.io/example/fetch:1.0.0',
    transport: 'streamable-http',
    env: [{ name: 'A_TOKEN', value: SECRET }],
    secrets: [{ name: 's', key: 'k' }],
    volumes: [{ name: 'v', mountPath: '/v', configMap: { name: 'c', items: [{ key: 'a', path: 'b' }] } }],
    resources: { limits: { cpu: '1' } },
    permissionProfile: { type: 'inline', inline: { network: { outbound: { allow_host: ['192.0.2.1'] } } } },
    resourceOverrides: { proxyDeployment: { env: [{ name: 'C', value: SECRET }], labels: { x: 'y' } } },
    podTemplateSpec: { spec: { containers: [{ name: 'mcp', env: [{ name: 'B', value: SECRET }] }] } },
    groupRef: 'g',
  },
};

const REVIEW = admissionReview({ object: SERVER });

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  1.5,
  '8080',
  'a\nb\r\u0000\u2028',
  '\ud800',
  'x'.repeat(10_000),
  [null],
  [[]],
  JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}},"toString":"z","length":3}'),
];

/** All places below a value, the deepest lists and objects included. */
function places(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, member]) =>
    places(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below];
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], by: unknown): unknown {
  if (step === undefined) return by;
  const member = replaced((value as Record<Step, unknown>)[step], rest, by);
  if (Array.isArray(value)) return value.with(Number(step), member);
  return { ...(value as object), [step]: member };
}

function* spoilt(body: unknown, below: string): Generator {
  for (const place of places(body)) {
    if (place.length > 0 && place[0] !== below) continue;
    for (const odd of ODD_VALUES) yield replaced(body, place, odd);
  }
}

test('admission: whatever stands where, there is a verdict or a refusal, on clean lines and without values', () => {
  for (const path of ['/default', '/validate']) {
    for (const body of spoilt(REVIEW, 'request')) {
      const answer = ask(path, body);
      const text = JSON.stringify(answer);
      assert.ok([200, 400].includes(answer.status), text);
      assert.ok(!text.includes(SECRET), text);
      const { response } = answer.body as { response?: { warnings?: readonly string[] } };
      for (const warning of response?.warnings ?? []) {
        assert.ok(Array.from(warning).length <= 256, warning);
        assert.doesNotMatch(warning, /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      }
    }
  }
});

test('sync: whatever stands in the parent, running children stay or nothing is answered', () => {
  const running = childrenOf(ask('/sync', syncRequest({ parent: PARENT })));
  const names = running.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted();
  const request = syncRequest({ parent: { ...SERVER, spec: PARENT['spec'] }, children: asObserved(running) });
  for (const body of spoilt(request, 'parent')) {
    const { metadata } = (body as { parent?: { metadata?: { name?: unknown } } } | null)?.parent ?? {};
    if (metadata?.name !== PARENT.metadata.name) continue;
    const answer = ask('/sync', body);
    if (answer.status !== 200) continue;
    const kept = new Set(childrenOf(answer).map((child) => `${child.kind} ${child.metadata.name}`));
    const lost = names.filter((name) => !kept.has(name) && !/^Service mcp-fetch(-headless)?$/.test(name));
    assert.deepEqual(lost, [], JSON.stringify(body).slice(0, 2000));
  }
});

test('status: no value of the spec, one line each, within the limits of the schema', () => {
  for (const body of spoilt(syncRequest({ parent: SERVER }), 'parent')) {
    const answer = ask('/sync', body);
    if (answer.status !== 200) continue;
    const { status } = answer.body as { status: { message: string; conditions: readonly { message: string }[] } };
    assert.ok(!JSON.stringify(status).includes(SECRET));
    for (const message of [status.message, ...status.conditions.map((condition) => condition.message)]) {
      assert.ok(message.length <= 32_768);
      assert.doesNotMatch(message, /[\p{Cc}\p{Zl}\p{Zp}]/u);
    }
  }
});

test('objects: no request reaches the prototype of all objects', () => {
  for (const body of spoilt(syncRequest({ parent: SERVER }), 'related')) ask('/customize', body);
  assert.equal(Reflect.get({}, 'x'), undefined);
  assert.equal(Reflect.get({}, 'y'), undefined);
});
