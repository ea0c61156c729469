// Rule: what a spec may ask for its pods, by the setting podTemplate.allowed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';
import { ask, childrenOf, CONTEXT, PARENT, syncRequest } from '../hooks/requests.ts';
import { findingsOf, NOTHING_ALLOWED, placesOf } from './plain-server.ts';

type Allowed = Settings['podTemplate']['allowed'];
type Spec = Readonly<Record<string, unknown>>;

const POD = 'spec.podTemplateSpec.spec';

function allowing(allowed: Partial<Allowed>): Settings {
  return { ...DEFAULT_SETTINGS, podTemplate: { allowed: { ...NOTHING_ALLOWED, ...allowed } } };
}

function pod(spec: Spec): Spec {
  return { podTemplateSpec: { spec } };
}

function labelled(labels: Spec): Spec {
  return { podTemplateSpec: { metadata: { labels } } };
}

function proxyLabelled(labels: Spec): Spec {
  return { resourceOverrides: { proxyDeployment: { podTemplateMetadataOverrides: { labels } } } };
}

/** What is asked for, the member that decides, a value of it that allows it, and the place of the refusal. */
const ASKED: readonly (readonly [string, Spec, Partial<Allowed>, string])[] = [
  ['a node by name', pod({ nodeName: 'control-plane-1' }), { nodeName: true }, `${POD}.nodeName`],
  [
    'a toleration',
    pod({ tolerations: [{ key: 'gpu', operator: 'Exists' }] }),
    { tolerations: ['gpu'] },
    `${POD}.tolerations[0]`,
  ],
  [
    'a toleration of every taint',
    pod({ tolerations: [{ operator: 'Exists' }] }),
    { tolerations: ['*'] },
    `${POD}.tolerations[0]`,
  ],
  [
    'a toleration of every taint with an empty key',
    pod({ tolerations: [{ key: '', operator: 'Exists' }] }),
    { tolerations: ['*'] },
    `${POD}.tolerations[0]`,
  ],
  [
    'a priority class',
    pod({ priorityClassName: 'batch' }),
    { priorityClassNames: ['batch'] },
    `${POD}.priorityClassName`,
  ],
  [
    'a class of Kubernetes itself',
    pod({ priorityClassName: 'system-node-critical' }),
    { priorityClassNames: ['system-node-critical'] },
    `${POD}.priorityClassName`,
  ],
  ['an account of the spec', { serviceAccount: 'cd' }, { serviceAccountNames: ['cd'] }, 'spec.serviceAccount'],
  [
    'an account of the template',
    pod({ serviceAccountName: 'cd' }),
    { serviceAccountNames: ['cd'] },
    `${POD}.serviceAccountName`,
  ],
  [
    'an account by its old name',
    pod({ serviceAccount: 'cd' }),
    { serviceAccountNames: ['*'] },
    `${POD}.serviceAccountName`,
  ],
  ['a runtime', pod({ runtimeClassName: 'runc' }), { runtimeClassNames: ['runc'] }, `${POD}.runtimeClassName`],
  [
    'a label',
    labelled({ 'k8s-app': 'kube-dns' }),
    { labels: ['k8s-app'] },
    'spec.podTemplateSpec.metadata.labels.k8s-app',
  ],
  [
    'a label of a prefix',
    labelled({ 'example.com/team': 'a' }),
    { labels: ['example.com/*'] },
    'spec.podTemplateSpec.metadata.labels["example.com/team"]',
  ],
  [
    'a label of the proxy',
    proxyLabelled({ 'k8s-app': 'kube-dns' }),
    { labels: ['*'] },
    'spec.resourceOverrides.proxyDeployment.podTemplateMetadataOverrides.labels.k8s-app',
  ],
  ['a field in another case', pod({ NodeName: 'control-plane-1' }), { nodeName: true }, `${POD}.NodeName`],
];

for (const [what, spec, allowed, path] of ASKED) {
  test(`validatePodTemplateLimits: ${what} is refused, and allowed by ${JSON.stringify(allowed)}`, () => {
    const refused = findingsOf(spec, allowing({})).filter(({ code }) => code === 'MCP112');
    assert.deepEqual(
      refused.map((finding) => finding.path),
      [path],
    );
    const [member] = Object.keys(allowed);
    assert.match(refused[0]?.message ?? '', new RegExp(`podTemplate\\.allowed\\.${member}`));
    assert.ok(refused.every(({ level, message }) => level === 'error' && message.length <= 256));
    const others = {
      ...DEFAULT_SETTINGS.podTemplate.allowed,
      [member ?? '']: NOTHING_ALLOWED[member as keyof Allowed],
    };
    assert.ok(codes(spec, { ...DEFAULT_SETTINGS, podTemplate: { allowed: others } }).includes('MCP112'));
    assert.ok(!codes(spec, allowing(allowed)).includes('MCP112'));
  });
}

function codes(spec: Spec, settings: Settings): readonly string[] {
  return findingsOf(spec, settings).map(({ code }) => code);
}

/** Looks like the above, and is not: nothing else than the list decides. */
const NEAR: readonly (readonly [string, Spec, Partial<Allowed>])[] = [
  ['another key', pod({ tolerations: [{ key: 'gpu' }] }), { tolerations: ['gp'] }],
  [
    'a class of Kubernetes itself where all others are allowed',
    pod({ priorityClassName: 'system-node-critical' }),
    { priorityClassNames: ['*'] },
  ],
  ['another prefix', labelled({ 'example.com.evil.org/a': 'b' }), { labels: ['example.com/*'] }],
  ['the prefix alone', labelled({ 'example.com': 'b' }), { labels: ['example.com/*'] }],
  ["another server's account", pod({ serviceAccountName: 'other-sa' }), { serviceAccountNames: ['other'] }],
];

for (const [what, spec, allowed] of NEAR) {
  test(`validatePodTemplateLimits: ${what} is not allowed`, () => {
    assert.ok(codes(spec, allowing(allowed)).includes('MCP112'));
  });
}

test('validatePodTemplateLimits: with nothing allowed a server still has its own account, labels, nodes and affinity', () => {
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } };
  for (const spec of [
    {},
    pod({ nodeSelector: { pool: 'mcp' }, affinity }),
    pod({ serviceAccountName: 'example-sa' }),
    { serviceAccount: 'example-sa' },
    labelled({ app: 'example', 'toolhive-name': 'example' }),
    proxyLabelled({ app: 'mcpserver' }),
  ])
    assert.ok(!codes(spec, allowing({})).includes('MCP112'), JSON.stringify(spec));
});

test('validatePodTemplateLimits: the defaults allow all but the classes of Kubernetes itself', () => {
  for (const [what, spec] of ASKED)
    assert.equal(codes(spec, DEFAULT_SETTINGS).includes('MCP112'), what === 'a class of Kubernetes itself', what);
});

test('validatePodTemplateLimits: a long list is told in part', () => {
  const tolerations = Array.from({ length: 500 }, () => ({ operator: 'Exists' }));
  const places = placesOf(pod({ tolerations }), allowing({}));
  assert.equal(places.filter((place) => place.startsWith('MCP112')).length, 30);
});

test('validatePodTemplateLimits: the hardened preset allows none of them', () => {
  const preset = new URL('../../../charts/toolhive-operator/values-hardened.yaml', import.meta.url);
  const hardened = decodeSettings(parse(readFileSync(preset, 'utf8')).settings);
  assert.ok(hardened.ok);
  for (const [what, spec] of ASKED) assert.ok(codes(spec, hardened.value).includes('MCP112'), what);
});

test('validatePodTemplateLimits: without admission, /sync rolls out no workload of such a server', () => {
  const { spec = {} } = PARENT as { readonly spec?: Spec };
  const parent = { ...PARENT, spec: { ...spec, podTemplateSpec: { spec: { nodeName: 'control-plane-1' } } } };
  const workloads = (settings: Settings): readonly string[] => {
    const answer = ask('/sync', syncRequest({ parent }), { ...CONTEXT, settings });
    return childrenOf(answer).flatMap(({ kind }) => (['Deployment', 'StatefulSet'].includes(kind) ? [kind] : []));
  };
  assert.deepEqual(workloads(allowing({})), []);
  assert.deepEqual(workloads(DEFAULT_SETTINGS), ['Deployment', 'StatefulSet']);
});

/** Values that could be taken for something wider than they say. */
const BAD_SETTINGS: readonly (readonly [string, unknown])[] = [
  ['podTemplate.allowed.labels.0', { podTemplate: { allowed: { labels: ['example.com*'] } } }],
  ['podTemplate.allowed.labels.0', { podTemplate: { allowed: { labels: ['*/team'] } } }],
  ['podTemplate.allowed.tolerations.0', { podTemplate: { allowed: { tolerations: [''] } } }],
  ['podTemplate.allowed.priorityClassNames.0', { podTemplate: { allowed: { priorityClassNames: ['system-*'] } } }],
  ['podTemplate.allowed.nodeName', { podTemplate: { allowed: { nodeName: 'false' } } }],
  ['podTemplate.allowed.serviceAccountNames', { podTemplate: { allowed: { serviceAccountNames: '*' } } }],
  ['proxy.trustEnvironment', { proxy: { trustEnvironment: 'Deny' } }],
  ['networkPolicy.apiServerCIDRs', { networkPolicy: { apiServerCIDRs: ['10.0.0.5/33'] } }],
  ['networkPolicy.proxyEgress.extra', { networkPolicy: { proxyEgress: { extra: [{ cidr: '10.0.0.5/33' }] } } }],
  ['networkPolicy.proxyEgress.extra.0', { networkPolicy: { proxyEgress: { extra: [{ ports: [443] }] } } }],
  [
    'networkPolicy.proxyEgress.extra.1',
    { networkPolicy: { proxyEgress: { extra: [{ namespace: 'a' }, { cidr: '10.0.0.0/8', podLabels: {} }] } } },
  ],
  [
    'networkPolicy.proxyEgress.extra.0.podLabels',
    { networkPolicy: { proxyEgress: { extra: [{ podLabels: { 'a b': 'c' } }] } } },
  ],
  ['networkPolicy.mesh', { networkPolicy: { mesh: 'Istio' } }],
  [
    'networkPolicy.resolvers.0.podLabels',
    { networkPolicy: { resolvers: [{ namespace: 'a', podLabels: { 'a b': 'c' } }] } },
  ],
  ['networkPolicy.resolvers.0.podLabels', { networkPolicy: { resolvers: [{ namespace: 'a', podLabels: {} }] } }],
  ['networkPolicy.resolvers.0', { networkPolicy: { resolvers: [{ namespace: 'a' }] } }],
  ['networkPolicy.proxyEgress.mode', { networkPolicy: { proxyEgress: { mode: 'closed' } } }],
];

for (const [path, file] of BAD_SETTINGS) {
  test(`decodeSettings: ${path} refuses ${JSON.stringify(file)}`, () => {
    const settings = decodeSettings(file);
    assert.equal(settings.ok, false);
    assert.ok(
      settings.error.some((problem) => problem.path === path),
      JSON.stringify(settings.error),
    );
  });
}
