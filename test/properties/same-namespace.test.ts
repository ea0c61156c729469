// Property: whatever a spec, its pod template, its annotations and the objects that it refers to say, no child and no related
// rule leaves the server's namespace, and no right is taken from a ClusterRole.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerCustomize } from '../../functions/hooks/customize.ts';
import { answerSync } from '../../functions/hooks/sync.ts';
import { CONFIG_KINDS } from '../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import type { Loose } from '../units/children/build.ts';
import { PARENT, syncRequest } from '../units/hooks/requests.ts';
import { RUNS } from './profiles.ts';

const HOME = 'demo';

/** Names that are allowed somewhere, and texts that try to be a path, a member or another place. */
const hostile = fc.constantFrom(
  'kube-system',
  'default',
  'other',
  '../kube-system',
  'kube-system/x',
  'x.kube-system',
  'x.kube-system.svc.cluster.local',
  '%2e%2e%2f',
  '..',
  '.',
  '/',
  '*',
  '',
  '__proto__',
  'constructor',
  'a\nnamespace: kube-system',
  '\u0000',
  '\u202e',
  '{{namespace}}',
  '$(NAMESPACE)',
);
const name = fc.oneof({ weight: 25, arbitrary: fc.constantFrom('kube-system', 'default', 'other', 'a') }, hostile);
const place = fc.record({ name, namespace: name });
const labels = fc.dictionary(
  fc.constantFrom('kubernetes.io/metadata.name', 'namespace', 'app', 'toolhive-name', 'controller-uid'),
  name,
  { maxKeys: 2 },
);
const metadata = fc.record({ name, namespace: name, labels, annotations: labels }, { requiredKeys: [] });
const template = fc.record(
  {
    metadata,
    spec: fc.record(
      {
        serviceAccountName: name,
        nodeSelector: labels,
        hostname: name,
        subdomain: name,
        volumes: fc.array(
          fc.record(
            {
              name: fc.constantFrom('a', 'b'),
              configMap: place,
              secret: fc.record({ secretName: name, namespace: name }),
            },
            { requiredKeys: ['name'] },
          ),
          { maxLength: 1 },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const transport = fc.constantFrom('stdio', 'sse', 'streamable-http');
const MEMBERS = {
  namespace: name,
  serviceAccount: name,
  groupRef: place,
  toolConfigRef: place,
  externalAuthConfigRef: place,
  oidcConfigRef: fc.record({ name, namespace: name, audience: name }),
  authzConfigRef: place,
  telemetryConfigRef: place,
  webhookConfigRef: place,
  authzConfig: fc.record({
    type: fc.constant('configMap'),
    configMap: fc.record({ name, key: name, namespace: name }),
  }),
  permissionProfile: fc.record({ type: fc.constantFrom('configmap', 'builtin'), name, key: name, namespace: name }),
  secrets: fc.array(fc.record({ name, key: name, namespace: name, targetEnvName: fc.constant('KEY') }), {
    maxLength: 1,
  }),
  envFrom: fc.array(fc.record({ configMapRef: place }), { maxLength: 1 }),
  resourceOverrides: fc.record({
    proxyDeployment: fc.record({
      labels,
      annotations: labels,
      podTemplateMetadataOverrides: fc.record({ labels, annotations: labels }),
    }),
    proxyService: fc.record({ labels, annotations: labels }),
  }),
  podTemplateSpec: template,
  sessionStorage: fc.record({ provider: fc.constant('redis'), address: name, passwordRef: place }),
};
/** A few at a time: with all of them, one problem would keep everything from being built. */
const spec = fc
  .tuple(fc.record(MEMBERS), fc.subarray(Object.keys(MEMBERS), { maxLength: 4 }), transport)
  .map(([members, kept, how]) => {
    const few = Object.entries(members).filter(([key]) => kept.includes(key));
    return Object.assign({ image: 'ghcr.io/example/fetch:1.0.0', transport: how }, Object.fromEntries(few));
  });

/** Everything on that asks for other objects. */
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  podSecurity: { enforce: 'privileged', warn: 'privileged' },
  imagePolicy: { ...DEFAULT_SETTINGS.imagePolicy, exemptNamespaceLabel: 'a=b' },
  namespaceDefaults: { enabled: true },
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
  rollout: { onSecretChange: true },
};

/** What a referenced object may say, in the own namespace and, under the same name, in another one. */
const content = fc.record({
  spec: fc.record(
    {
      namespace: name,
      inline: place,
      oidc: place,
      secretRef: place,
      clientSecretRef: place,
      caBundleRef: place,
      tokenExchange: place,
    },
    { requiredKeys: [] },
  ),
  data: fc.constantFrom(
    {},
    { a: '{"namespace":"kube-system"}' },
    { 'defaults.yaml': 'nodeSelector: {namespace: kube-system}\nimagePullSecrets: [other]' },
  ),
});

function relatedObjects({ spec: inner, data }: Loose): Loose {
  const entry = (apiVersion: string, kind: string, objectName: string): Loose => {
    const objects = [HOME, 'kube-system'].map((namespace) => {
      const object = { apiVersion, kind, metadata: { name: objectName, namespace }, spec: inner, data };
      return [`${namespace}/${objectName}`, object];
    });
    return Object.fromEntries(objects);
  };
  const kinds = CONFIG_KINDS.map((kind) => [
    `${kind}.toolhive.stacklok.dev/v1beta1`,
    entry('toolhive.stacklok.dev/v1beta1', kind, 'a'),
  ]);
  const maps = { ...entry('v1', 'ConfigMap', 'a'), ...entry('v1', 'ConfigMap', 'mcp-defaults') };
  return { ...Object.fromEntries(kinds), 'ConfigMap.v1': maps, 'Secret.v1': entry('v1', 'Secret', 'a') };
}

function checkChildren(children: readonly Loose[]): void {
  for (const child of children) {
    assert.equal(child.metadata.namespace, HOME);
    assert.equal(child.spec?.template?.metadata?.namespace, undefined);
    for (const subject of child.subjects ?? []) assert.equal(subject.namespace, HOME);
    if (child.kind === 'RoleBinding') assert.equal(child.roleRef.kind, 'Role');
    assert.doesNotMatch(child.kind, /^Cluster/);
  }
}

function checkRules(rules: readonly Loose[]): void {
  for (const rule of rules) {
    assert.equal(rule.namespace, HOME);
    assert.equal(rule.namespaceSelector, undefined);
    assert.ok(rule.names === undefined ? rule.labelSelector !== undefined : rule.names.length > 0);
    if (rule.resource === 'namespaces') assert.deepEqual(rule.names, [HOME]);
  }
}

test('namespaces: no child and no related rule leaves the namespace of the server', () => {
  const seen = { built: 0, running: 0, rules: 0 };
  const context = { settings: SETTINGS, receivedAt: '2026-11-01T12:00:00Z' };
  fc.assert(
    fc.property(spec, labels, content, (given, annotations, inside) => {
      const parent = { ...PARENT, metadata: { ...PARENT.metadata, annotations }, spec: given };
      const asked = answerCustomize(syncRequest({ parent }), context);
      const synced = answerSync(syncRequest({ parent, related: relatedObjects(inside) }), context);
      assert.equal(asked.status, 200);
      assert.equal(synced.status, 200);
      const rules = (asked.body as Loose).relatedResources;
      const children = (synced.body as Loose).children;
      checkRules(rules);
      checkChildren(children);
      seen.rules += rules.length;
      const kinds = new Set(children.map(({ kind }: Loose) => String(kind)));
      if (kinds.has('RoleBinding')) seen.built += 1;
      if (kinds.has('StatefulSet')) seen.running += 1;
    }),
    RUNS,
  );
  // The hostile texts must not all end in a refusal, or nothing would have been tried.
  assert.ok(seen.built > RUNS.numRuns / 4, `${seen.built} servers got accounts`);
  assert.ok(seen.running > RUNS.numRuns / 20, `${seen.running} servers got workloads`);
  assert.ok(seen.rules > RUNS.numRuns, `${seen.rules} rules`);
});
