// Objects that servers refer to are judged at apply, by kind, with the code that /sync reads them with.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG_KINDS, type ConfigKind } from '../../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { validateConfigObject } from '../../../functions/validate/config-object.ts';
import type { Loose } from '../children/build.ts';
import { ask } from '../hooks/requests.ts';
import { decodeSent } from '../../../functions/decode/sent.ts';

const ISSUER = { issuer: 'https://login.example.com' };
const CEDAR = { policies: ['permit(principal, action, resource);'] };
const HOOK = { name: 'audit', url: 'https://audit.example.com' };

/** One sound spec of each kind. */
const SOUND: Readonly<Record<ConfigKind, Loose>> = {
  MCPOIDCConfig: { type: 'inline', inline: ISSUER },
  MCPAuthzConfig: { type: 'cedarv1', config: CEDAR },
  MCPToolConfig: { toolsFilter: ['fetch'], toolsOverride: { fetch: { name: 'get' }, get: { name: 'fetch' } } },
  MCPExternalAuthConfig: { type: 'unauthenticated' },
  MCPTelemetryConfig: { openTelemetry: { enabled: true, endpoint: 'otel:4317', tracing: { enabled: true } } },
  MCPGroup: {},
  MCPWebhookConfig: { validating: [HOOK] },
};

/** Kind, spec, and how the only finding begins: code and place. */
const BAD: readonly (readonly [ConfigKind, Loose, string])[] = [
  ['MCPOIDCConfig', { type: 'inline', inline: { issuer: 'login' } }, 'MCP150 spec.inline.issuer'],
  ['MCPOIDCConfig', { type: 'saml' }, 'MCP150 spec.type'],
  ['MCPOIDCConfig', {}, 'MCP150 spec.type'],
  [
    'MCPOIDCConfig',
    { type: 'inline', inline: { ...ISSUER, clientSecretRef: { name: '../keys', key: 'a' } } },
    'MCP150 spec.inline.clientSecretRef.name',
  ],
  [
    'MCPOIDCConfig',
    { type: 'inline', inline: { ...ISSUER, caBundleRef: { configMapRef: { name: 'ca', key: 'a/b' } } } },
    'MCP150 spec.inline.caBundleRef.configMapRef.key',
  ],
  ['MCPAuthzConfig', { type: 'opa', config: {} }, 'MCP150 spec.type'],
  ['MCPAuthzConfig', { type: 'cedarv1', config: { policies: ['a', ' '] } }, 'MCP150 spec.config.policies[1]'],
  ['MCPToolConfig', { toolsFilter: ['a', 5] }, 'MCP150 spec.toolsFilter[1]'],
  ['MCPToolConfig', { toolsFilter: ['a,b'] }, 'MCP150 spec.toolsFilter[0]'],
  ['MCPToolConfig', { toolsOverride: { fetch: {} } }, 'MCP150 spec.toolsOverride.fetch'],
  ['MCPToolConfig', { toolsOverride: { fetch: { name: 5 } } }, 'MCP150 spec.toolsOverride.fetch'],
  ['MCPToolConfig', { toolsOverride: { a: { name: 'c' }, b: { name: 'c' } } }, 'MCP150 spec.toolsOverride.b.name'],
  [
    'MCPTelemetryConfig',
    { openTelemetry: { enabled: true, endpoint: 'otel:4317' } },
    'MCP150 spec.openTelemetry.endpoint',
  ],
  ['MCPWebhookConfig', { validating: [{ ...HOOK, url: 'http://a' }] }, 'MCP150 spec.validating[0].url'],
  ['MCPWebhookConfig', { mutating: [HOOK, HOOK] }, 'MCP150 spec.mutating[1].name'],
  [
    'MCPWebhookConfig',
    { mutating: [{ ...HOOK, hmacSecretRef: { name: 'a/b', key: 'c' } }] },
    'MCP150 spec.mutating[0].hmacSecretRef.name',
  ],
];

function said(kind: ConfigKind, spec: Loose, metadata: Loose = {}): readonly string[] {
  const findings = validateConfigObject(kind, decodeSent({ metadata, spec }), DEFAULT_SETTINGS);
  return findings.map(({ code, path }) => `${code} ${path}`);
}

/** `of` is version and kind. */
function review(of: string, parts: Loose): Loose {
  const [version, kind] = of.split(' ');
  const request = {
    uid: 'u-1',
    kind: { group: 'toolhive.stacklok.dev', version, kind },
    operation: 'CREATE',
    namespace: 'demo',
    ...parts,
  };
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
}

function answer(path: string, of: string, parts: Loose): Loose {
  const { status, body } = ask(path, review(of, parts));
  assert.equal(status, 200, JSON.stringify(body));
  return (body as Loose).response;
}

for (const kind of CONFIG_KINDS) {
  test(`/validate ${kind}: sound in both versions, and /default leaves it alone`, () => {
    for (const version of ['v1alpha1', 'v1beta1']) {
      const object = { metadata: { name: 'company' }, spec: SOUND[kind] };
      assert.deepEqual(answer('/validate', `${version} ${kind}`, { object }), { uid: 'u-1', allowed: true });
      assert.deepEqual(answer('/default', `${version} ${kind}`, { object }), { uid: 'u-1', allowed: true });
    }
  });
}

for (const [kind, spec, expected] of BAD) {
  test(`validateConfigObject ${kind}: ${JSON.stringify(spec).slice(0, 90)}`, () => {
    assert.deepEqual(said(kind, spec), [expected]);
  });
}

test('/validate: a config object that cannot be used is refused with its place', () => {
  const object = { metadata: { name: 'hooks' }, spec: { validating: [{ ...HOOK, timeout: '31s' }] } };
  const { allowed, status } = answer('/validate', 'v1alpha1 MCPWebhookConfig', { object });
  assert.equal(allowed, false);
  const [cause] = status.details.causes;
  assert.equal(cause.field, 'spec.validating[0].timeout');
  assert.equal(cause.message, 'This must be a duration from 1s to 30s. [kubectl toolhive explain MCP150]');
});

test('/validate: what was stored before is left alone as long as its spec stays, and can be deleted', () => {
  const object = { metadata: { name: 'hooks' }, spec: {} };
  const same = { operation: 'UPDATE', object: { ...object, metadata: { labels: {} } }, oldObject: object };
  assert.equal(answer('/validate', 'v1alpha1 MCPWebhookConfig', same).allowed, true);
  assert.equal(
    answer('/validate', 'v1alpha1 MCPWebhookConfig', { operation: 'DELETE', oldObject: object }).allowed,
    true,
  );
});

test('/validate: kinds that are not ours are a mistake of the configuration, not a verdict', () => {
  assert.equal(ask('/validate', review('v1beta1 MCPRemoteProxy', { object: {} })).status, 400);
});

test('validateConfigObject: never throws, whatever the object is', () => {
  for (const kind of CONFIG_KINDS) {
    for (const raw of [undefined, null, 5, [], { spec: [] }, { spec: { type: {}, config: [], inline: 'x' } }]) {
      validateConfigObject(kind, decodeSent(raw), DEFAULT_SETTINGS);
    }
  }
});

test('validateConfigObject: false, which the schema writes, is not called a member without effect', () => {
  const spec = { type: 'inline', inline: { ...ISSUER, protectedResourceAllowPrivateIP: false } };
  assert.deepEqual(said('MCPOIDCConfig', spec), []);
  const set = { type: 'inline', inline: { ...ISSUER, protectedResourceAllowPrivateIP: true } };
  assert.deepEqual(said('MCPOIDCConfig', set), ['MCP151 spec.inline.protectedResourceAllowPrivateIP']);
  const annotations = { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': 'MCP151' };
  assert.deepEqual(said('MCPOIDCConfig', set, { annotations }), []);
});

test('validateConfigObject: what depends on the server is left to the server', () => {
  assert.deepEqual(
    said('MCPExternalAuthConfig', { type: 'upstreamInject', upstreamInject: { providerName: 'a' } }),
    [],
  );
});

test('validateConfigObject: a type that other kinds use is a warning that says what an MCPServer does', () => {
  const findings = validateConfigObject(
    'MCPExternalAuthConfig',
    decodeSent({ spec: { type: 'obo' } }),
    DEFAULT_SETTINGS,
  );
  assert.deepEqual(
    findings.map(({ code, level }) => `${code} ${level}`),
    ['MCP151 warning'],
  );
  assert.match(findings[0]?.message ?? '', /^An MCPServer that names this object is not started: type obo/);
});

const OBO = { tenantId: 'contoso.onmicrosoft.com', clientId: 'a', audience: 'api://backend' };

/** Members of `spec.obo` that nobody can use, and near misses. */
const OBO_MEMBERS: readonly (readonly [member: string, bad: readonly unknown[], good: readonly unknown[]])[] = [
  [
    'authority',
    [
      'http://login.example.com',
      'https://login.microsoftonline.com@example.com',
      'https://login.example.com#a',
      'https://login.example.com?a=b',
      'https://login.example.com/',
      'https:///tenant',
      'login.example.com',
      '',
      5,
    ],
    ['https://login.microsoftonline.us', 'https://login.example.com:8443/a/b'],
  ],
  [
    'tenantId',
    ['common', 'a/b.example.com', '../example.com', '0000-00', `${'a.'.repeat(126)}com`, ' contoso.com', 5],
    ['00000000-0000-4000-8000-00000000abCD', 'contoso.onmicrosoft.com'],
  ],
  ['subjectTokenProviderName', ['', 'Entra', 'a'.repeat(64), '-a'], ['entra', 'a'.repeat(63)]],
  ['scopes', ['a', [''], ['a'.repeat(257)], Array(21).fill('a')], [[], ['api://backend/.default']]],
];

function saidOfObo(member: string, value: unknown): readonly string[] {
  return said('MCPExternalAuthConfig', { type: 'obo', obo: { ...OBO, [member]: value } });
}

test('validateConfigObject: what ToolHive refuses in type obo is an error with its place', () => {
  for (const [member, bad, good] of OBO_MEMBERS) {
    for (const value of bad)
      assert.deepEqual(saidOfObo(member, value), [`MCP150 spec.obo.${member}`, 'MCP151 spec'], String(value));
    for (const value of good) assert.deepEqual(saidOfObo(member, value), ['MCP151 spec'], String(value));
  }
});
