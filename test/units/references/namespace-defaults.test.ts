// Unit: ConfigMap mcp-defaults of a namespace: defaults for pods, rules that are only ever stricter, and what cannot be read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsInSync } from '../../../functions/decode/effective-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import type { Loose } from '../children/build.ts';
import { otherRules } from '../child-name-rules.ts';
import { ask, asObserved, childrenOf, CONTEXT, PARENT, statusOf, syncRequest } from '../hooks/requests.ts';

const ENABLED: Settings = { ...DEFAULT_SETTINGS, namespaceDefaults: { enabled: true } };

interface Given {
  readonly text?: string | undefined;
  readonly data?: Loose;
  readonly spec?: Loose;
  readonly settings?: Settings;
  readonly observed?: readonly KubeObject[];
}

function sync({
  text,
  data = { 'defaults.yaml': text },
  spec = PARENT['spec'],
  settings = ENABLED,
  observed = [],
}: Given) {
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mcp-defaults', namespace: 'demo' }, data };
  const related =
    text === undefined && data['defaults.yaml'] === undefined && Object.keys(data).length < 2
      ? { 'ConfigMap.v1': {} }
      : { 'ConfigMap.v1': { 'demo/mcp-defaults': map } };
  const request = syncRequest({ parent: { ...PARENT, spec }, related, children: asObserved(observed) });
  return ask('/sync', JSON.parse(JSON.stringify(request)), { ...CONTEXT, settings });
}

function podsOf(given: Given): Readonly<Record<string, Loose>> {
  const children: readonly Loose[] = childrenOf(sync(given));
  const pod = (kind: string): Loose => children.find((child) => child.kind === kind)?.spec.template.spec;
  return { backend: pod('StatefulSet'), proxy: pod('Deployment') };
}

function runs(answer: ReturnType<typeof ask>): boolean {
  return childrenOf(answer).some(({ kind }) => kind === 'StatefulSet');
}

/** Children sorted, because kept ones come in another order. */
function sorted(children: readonly KubeObject[]): readonly string[] {
  return children.map((child) => JSON.stringify(child)).toSorted();
}

function isRefused(answer: ReturnType<typeof ask>): boolean {
  return statusOf(answer).phase === 'Failed';
}

function mcp({ backend }: Readonly<Record<string, Loose>>): Loose {
  return backend.containers.find(({ name }: Loose) => name === 'mcp');
}

const RESOURCES = 'resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {cpu: "0.5", memory: 256Mi}}';

test('mcp-defaults: resources are those of a server that says nothing, in canonical form', () => {
  assert.deepEqual(mcp(podsOf({ text: RESOURCES })).resources, {
    requests: { cpu: '50m', memory: '64Mi' },
    limits: { cpu: '500m', memory: '256Mi' },
  });
});

test('mcp-defaults: a server that says anything about memory keeps all it says about it, and gets the default for CPU', () => {
  const expected = { requests: { cpu: '50m', memory: '1Gi' }, limits: { cpu: '500m' } };
  const own = { requests: { memory: '1Gi' } };
  const base: Loose = PARENT['spec'];
  assert.deepEqual(mcp(podsOf({ text: RESOURCES, spec: { ...base, resources: own } })).resources, expected);
  const podTemplateSpec = { spec: { containers: [{ name: 'mcp', resources: own }] } };
  assert.deepEqual(mcp(podsOf({ text: RESOURCES, spec: { ...base, podTemplateSpec } })).resources, expected);
});

test('mcp-defaults: pull secrets come last, node selectors are under those of the pod template, for both pods', () => {
  const text = 'imagePullSecrets: [team-registry]\nnodeSelector: {pool: mcp, disk: ssd}';
  const podTemplateSpec = { spec: { nodeSelector: { disk: 'hdd' } } };
  const settings = { ...ENABLED, proxy: { ...ENABLED.proxy, imagePullSecrets: ['company'] } };
  const pods = podsOf({ text, settings, spec: { ...(PARENT['spec'] as object), podTemplateSpec } });
  assert.deepEqual(pods['backend'].nodeSelector, { pool: 'mcp', disk: 'hdd' });
  assert.deepEqual(pods['proxy'].nodeSelector, { pool: 'mcp', disk: 'ssd' });
  assert.deepEqual(pods['proxy'].imagePullSecrets, [{ name: 'company' }, { name: 'team-registry' }]);
});

test('mcp-defaults: without the ConfigMap, or with one that says nothing, nothing changes', () => {
  const plain = JSON.stringify(childrenOf(sync({})));
  assert.equal(JSON.stringify(childrenOf(sync({ text: '# nothing\n' }))), plain);
  assert.equal(JSON.stringify(childrenOf(sync({ text: '{}' }))), plain);
  assert.equal(JSON.stringify(childrenOf(sync({ text: RESOURCES, settings: DEFAULT_SETTINGS }))), plain);
});

function rules(settings: Settings): Loose {
  const { body } = ask(
    '/customize',
    { controller: syncRequest()['controller'], parent: PARENT },
    { ...CONTEXT, settings },
  );
  return otherRules((body as Loose).relatedResources, 'fetch').filter(
    ({ resource }: Loose) => resource === 'configmaps',
  );
}

test('mcp-defaults: it is asked for by its exact name in the own namespace, and only where the settings say so', () => {
  assert.deepEqual(rules(ENABLED), [
    { apiVersion: 'v1', resource: 'configmaps', namespace: 'demo', names: ['mcp-defaults'] },
  ]);
  assert.deepEqual(rules(DEFAULT_SETTINGS), []);
});

/** Text of the key, and what the message says about it. */
const UNREADABLE: readonly (readonly [string, RegExp])[] = [
  ['resources: {', /is not YAML/],
  ['a: b: c', /is not YAML/],
  ['just text', /defaults\.yaml must be object/],
  ['!!omap [podSecurity: {enforce: restricted}]', /defaults\.yaml must be object/],
  ['- a list', /defaults\.yaml must be object/],
  ['podsecurity: {enforce: restricted}', /podsecurity/],
  ['podSecurity: {enforce: strict}', /podSecurity\.enforce must be one of/],
  ['podSecurity:', /podSecurity must be object/],
  ['permissionProfiles: {default: none}', /default/],
  ['permissionProfiles: {network: {except: [10.0.0.0/33]}}', /is no CIDR/],
  ['permissionProfiles: {network: {except: [everything]}}', /a CIDR/],
  ['networkPolicy: {enabled: false}', /enabled/],
  ['imagePolicy: {exemptNamespaces: [demo]}', /exemptNamespaces/],
  ['resources: {limits: {memory: a lot}}', /a quantity/],
  [
    'resources: {requests: {memory: 1Gi}, limits: {memory: 512Mi}}',
    /resources\.requests\.memory is larger than the limit/,
  ],
  ['nodeSelector: {pool: [a]}', /nodeSelector\.pool/],
  ['proxy: {image: evil}', /proxy/],
  ['__proto__: {podSecurity: {enforce: privileged}}', /__proto__/],
];

for (const [text, message] of UNREADABLE) {
  test(`mcp-defaults: ${JSON.stringify(text)} cannot be read: nothing is started, and what runs stays`, () => {
    const first = sync({ text });
    assert.equal(runs(first), false);
    assert.equal(statusOf(first).phase, 'Failed');
    assert.match(statusOf(first).message, /ConfigMap mcp-defaults cannot be read/);
    assert.match(statusOf(first).message, message);
    const before = childrenOf(sync({ text: RESOURCES }));
    const after = sync({ text, observed: before });
    assert.deepEqual(sorted(childrenOf(after)), sorted(before));
    assert.equal(statusOf(after).phase, 'Failed');
  });
}

test('mcp-defaults: a ConfigMap without the key cannot be read, for its author meant something', () => {
  const answer = sync({ data: { 'default.yaml': RESOURCES, other: 'x' } });
  assert.equal(runs(answer), false);
  assert.match(statusOf(answer).message, /it has no key defaults\.yaml/);
});

const PINNED = `ghcr.io/acme/fetch:1.4.0@sha256:${'0a'.repeat(32)}`;

/** Spec, rule of the namespace, and the code with which a server is then held back. */
const STRICTER: readonly (readonly [Loose, string, string])[] = [
  [
    { podTemplateSpec: { spec: { securityContext: { runAsUser: 0 } } } },
    'podSecurity: {enforce: restricted}',
    'MCP110',
  ],
  [{}, 'imagePolicy: {registries: [ghcr.io/acme], mode: deny}', 'MCP120'],
  [{}, 'imagePolicy: {requireDigest: true, mode: deny}', 'MCP120'],
  [{ image: 'ghcr.io/example/fetch:edge' }, 'imagePolicy: {forbiddenTags: [edge], mode: deny}', 'MCP120'],
];

for (const [spec, text, code] of STRICTER) {
  test(`mcp-defaults: ${text} holds a server back that the settings let run`, () => {
    const given = { spec: { ...(PARENT['spec'] as object), ...spec } };
    assert.equal(runs(sync(given)), true);
    const answer = sync({ ...given, text });
    assert.equal(runs(answer), false);
    assert.match(statusOf(answer).message, new RegExp(code));
  });
}

const STRICT: Settings = {
  ...ENABLED,
  permissionProfiles: { ...ENABLED.permissionProfiles, network: { except: ['10.0.0.0/8'] } },
  networkPolicy: { ...ENABLED.networkPolicy, proxyIngress: 'namespace', backendIngress: 'proxy' },
  podSecurity: { enforce: 'restricted', warn: 'restricted' },
  imagePolicy: {
    ...ENABLED.imagePolicy,
    registries: ['ghcr.io/acme'],
    requireDigest: true,
    forbiddenTags: ['latest'],
    mode: 'deny',
  },
};

test('mcp-defaults: words that would loosen the settings change nothing', () => {
  const loose = {
    permissionProfiles: { network: { except: [] } },
    networkPolicy: { proxyIngress: 'any', backendIngress: 'open' },
    podSecurity: { enforce: 'privileged', warn: 'privileged' },
    imagePolicy: { registries: ['evil.example', 'ghcr.io'], requireDigest: false, forbiddenTags: [], mode: 'warn' },
  } as const;
  const { namespacePods: _pods, imagePolicy, ...rest } = settingsInSync(STRICT, { name: 'demo', defaults: loose });
  const { imagePolicy: asked, ...others } = STRICT;
  assert.deepEqual(rest, others);
  assert.deepEqual(imagePolicy, { ...asked, namespaceRegistries: ['evil.example', 'ghcr.io'] });
});

function isAllowed(image: string, registries: string): boolean {
  return !isRefused(
    sync({
      text: `imagePolicy: {registries: [${registries}]}`,
      settings: STRICT,
      spec: { ...(PARENT['spec'] as object), image },
    }),
  );
}

test('mcp-defaults: an image has to be allowed by the namespace and by the settings', () => {
  assert.equal(isAllowed(PINNED, 'ghcr.io'), true);
  assert.equal(isAllowed(PINNED, 'ghcr.io/acme/fetch'), true);
  assert.equal(isAllowed(PINNED, 'ghcr.io/acme/other'), false);
  assert.equal(isAllowed(PINNED, 'evil.example'), false);
  assert.equal(isAllowed(PINNED.replace('acme', 'other'), 'ghcr.io/other'), false);
});

test('mcp-defaults: a namespace that is exempt from the image policy of the settings still has its own', () => {
  const settings = { ...STRICT, imagePolicy: { ...STRICT.imagePolicy, exemptNamespaces: ['demo'] } };
  assert.equal(isRefused(sync({ settings })), false);
  assert.equal(isRefused(sync({ settings, text: 'imagePolicy: {registries: [ghcr.io/acme]}' })), true);
});

test('mcp-defaults: closed addresses are holes in the policy, and status names the ConfigMap', () => {
  const outbound = { allow_host: ['192.0.2.0/24', '198.51.100.0/24'] };
  const permissionProfile = { type: 'inline', inline: { network: { outbound } } };
  const spec = { ...(PARENT['spec'] as object), permissionProfile };
  const text = 'permissionProfiles: {network: {except: [192.0.2.128/25, 198.51.0.0/16]}}';
  const first = childrenOf(sync({ text, spec }));
  const answer = sync({ text, spec, observed: first });
  const policy: Loose = childrenOf(answer).find(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'fetch-mcp',
  );
  assert.deepEqual(policy.spec.egress, [{ to: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.128/25'] } }] }]);
  const enforced = statusOf(answer).conditions.find(({ type }) => type === 'PermissionsEnforced');
  assert.match(enforced?.message ?? '', /198\.51\.100\.0\/24 is closed by the setting .* or ConfigMap mcp-defaults/);
});
