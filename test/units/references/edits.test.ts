// An edit of a referenced object changes what reads it, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG_KINDS } from '../../../functions/decode/config-kinds.ts';
import { type Given, builtChildren, type Loose } from '../children/build.ts';
import { config, configMap, serverBeside } from './config.ts';

interface Edit {
  readonly what: string;
  readonly spec: Loose;
  readonly before: Loose;
  readonly after: Loose;
  /** Children that differ, as `Kind name`. */
  readonly changes: readonly string[];
}

const PROXY = ['ConfigMap demo-runconfig', 'Deployment demo'];
const cedar = (policy: string): Loose => ({ policies: [policy] });
const document = (policy: string): string => JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: cedar(policy) });
const issuer = (url: string): Loose => config('MCPOIDCConfig', { type: 'inline', inline: { issuer: url } });
const hook = (url: string): Loose => config('MCPWebhookConfig', { validating: [{ name: 'a', url }] });
const otel = (endpoint: string): Loose =>
  config('MCPTelemetryConfig', { openTelemetry: { enabled: true, endpoint, metrics: { enabled: true } } });
const bearer = (name: string): Loose =>
  config('MCPExternalAuthConfig', { type: 'bearerToken', bearerToken: { tokenSecretRef: { name, key: 'a' } } });

const AUDIENCE = 'http://mcp-demo-proxy.tools.svc.cluster.local:8080';
const login = (clientId: string): Loose => {
  const upstreamProviders = [{ name: 'a', type: 'oidc', oidcConfig: { issuerUrl: 'https://b', clientId } }];
  const embeddedAuthServer = { issuer: 'https://login.example.com', upstreamProviders };
  return config('MCPExternalAuthConfig', { type: 'embeddedAuthServer', embeddedAuthServer });
};

const EDITS: readonly Edit[] = [
  {
    what: 'MCPOIDCConfig',
    spec: { oidcConfigRef: { name: 'company', audience: 'a' } },
    before: issuer('https://a'),
    after: issuer('https://b'),
    changes: PROXY,
  },
  {
    what: 'MCPAuthzConfig',
    spec: { authzConfigRef: { name: 'company' } },
    before: config('MCPAuthzConfig', { type: 'cedarv1', config: cedar('a') }),
    after: config('MCPAuthzConfig', { type: 'cedarv1', config: cedar('b') }),
    changes: PROXY,
  },
  {
    what: 'ConfigMap with policies',
    spec: { authzConfig: { type: 'configMap', configMap: { name: 'policies' } } },
    before: configMap('policies', { 'authz.json': document('a') }),
    after: configMap('policies', { 'authz.json': document('b') }),
    changes: PROXY,
  },
  {
    what: 'MCPToolConfig',
    spec: { toolConfigRef: { name: 'company' } },
    before: config('MCPToolConfig', { toolsFilter: ['a'] }),
    after: config('MCPToolConfig', { toolsFilter: ['b'] }),
    changes: PROXY,
  },
  {
    what: 'MCPExternalAuthConfig',
    spec: { externalAuthConfigRef: { name: 'company' } },
    before: bearer('a'),
    after: bearer('b'),
    changes: PROXY,
  },
  {
    what: 'MCPExternalAuthConfig with an authorization server',
    spec: {
      authServerRef: { name: 'company' },
      oidcConfig: { type: 'inline', inline: { issuer: 'https://login.example.com', audience: AUDIENCE } },
    },
    before: login('a'),
    after: login('b'),
    changes: PROXY,
  },
  {
    what: 'ConfigMap with the CA bundle of an old manifest',
    spec: {
      oidcConfig: {
        type: 'inline',
        inline: { issuer: 'https://a', caBundleRef: { configMapRef: { name: 'our-ca' } } },
      },
    },
    before: configMap('our-ca', { 'ca.crt': 'a' }),
    after: configMap('our-ca', { 'ca.crt': 'b' }),
    changes: ['Deployment demo'],
  },
  {
    what: 'ConfigMap with a permission profile',
    spec: { permissionProfile: { type: 'configmap', name: 'profiles', key: 'web.json' } },
    before: configMap('profiles', { 'web.json': '{"network":{"outbound":{"allow_port":[443]}}}' }),
    after: configMap('profiles', { 'web.json': '{"network":{"outbound":{"allow_port":[8443]}}}' }),
    // Its text is in the file of the proxy, which does not act on it: no pod is replaced.
    changes: ['ConfigMap demo-runconfig'],
  },
  {
    what: 'MCPTelemetryConfig',
    spec: { telemetryConfigRef: { name: 'company' } },
    before: otel('a:4317'),
    after: otel('b:4317'),
    changes: PROXY,
  },
  {
    what: 'MCPWebhookConfig',
    spec: { webhookConfigRef: { name: 'company' } },
    before: hook('https://a'),
    after: hook('https://b'),
    changes: PROXY,
  },
  {
    what: 'MCPGroup',
    spec: { groupRef: { name: 'company' } },
    before: config('MCPGroup', {}),
    after: config('MCPGroup', {}, { status: { phase: 'Pending' } }),
    changes: [],
  },
];

function childrenOf(given: Given): ReadonlyMap<string, string> {
  const children = builtChildren(given);
  return new Map(children.map((child) => [`${child.kind} ${child.metadata.name}`, JSON.stringify(child)]));
}

test('edits: every kind that servers refer to has one', () => {
  const edited = new Set(EDITS.map(({ before }) => before.kind));
  assert.deepEqual(
    CONFIG_KINDS.filter((kind) => !edited.has(kind)),
    [],
  );
});

for (const { what, spec, before, after, changes } of EDITS) {
  test(`edit of ${what}: changes ${changes.join(', ') || 'nothing'}`, () => {
    const [old, now] = [childrenOf(serverBeside(spec, before)), childrenOf(serverBeside(spec, after))];
    assert.deepEqual([...now.keys()], [...old.keys()]);
    const changed = [...now.keys()].filter((key) => now.get(key) !== old.get(key));
    // What the proxy may reach may follow what it is told to call.
    assert.deepEqual(
      changed.filter((key) => !key.startsWith('NetworkPolicy ')),
      changes,
    );
  });

  test(`status of ${what}: what its controller writes there changes no child`, () => {
    const judged = { ...before, status: { ...before.status, configHash: 'x', observedGeneration: 3 } };
    assert.deepEqual(childrenOf(serverBeside(spec, judged)), childrenOf(serverBeside(spec, before)));
  });
}
