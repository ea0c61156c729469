// Objects that are too large to be carried out, or to be looked at.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../functions/kube/object.ts';
import {
  admissionReview,
  ask,
  asObserved,
  childrenOf,
  PARENT,
  statusOf,
  syncRequest,
} from '../units/hooks/requests.ts';

function parentWith(spec: object): KubeObject {
  return { ...PARENT, spec: { ...(PARENT['spec'] as object), ...spec } };
}

function causes(object: KubeObject): readonly string[] {
  const answer = ask('/validate', admissionReview({ object }));
  const { response } = answer.body as {
    response: { status?: { details: { causes: readonly { field: string; message: string }[] } } };
  };
  return (response.status?.details.causes ?? []).map(
    ({ field, message }) => `${/MCP\d+/.exec(message)?.[0] ?? message} ${field}`,
  );
}

function byName(children: readonly KubeObject[]): readonly KubeObject[] {
  return children.toSorted((a, b) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1));
}

/** Fails unless a running server with this spec keeps its children, and a condition says why. */
function assertKept(parent: KubeObject, reason: RegExp): void {
  const running = childrenOf(ask('/sync', syncRequest()));
  const answer = ask('/sync', syncRequest({ parent, children: asObserved(running) }));
  assert.deepEqual(byName(childrenOf(answer)), byName(running));
  const messages = statusOf(answer).conditions.map(({ message }) => message);
  assert.match(messages.join('\n'), reason);
}

const many = (count: number, item: unknown): readonly unknown[] => Array.from({ length: count }, () => item);

/** Each is valid apart from its size. */
const TOO_LARGE: Readonly<Record<string, object>> = {
  tolerations: { podTemplateSpec: { spec: { tolerations: many(100_000, {}) } } },
  'projected sources': {
    podTemplateSpec: { spec: { volumes: [{ name: 'v', projected: { sources: many(100_000, {}) } }] } },
  },
  allow_host: {
    permissionProfile: { type: 'inline', inline: { network: { outbound: { allow_host: many(40_000, '192.0.2.1') } } } },
  },
  policies: {
    authzConfig: { type: 'inline', inline: { policies: many(10_000, 'permit(principal, action, resource);') } },
  },
  'one long argument': { args: ['x'.repeat(300_000)] },
  nesting: { podTemplateSpec: { spec: JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`) as unknown } },
};

test('groupRef: a text that is no name is not sent back by /default, and refused by /validate', () => {
  const answerSize = (groupRef: string): number =>
    JSON.stringify(ask('/default', admissionReview({ object: parentWith({ groupRef }) })).body).length;
  assert.ok(answerSize('g'.repeat(253)) > answerSize('g') + 253);
  assert.ok(answerSize('g'.repeat(254)) < answerSize('g'));
  assert.ok(answerSize('g'.repeat(5_000_000)) < answerSize('g'));
  assert.deepEqual(causes(parentWith({ groupRef: 'g'.repeat(254) })), ['MCP002 spec.groupRef']);
});

for (const [what, spec] of Object.entries(TOO_LARGE)) {
  test(`too large, ${what}: /validate says that and nothing else`, () => {
    assert.deepEqual(causes(parentWith(spec)), ['MCP131 spec']);
  });

  test(`too large, ${what}: /sync keeps what runs and says why`, () => {
    assertKept(parentWith(spec), /larger than 256 KiB/);
  });
}

test('too large: nothing is created for a new server, and nothing read that it names', () => {
  const parent = parentWith({ ...TOO_LARGE['tolerations'], toolConfigRef: { name: 'tools' } });
  const answer = ask('/sync', syncRequest({ parent }));
  assert.deepEqual(childrenOf(answer), []);
  assert.equal(statusOf(answer).phase, 'Failed');
  const { controller } = syncRequest();
  assert.doesNotMatch(JSON.stringify(ask('/customize', { controller, parent }).body), /toolconfigs/);
});

test('a child too large: /sync keeps what runs and names the child', () => {
  const parent = parentWith({ args: ['"'.repeat(100_000)] });
  assert.deepEqual(causes(parent), []);
  assertKept(parent, /ConfigMap fetch-runconfig would be larger than 250 KiB.*MCP132/);
});

test('a child too large: annotations count with their copy', () => {
  const parent = parentWith({
    resourceOverrides: { proxyService: { annotations: { note: 'x'.repeat(130_000) } } },
  });
  const said = statusOf(ask('/sync', syncRequest({ parent }))).message;
  assert.match(said, /Service mcp-fetch-proxy would be larger/);
});

test('large and within the limits: children are built', () => {
  const parent = parentWith({ args: ['x'.repeat(100_000)] });
  const children = childrenOf(ask('/sync', syncRequest({ parent })));
  assert.ok(children.some(({ kind }) => kind === 'StatefulSet'));
});

const entries = (count: number): Readonly<Record<string, number>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 1]));
const template = (spec: object): object => ({ podTemplateSpec: { spec } });

/** Short enough, and with more entries than anybody has. */
const TOO_MANY: readonly (readonly [string, object])[] = [
  ['spec.podTemplateSpec.spec.containers', template({ containers: many(129, { name: 'a' }) })],
  ['spec.podTemplateSpec.spec.initContainers', template({ initContainers: many(4000, {}) })],
  ['spec.podTemplateSpec.spec.volumes', template({ volumes: many(513, { name: 'a' }) })],
  ['spec.podTemplateSpec.spec.tolerations', template({ tolerations: many(83_000, {}) })],
  ['spec.podTemplateSpec.spec.containers[0].env', template({ containers: [{ name: 'mcp', env: many(4097, {}) }] })],
  ['spec.podTemplateSpec.spec.nodeSelector', template({ nodeSelector: entries(1025) })],
  ['spec.tools', { tools: many(1025, 'a') }],
  ['spec.unknown', { unknown: many(1025, 1) }],
  ['spec', template({ volumes: many(21, { name: 'a', csi: { volumeAttributes: entries(1000) } }) })],
];

for (const [path, spec] of TOO_MANY) {
  test(`too many entries in ${path}: /validate says where, /sync keeps what runs`, () => {
    assert.deepEqual(causes(parentWith(spec)), [`MCP133 ${path}`]);
    assertKept(parentWith(spec), /may have at most [0-9]+ entries/);
  });
}

const containers = (count: number): readonly unknown[] =>
  Array.from({ length: count }, (_, index) => ({ name: `a${index}`, image: 'ghcr.io/example/a:1' }));

test('as many entries as there may be: nothing is said about their number', () => {
  for (const spec of [
    template({ containers: [{ name: 'mcp' }, ...containers(127)] }),
    template({ tolerations: many(1024, { operator: 'Exists' }) }),
    { env: Array.from({ length: 4096 }, (_, index) => ({ name: `A${index}`, value: 'x' })) },
  ]) {
    assert.deepEqual(causes(parentWith(spec)), []);
  }
});
