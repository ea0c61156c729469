// An edit of a referenced object changes what reads it, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildChildren } from '../../../functions/children/index.ts';
import { type Given, inputOf, type Loose } from '../children/build.ts';
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
  const children = buildChildren(inputOf(given));
  return new Map(children.map((child) => [`${child.kind} ${child.metadata.name}`, JSON.stringify(child)]));
}

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
