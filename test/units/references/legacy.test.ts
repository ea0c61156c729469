// Legacy fields with a successor object: both mean the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRelatedRules } from '../../../functions/decode/related-rules.ts';
import type { RelatedRule } from '../../../functions/decode/related-rule.ts';
import { otherRules } from '../child-name-rules.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { findingsOf } from '../validate/plain-server.ts';
import { config, configMap, serverBeside } from './config.ts';

function rulesOf(spec: Loose): readonly RelatedRule[] {
  const { server } = compiledOf({ spec });
  return otherRules(listRelatedRules(server, DEFAULT_SETTINGS), server.name);
}

const ISSUER = { issuer: 'https://login.example.com' };
const messageOf = (oidcConfig: Loose): string =>
  findingsOf({ oidcConfig }).find(({ code }) => code === 'MCP082')?.message ?? '';
const problemOf = (given: Given): string => compiledOf(given).references.problems[0]?.message ?? '';
const codesOf = (spec: Loose): readonly string[] =>
  findingsOf(spec)
    .map(({ code }) => code)
    .filter((code) => code !== 'MCP030');

test('legacy oidcConfig: inline means what an MCPOIDCConfig of the same content means', () => {
  const inline = {
    ...ISSUER,
    jwksUrl: 'https://login.example.com/keys',
    clientId: 'toolhive',
    clientSecretRef: { name: 'client', key: 'secret' },
    caBundleRef: { configMapRef: { name: 'our-ca' } },
    jwksAllowPrivateIP: true,
  };
  const old: Given = {
    spec: {
      oidcConfig: {
        type: 'inline',
        resourceUrl: 'https://mcp',
        inline: { ...inline, audience: 'demo', scopes: ['a'] },
      },
    },
    related: [configMap('our-ca', { 'ca.crt': 'a' })],
  };
  const reference = { name: 'company', audience: 'demo', scopes: ['a'], resourceUrl: 'https://mcp' };
  const today = serverBeside({ oidcConfigRef: reference }, config('MCPOIDCConfig', { type: 'inline', inline }));
  assert.deepEqual(runConfigOf(old), runConfigOf(today));
  assert.deepEqual(proxyOf(old).spec.template.spec, proxyOf(today).spec.template.spec);
});

test('legacy oidcConfig: kubernetes is the type when none is named, with audience toolhive', () => {
  const { oidc_config: oidc } = runConfigOf({ spec: { oidcConfig: {} } });
  assert.equal(oidc.Issuer, 'https://kubernetes.default.svc');
  assert.equal(oidc.Audience, 'toolhive');
  assert.equal(oidc.AuthTokenFile, '/var/run/secrets/kubernetes.io/serviceaccount/token');
});

test('legacy oidcConfig: paths and a secret in clear are still carried', () => {
  const inline = { ...ISSUER, clientSecret: 'in-clear', thvCABundlePath: '/ca.pem', jwksAuthTokenPath: '/token' };
  const { oidc_config: oidc } = runConfigOf({ spec: { oidcConfig: { type: 'inline', inline } } });
  assert.deepEqual([oidc.ClientSecret, oidc.CACertPath, oidc.AuthTokenFile], ['in-clear', '/ca.pem', '/token']);
});

test('legacy oidcConfig: a ConfigMap, as one JSON text or as one key for each member', () => {
  const spec = { oidcConfig: { type: 'configMap', configMap: { name: 'oidc' } } };
  const json = configMap('oidc', { 'oidc.json': JSON.stringify({ ...ISSUER, audience: 'demo' }) });
  const flat = configMap('oidc', { ...ISSUER, audience: 'demo', jwksAllowPrivateIP: 'true' });
  assert.equal(runConfigOf(serverBeside(spec, json)).oidc_config.Audience, 'demo');
  assert.equal(runConfigOf(serverBeside(spec, flat)).oidc_config.AllowPrivateIP, true);
  const [rule] = rulesOf(spec);
  assert.deepEqual(rule?.names, ['oidc']);
  assert.match(problemOf({ spec }), /ConfigMap oidc was not found in namespace tools/);
  assert.match(
    problemOf(serverBeside(spec, configMap('oidc', { 'oidc.json': '{' }))),
    /oidc\.json of ConfigMap oidc is not JSON/,
  );
  assert.match(problemOf(serverBeside(spec, configMap('oidc', { a: 'b' }))), /ConfigMap oidc: issuer is missing/);
});

test('legacy oidcConfig: its CA bundle is asked for by name, and a new one reaches the proxy', () => {
  const caBundleRef = { configMapRef: { name: 'our-ca' } };
  const spec = { oidcConfig: { type: 'inline', inline: { ...ISSUER, caBundleRef } } };
  const rules = rulesOf(spec);
  assert.deepEqual(rules[0], { apiVersion: 'v1', resource: 'configmaps', namespace: 'tools', names: ['our-ca'] });
  const hashOf = (data: Loose): string =>
    proxyOf(serverBeside(spec, configMap('our-ca', data))).spec.template.metadata.annotations[
      'toolhive.stacklok.dev/runconfig-checksum'
    ];
  assert.equal(hashOf({ 'ca.crt': 'a', other: 'b' }), hashOf({ 'ca.crt': 'a', other: 'c' }));
  assert.notEqual(hashOf({ 'ca.crt': 'a' }), hashOf({ 'ca.crt': 'b' }));
  const conditionsOf = (...related: readonly Loose[]): unknown =>
    compiledOf(serverBeside(spec, ...related)).references.conditions?.map(
      ({ status, reason }) => `${status} ${reason}`,
    );
  assert.deepEqual(conditionsOf(configMap('our-ca', { 'ca.crt': 'a' })), ['True CABundleRefValid']);
  assert.deepEqual(conditionsOf(), ['False CABundleRefNotFound']);
  assert.match(problemOf(serverBeside(spec)), /ConfigMap our-ca was not found in namespace tools; create it/);
  assert.match(problemOf(serverBeside(spec, configMap('our-ca', { a: 'b' }))), /our-ca has no key "ca\.crt"/);
});

test('legacy oidcConfig: a mistake refuses the object, it never opens the server', () => {
  assert.deepEqual(codesOf({ oidcConfig: { type: 'inline', inline: ISSUER } }), ['MCP082']);
  assert.deepEqual(codesOf({ oidcConfig: { type: 'inline', inline: { issuer: 'http://a' } } }), ['MCP083']);
  assert.deepEqual(codesOf({ oidcConfig: { type: 'inline' } }), ['MCP083']);
  assert.deepEqual(codesOf({ oidcConfig: { type: 'configMap' } }), ['MCP083']);
  assert.deepEqual(codesOf({ oidcConfig: {}, oidcConfigRef: { name: 'a', audience: 'b' } }), ['MCP003']);
});

test('legacy oidcConfig: what has no effect and what stands in clear is told', () => {
  assert.match(messageOf({ kubernetes: { serviceAccount: 'a' } }), /Without effect: kubernetes\.serviceAccount\./);
  const clear = messageOf({ type: 'inline', inline: { ...ISSUER, clientSecret: 'hush' } });
  assert.match(clear, /use clientSecretRef/);
  assert.doesNotMatch(clear, /hush/);
});

test('legacy telemetry: means what an MCPTelemetryConfig of the same content means', () => {
  const otel = {
    enabled: true,
    endpoint: 'otel:4318',
    insecure: true,
    tracing: { enabled: true, samplingRate: '0.5' },
  };
  const headers = ['X-Team=a', 'X-Other = b=c'];
  const old: Given = { spec: { telemetry: { openTelemetry: { ...otel, serviceName: 'weather', headers } } } };
  const openTelemetry = { ...otel, headers: { 'X-Team': 'a', 'X-Other': 'b=c' } };
  const reference = { telemetryConfigRef: { name: 'company', serviceName: 'weather' } };
  const today = serverBeside(reference, config('MCPTelemetryConfig', { openTelemetry }));
  assert.deepEqual(runConfigOf(old), runConfigOf(today));
  assert.deepEqual(proxyOf(old).spec, proxyOf(today).spec);
  assert.deepEqual(codesOf(old.spec), ['MCP084']);
});

test('legacy tools: a filter, unless toolConfigRef says another', () => {
  assert.deepEqual(runConfigOf({ spec: { tools: ['a', 'b'] } }).tools_filter, ['a', 'b']);
  const toolsFilter = ['c'];
  const both = serverBeside(
    { tools: ['a'], toolConfigRef: { name: 'company' } },
    config('MCPToolConfig', { toolsFilter }),
  );
  assert.deepEqual(runConfigOf(both).tools_filter, ['c']);
  assert.deepEqual(codesOf({ tools: ['a'] }), ['MCP085']);
});
