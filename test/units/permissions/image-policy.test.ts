// Unit: the image policy, judged on every image of the pod as it will run, and the namespaces that it leaves alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { Loose } from '../children/build.ts';
import { admissionReview, ask, childrenOf, CONTEXT, PARENT, statusOf, syncRequest } from '../hooks/requests.ts';
import { findingsOf, placesOf } from '../validate/plain-server.ts';

const POD = 'spec.podTemplateSpec.spec';

/** A container or a list of them beside the server's own. */
function beside(list: string, fields: Loose): Loose {
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  return { podTemplateSpec: { spec: { [list]: [{ name: 'helper', image: 'a:1', securityContext, ...fields }] } } };
}

function policy(imagePolicy: Partial<Settings['imagePolicy']>): Settings {
  return { ...DEFAULT_SETTINGS, imagePolicy: { ...DEFAULT_SETTINGS.imagePolicy, mode: 'deny', ...imagePolicy } };
}

const DIGEST = `sha256:${'0a'.repeat(32)}`;

/** Image, allowed registries, whether it is allowed. */
const IMAGES: readonly (readonly [string, readonly string[], boolean])[] = [
  ['ghcr.io/acme/fetch:1', ['ghcr.io/acme'], true],
  ['ghcr.io/acme/fetch:1', ['ghcr.io/acme/'], true],
  ['ghcr.io/acme/fetch:1', ['ghcr.io'], true],
  ['ghcr.io/acme/fetch:1', ['ghcr.io/acme/fetch'], true],
  ['ghcr.io/acme-evil/fetch:1', ['ghcr.io/acme'], false],
  ['ghcr.io.evil.example/acme/fetch:1', ['ghcr.io'], false],
  ['ghcr.io:443/acme/fetch:1', ['ghcr.io'], false],
  ['evil.example/ghcr.io/acme/fetch:1', ['ghcr.io/acme'], false],
  ['fetch:1', ['docker.io'], true],
  ['fetch:1', ['docker.io/library'], true],
  ['acme/fetch:1', ['docker.io/acme'], true],
  ['acme/fetch:1', ['acme'], true],
  ['acme/fetch:1', ['ghcr.io/acme'], false],
  ['localhost:5000/fetch:1', ['localhost:5000'], true],
  ['registry.example.com:5000/acme/fetch:1', ['registry.example.com:5000/acme'], true],
  ['registry.example.com:5000/acme/fetch:1', ['registry.example.com/acme'], false],
  [`ghcr.io/acme/fetch:1@${DIGEST}`, ['ghcr.io/acme'], true],
  [`ghcr.io/other/fetch@${DIGEST}`, ['ghcr.io/acme'], false],
  ['GHCR.io/acme/fetch:1', ['ghcr.io/acme'], false],
];

for (const [image, registries, isAllowed] of IMAGES) {
  test(`validateImagePolicy: ${image} is ${isAllowed ? '' : 'not '}allowed by ${registries.join(', ')}`, () => {
    assert.deepEqual(placesOf({ image }, policy({ registries })), isAllowed ? [] : ['MCP120 spec.image']);
  });
}

test('validateImagePolicy: it is spec.image that is judged, whatever the pod template says of its container', () => {
  const podTemplateSpec = { spec: { containers: [{ name: 'mcp', image: 'ghcr.io/acme/fetch:1' }] } };
  assert.deepEqual(
    placesOf({ image: 'evil.example/fetch:1', podTemplateSpec }, policy({ registries: ['ghcr.io/acme'] })).filter(
      (place) => place.startsWith('MCP120'),
    ),
    ['MCP120 spec.image'],
  );
});

test('validateImagePolicy: a digest is asked for in every container, also of the pod template', () => {
  const spec = {
    image: `ghcr.io/acme/fetch:1@${DIGEST}`,
    ...beside('initContainers', { image: 'ghcr.io/acme/init:1' }),
  };
  assert.deepEqual(placesOf(spec, policy({ requireDigest: true })), [`MCP120 ${POD}.initContainers[0].image`]);
  assert.deepEqual(placesOf(spec, policy({ requireDigest: true, mode: 'warn' })), [
    `MCP121 ${POD}.initContainers[0].image`,
  ]);
});

test('validateImagePolicy: without a policy nothing is said', () => {
  assert.deepEqual(placesOf({ image: 'anything/at/all:1' }), []);
});

/** Image, and whether the tags latest and main, which are forbidden, are found in it. */
const TAGS: readonly (readonly [string, boolean])[] = [
  ['ghcr.io/acme/fetch:1.4.0', false],
  ['ghcr.io/acme/fetch:latest', true],
  ['ghcr.io/acme/fetch:main', true],
  ['ghcr.io/acme/fetch:main-2026', false],
  ['ghcr.io/acme/fetch', true],
  ['registry.example.com:5000/fetch', true],
  [`ghcr.io/acme/fetch:latest@${DIGEST}`, false],
  [`ghcr.io/acme/fetch@${DIGEST}`, false],
];

for (const [image, isFound] of TAGS) {
  test(`validateImagePolicy: ${image} has ${isFound ? 'a' : 'no'} tag that is forbidden`, () => {
    const found = placesOf({ image }, policy({ forbiddenTags: ['latest', 'main'] })).filter(
      (text) => !text.startsWith('MCP013'),
    );
    assert.deepEqual(found, isFound ? ['MCP120 spec.image'] : []);
  });
}

test('validateImagePolicy: every image of the pod is judged, those that are mounted as volumes too', () => {
  const good = { image: 'ghcr.io/acme/fetch:1' };
  const bad = 'evil.example/x:1';
  for (const list of ['containers', 'initContainers']) {
    const spec = { ...good, ...beside(list, { image: bad }) };
    const found = placesOf(spec, policy({ registries: ['ghcr.io/acme'] })).filter((text) => text.startsWith('MCP12'));
    assert.deepEqual(found, [`MCP120 ${POD}.${list}[0].image`]);
  }
  const volumes = [{ name: 'data', image: { reference: bad } }];
  const spec = { ...good, podTemplateSpec: { spec: { volumes } } };
  assert.deepEqual(placesOf(spec, policy({ registries: ['ghcr.io/acme'] })), [
    `MCP120 ${POD}.volumes[0].image.reference`,
  ]);
});

const LABEL = 'images.example.com/policy=off';
const WRONG = { ...PARENT, spec: { image: 'evil.example/x:1', transport: 'streamable-http' } };

function review(settings: Settings, namespace = 'demo'): Loose {
  const object = { ...WRONG, metadata: { ...WRONG.metadata, namespace } };
  const body = admissionReview({ name: 'fetch', namespace, object });
  return (ask('/validate', body, { ...CONTEXT, settings }).body as Loose).response;
}

function synced(settings: Settings, labels?: Loose): ReturnType<typeof ask> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo', labels } };
  const related = labels === undefined ? {} : { 'Namespace.v1': { demo: namespace } };
  return ask('/sync', syncRequest({ parent: WRONG, related }), { ...CONTEXT, settings });
}

function runs(answer: ReturnType<typeof ask>): boolean {
  return childrenOf(answer).some(({ kind }) => kind === 'StatefulSet');
}

test('image policy: a namespace that is exempt by name is left alone at admission and in sync, and no other', () => {
  const settings = policy({ registries: ['ghcr.io/acme'], exemptNamespaces: ['demo'] });
  assert.equal(review(settings).allowed, true);
  assert.equal(review(settings, 'demo2').allowed, false);
  assert.equal(runs(synced(settings)), true);
  assert.equal(runs(synced(policy({ registries: ['ghcr.io/acme'], exemptNamespaces: ['demo2'] }))), false);
});

test('image policy: with a label the webhook warns, and the sync decides by the labels of the namespace', () => {
  const settings = policy({ registries: ['ghcr.io/acme'], exemptNamespaceLabel: LABEL });
  const { allowed, warnings } = review(settings);
  assert.equal(allowed, true);
  assert.match(warnings.join(), /MCP121 spec\.image: .*Unless its namespace is exempt, it is not rolled out/);
  assert.equal(runs(synced(settings, { 'images.example.com/policy': 'off' })), true);
  for (const labels of [
    undefined,
    {},
    { 'images.example.com/policy': 'on' },
    { 'images.example.com/policy2': 'off' },
  ]) {
    const answer = synced(settings, labels);
    assert.equal(runs(answer), false);
    assert.match(statusOf(answer).message, /MCP120/);
  }
});

function namespaceRules(settings: Settings): Loose {
  const { body } = ask(
    '/customize',
    { controller: syncRequest()['controller'], parent: PARENT },
    { ...CONTEXT, settings },
  );
  return (body as Loose).relatedResources.filter(({ resource }: Loose) => resource === 'namespaces');
}

test('image policy: the namespace is asked for only where a label counts, and it is the own one', () => {
  assert.deepEqual(namespaceRules(policy({ registries: ['ghcr.io'] })), []);
  assert.deepEqual(namespaceRules(policy({ exemptNamespaceLabel: LABEL })), [
    { apiVersion: 'v1', resource: 'namespaces', namespace: 'demo', names: ['demo'] },
  ]);
});

test('image policy: the message fits into a warning', () => {
  const settings = policy({ registries: ['ghcr.io/acme'], exemptNamespaceLabel: LABEL });
  for (const line of review(settings).warnings) assert.ok(line.length <= 256, line);
  assert.ok(findingsOf({ image: 'evil.example/x:1' }, settings).length > 0);
});
