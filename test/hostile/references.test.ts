// An object that a running server refers to becomes invalid: a condition names the place, and every child stays as it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindKey } from '../../functions/decode/observed.ts';
import { CONFIG_KINDS, type ConfigKind, configResource } from '../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import type { HookContext } from '../../functions/hooks/hook.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { asObserved, ask, childrenOf, PARENT, statusOf, syncRequest } from '../units/hooks/requests.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- specs of all shapes
type Loose = any;

const CONTEXT: HookContext = {
  settings: { ...DEFAULT_SETTINGS, references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS } },
  receivedAt: '2026-11-01T12:00:00Z',
};
const MIB = 1024 * 1024;
const POLICY = 'permit(principal, action, resource);';
const CEDAR = { policies: [POLICY] };
const DOCUMENT = JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: CEDAR });

/** A reference that is fine, and what it becomes. */
interface Case {
  readonly what: string;
  readonly spec: Loose;
  readonly good: KubeObject;
  readonly bad: KubeObject;
  /** What the condition says, with the place. */
  readonly says: RegExp;
}

function object(kind: ConfigKind | 'ConfigMap', parts: Loose): KubeObject {
  const apiVersion = kind === 'ConfigMap' ? 'v1' : configResource(kind).apiVersion;
  return { apiVersion, kind, metadata: { name: 'company', namespace: 'demo' }, ...parts };
}

const POLICIES = { authzConfig: { type: 'configMap', configMap: { name: 'company' } } };
const policies = (text: string): KubeObject => object('ConfigMap', { data: { 'authz.json': text } });
const authz = (spec: Loose): KubeObject => object('MCPAuthzConfig', { spec });
const issuer = (more: Loose): KubeObject =>
  object('MCPOIDCConfig', { spec: { type: 'inline', inline: { issuer: 'https://login.example.com', ...more } } });
const tools = (spec: Loose): KubeObject => object('MCPToolConfig', { spec });
const webhook = (more: Loose): KubeObject =>
  object('MCPWebhookConfig', { spec: { validating: [{ name: 'a', url: 'https://a.example.com', ...more }] } });

const OIDC = { oidcConfigRef: { name: 'company', audience: 'a' } };
const AUTHZ = { authzConfigRef: { name: 'company' } };
const TOOLS = { toolConfigRef: { name: 'company' } };
const WEBHOOKS = { webhookConfigRef: { name: 'company' } };

const CASES: readonly Case[] = [
  {
    what: 'authorization that is no JSON and no YAML',
    spec: POLICIES,
    good: policies(DOCUMENT),
    bad: policies('version: "1.0"\ntype: cedarv1\ncedar: [}'),
    says: /spec\.authzConfig\.configMap: Key authz\.json of ConfigMap company: it is neither JSON nor YAML, see line 3, column/,
  },
  {
    what: 'a key that is gone',
    spec: POLICIES,
    good: policies(DOCUMENT),
    bad: object('ConfigMap', { data: { 'other.json': DOCUMENT } }),
    says: /spec\.authzConfig\.configMap: ConfigMap company has no key "authz\.json"/,
  },
  {
    what: 'an unknown engine in a ConfigMap',
    spec: POLICIES,
    good: policies(DOCUMENT),
    bad: policies(JSON.stringify({ version: '1.0', type: 'opa', opa: {} })),
    says: /Key authz\.json of ConfigMap company: type must be cedarv1 or httpv1/,
  },
  {
    what: 'an unknown engine in an MCPAuthzConfig',
    spec: AUTHZ,
    good: authz({ type: 'cedarv1', config: CEDAR }),
    bad: authz({ type: 'opa', config: {} }),
    says: /spec\.authzConfigRef: MCPAuthzConfig company: spec\.type must be cedarv1 or httpv1/,
  },
  {
    what: 'a CA bundle without a name',
    spec: OIDC,
    good: issuer({}),
    bad: issuer({ caBundleRef: { configMapRef: {} } }),
    says: /spec\.oidcConfigRef: MCPOIDCConfig company: spec\.inline\.caBundleRef\.configMapRef\.name is missing/,
  },
  {
    what: 'a CA bundle with a key that nothing can have',
    spec: OIDC,
    good: issuer({}),
    bad: issuer({ caBundleRef: { configMapRef: { name: 'ca', key: 'certs/ca.crt' } } }),
    says: /MCPOIDCConfig company: spec\.inline\.caBundleRef\.configMapRef\.key is no key that/,
  },
  {
    what: 'a number for the name of a tool',
    spec: TOOLS,
    good: tools({ toolsFilter: ['fetch'] }),
    bad: tools({ toolsFilter: ['fetch', 100] }),
    says: /spec\.toolConfigRef: MCPToolConfig company: spec\.toolsFilter\[1\] must be the name of a tool/,
  },
  {
    what: 'a quantity for the new name of a tool',
    spec: TOOLS,
    good: tools({ toolsFilter: ['fetch'] }),
    bad: tools({ toolsOverride: { fetch: { name: 1e3 } } }),
    says: /MCPToolConfig company: spec\.toolsOverride\.fetch needs texts for name and description/,
  },
  {
    what: 'two tools under one name',
    spec: TOOLS,
    good: tools({ toolsFilter: ['fetch'] }),
    bad: tools({ toolsOverride: { a: { name: 'c' }, b: { name: 'c' } } }),
    says: /MCPToolConfig company: spec\.toolsOverride\.b\.name is the name of "a" too/,
  },
  {
    what: 'a document that contains itself',
    spec: POLICIES,
    good: policies(DOCUMENT),
    bad: policies('version: "1.0"\ntype: cedarv1\ncedar: &cedar {policies: [x], more: *cedar}'),
    says: /Key authz\.json of ConfigMap company: it cannot be written as JSON: an alias stands inside its own anchor/,
  },
  {
    what: 'an MCPAuthzConfig of 1 MiB',
    spec: AUTHZ,
    good: authz({ type: 'cedarv1', config: CEDAR }),
    bad: authz({ type: 'cedarv1', config: { policies: [POLICY + ' '.repeat(MIB)] } }),
    says: /MCPAuthzConfig company: spec is larger than 256 KiB/,
  },
  {
    what: 'a ConfigMap of 1 MiB',
    spec: POLICIES,
    good: policies(DOCUMENT),
    bad: policies(JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: { policies: ['x'.repeat(MIB - 200)] } })),
    says: /Key authz\.json of ConfigMap company: it is larger than 65536 bytes; .*references\.maxTextBytes/,
  },
  {
    what: 'an MCPToolConfig of 1 MiB',
    spec: TOOLS,
    good: tools({ toolsFilter: ['fetch'] }),
    bad: tools({ toolsFilter: Array.from({ length: 100_000 }, (_, index) => `tool-${index}`) }),
    says: /MCPToolConfig company: spec is larger than 256 KiB/,
  },
  {
    what: 'an MCPToolConfig of 1025 tools',
    spec: TOOLS,
    good: tools({ toolsFilter: ['fetch'] }),
    bad: tools({ toolsFilter: Array.from({ length: 1025 }, (_, index) => `tool-${index}`) }),
    says: /MCPToolConfig company: spec\.toolsFilter may have at most 1024 entries/,
  },
  {
    what: 'a ConfigMap that makes too large a child',
    spec: POLICIES,
    good: policies(DOCUMENT),
    // Each sign is two in JSON, and six when that is quoted in an annotation.
    bad: policies(JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: { policies: ['<'.repeat(60_000)] } })),
    says: /ConfigMap fetch-runconfig/,
  },
  {
    what: 'the name of a Secret that is a path',
    spec: OIDC,
    good: issuer({}),
    bad: issuer({ clientSecretRef: { name: '../../keys', key: 'secret' } }),
    says: /MCPOIDCConfig company: spec\.inline\.clientSecretRef\.name is no name that an object can have/,
  },
  {
    what: 'the key of a Secret that is a path',
    spec: WEBHOOKS,
    good: webhook({}),
    bad: webhook({ hmacSecretRef: { name: 'keys', key: '/etc/passwd' } }),
    says: /MCPWebhookConfig company: spec\.validating\[0\]\.hmacSecretRef\.key is no key that/,
  },
  {
    what: 'the name of a webhook that is a path',
    spec: WEBHOOKS,
    good: webhook({}),
    bad: webhook({ name: '../a' }),
    says: /MCPWebhookConfig company: spec\.validating\[0\]\.name must have/,
  },
];

/** Children in one order: those that are kept come as the cluster lists them. */
function inOrder(children: readonly KubeObject[]): readonly KubeObject[] {
  return children.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b), 'en'));
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

function relatedOf(related: KubeObject): Loose {
  return { [kindKey(related.apiVersion, related.kind)]: { 'demo/company': related } };
}

function sync(spec: Loose, related: KubeObject, observed: readonly KubeObject[]): ReturnType<typeof ask> {
  const parent = { ...PARENT, spec: { ...(PARENT['spec'] as object), ...spec } };
  const request = syncRequest({ parent, children: asObserved(observed), related: relatedOf(related) });
  const answer = ask('/sync', JSON.parse(JSON.stringify(request)), CONTEXT);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer;
}

for (const { what, spec, good, bad, says } of CASES) {
  test(`bad reference: ${what}: the condition names the place, every child stays`, () => {
    const before = childrenOf(sync(spec, good, []));
    assert.ok(before.some(({ kind }) => kind === 'Deployment'));
    const answer = sync(spec, bad, before);
    assert.deepEqual(inOrder(childrenOf(answer)), inOrder(before));
    const { phase, conditions } = statusOf(answer);
    assert.equal(phase, 'Failed');
    const told = conditions.filter(({ status, message }) => status === 'False' && says.test(message));
    assert.ok(
      told.some(({ type }) => ['ReferencesResolved', 'Valid'].includes(type)),
      JSON.stringify(conditions),
    );
    for (const { message } of conditions) assert.ok(message.length <= 32_768);
    // And the way back needs nothing but the repaired object.
    assert.deepEqual(childrenOf(sync(spec, good, before)), before);
  });

  test(`bad reference: ${what}: a new server is not started`, () => {
    const answer = sync(spec, bad, []);
    assert.ok(!childrenOf(answer).some(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet'));
    assert.equal(statusOf(answer).phase, 'Failed');
  });
}

const PATHS: Readonly<Record<string, Loose>> = {
  'spec.oidcConfigRef.name': { oidcConfigRef: { name: '../a', audience: 'a' } },
  'spec.authzConfigRef.name': { authzConfigRef: { name: 'a/b' } },
  'spec.toolConfigRef.name': { toolConfigRef: { name: '/a' } },
  'spec.externalAuthConfigRef.name': { externalAuthConfigRef: { name: 'a\\b' } },
  'spec.webhookConfigRef.name': { webhookConfigRef: { name: '..' } },
  'spec.telemetryConfigRef.name': { telemetryConfigRef: { name: 'a/' } },
  'spec.groupRef.name': { groupRef: { name: 'a/b' } },
  'spec.authServerRef.name': { authServerRef: { kind: 'MCPExternalAuthConfig', name: '../a' } },
  'spec.authzConfig.configMap.name': { authzConfig: { type: 'configMap', configMap: { name: '../a' } } },
  'spec.authzConfig.configMap.key': { authzConfig: { type: 'configMap', configMap: { name: 'a', key: '../a' } } },
  'spec.permissionProfile.name': { permissionProfile: { type: 'configmap', name: '../a', key: 'a' } },
  'spec.permissionProfile.key': { permissionProfile: { type: 'configmap', name: 'a', key: '../a' } },
  'spec.sessionStorage.passwordRef.name': {
    sessionStorage: { provider: 'redis', address: 'redis:6379', passwordRef: { name: '../a', key: 'a' } },
  },
  'spec.oidcConfig.inline.clientSecretRef.name': {
    oidcConfig: { type: 'inline', inline: { issuer: 'https://a', clientSecretRef: { name: '../a', key: 'a' } } },
  },
  'spec.oidcConfig.configMap.name': { oidcConfig: { type: 'configMap', configMap: { name: '../a' } } },
};

for (const [path, spec] of Object.entries(PATHS)) {
  test(`bad reference: ${path} with path separators is refused, and keeps what runs`, () => {
    const none = object('ConfigMap', { data: {} });
    const before = childrenOf(sync({}, none, []));
    const answer = sync(spec, none, before);
    assert.deepEqual(inOrder(childrenOf(answer)), inOrder(before));
    const valid = statusOf(answer).conditions.find(({ type }) => type === 'Valid');
    assert.equal(valid?.status, 'False');
    assert.ok(valid.message.includes(path), valid.message);
  });
}
