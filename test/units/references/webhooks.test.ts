// MCPWebhookConfig and MCPGroup.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRelatedRules } from '../../../functions/decode/related-rules.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { ALL_KINDS, config, serverBeside } from './config.ts';

const HOOK = { name: 'policy', url: 'https://hooks.example.com/check' };

function withWebhooks(spec: Loose): Given {
  return serverBeside({ webhookConfigRef: { name: 'company' } }, config('MCPWebhookConfig', spec));
}

const ref = (key: string): Loose => ({ name: 'hooks', key });
const withGroup = (...related: readonly Loose[]): Given => serverBeside({ groupRef: { name: 'company' } }, ...related);
const reasonOf = (given: Given): unknown => compiledOf(given).references.conditions?.[0]?.reason;
const problemOf = (given: Given): string => compiledOf(given).references.problems[0]?.message ?? '';

test('webhooks: each member reaches the proxy', () => {
  const given = withWebhooks({
    validating: [HOOK],
    mutating: [{ ...HOOK, name: 'redact', timeout: '5s', failurePolicy: 'ignore' }],
  });
  const runConfig = runConfigOf(given);
  const validating = [{ name: 'policy', url: HOOK.url, timeout: 0, failure_policy: 'fail' }];
  const mutating = [{ name: 'redact', url: HOOK.url, timeout: 5_000_000_000, failure_policy: 'ignore' }];
  assert.deepEqual(runConfig.validating_webhooks, validating);
  assert.deepEqual(runConfig.mutating_webhooks, mutating);
  assert.deepEqual(
    runConfig.middleware_configs.slice(2).map(({ type }: Loose) => type),
    ['mcp-parser', 'mutating-webhook', 'validating-webhook', 'recovery'],
  );
  assert.deepEqual(runConfig.middleware_configs[3].parameters, {
    webhooks: mutating,
    server_name: 'demo',
    transport: 'streamable-http',
  });
});

test('webhooks: each secret is one file of one volume, and the file says where it is', () => {
  const tlsConfig = { caSecretRef: ref('ca'), clientCertSecretRef: ref('cert'), clientKeySecretRef: ref('key') };
  const given = withWebhooks({ validating: [{ ...HOOK, hmacSecretRef: ref('sign'), tlsConfig }] });
  const [{ hmac_secret_ref: hmac, tls_config: tls }] = runConfigOf(given).validating_webhooks;
  assert.match(hmac, /^\/etc\/toolhive\/webhooks\/webhook_validating_policy_hmac_[0-9a-f]{8}\/hmac$/);
  const { volumes, containers } = proxyOf(given).spec.template.spec;
  const mounts = containers[0].volumeMounts.slice(1);
  assert.deepEqual(
    mounts.map(({ mountPath }: Loose) => mountPath),
    [hmac, tls.ca_bundle_path, tls.client_cert_path, tls.client_key_path],
  );
  assert.deepEqual(
    mounts.map(({ subPath }: Loose) => subPath),
    ['hmac', 'ca.crt', 'tls.crt', 'tls.key'],
  );
  assert.deepEqual(volumes[1].secret, { secretName: 'hooks', items: [{ key: 'sign', path: 'hmac' }] });
  assert.match(volumes[1].name, /^whsec-[0-9a-f]{8}$/);
  assert.equal(new Set(volumes.map(({ name }: Loose) => name)).size, 5);
});

test('webhooks: what cannot be used is a problem that names the place', () => {
  const table: readonly (readonly [Loose, RegExp])[] = [
    [{ url: 'http://a' }, /spec\.validating\[0\]\.url must begin with https/],
    [{ url: 'a' }, /\.url must be a URL/],
    [{ name: '' }, /\.name must have 1 to 63/],
    [{ timeout: '31s' }, /\.timeout must be a duration from 1s to 30s/],
    [{ timeout: 'soon' }, /\.timeout/],
    [{ failurePolicy: 'Fail' }, /\.failurePolicy must be fail or ignore/],
    [{ hmacSecretRef: { name: 'a' } }, /hmacSecretRef needs the name and the key/],
    [{ tlsConfig: { clientKeySecretRef: { name: 'a', key: 'b' } } }, /needs both clientCertSecretRef/],
  ];
  for (const [part, expected] of table)
    assert.match(problemOf(withWebhooks({ validating: [{ ...HOOK, ...part }] })), expected);
  assert.match(problemOf(withWebhooks({})), /needs validating or mutating/);
  assert.match(problemOf(withWebhooks({ validating: [HOOK, HOOK] })), /validating\[1\]\.name is there already/);
  assert.equal(
    problemOf(withWebhooks({ validating: [{ ...HOOK, url: 'http://a', tlsConfig: { insecureSkipVerify: true } }] })),
    '',
  );
});

test('webhooks: the kind is asked for in its only version', () => {
  const { server } = compiledOf(withWebhooks({ validating: [HOOK] }));
  const [rule] = listRelatedRules(server, { ...DEFAULT_SETTINGS, ...ALL_KINDS });
  assert.equal(rule?.apiVersion, 'toolhive.stacklok.dev/v1alpha1');
});

test('groupRef: the condition tells, and nothing is held back', () => {
  assert.equal(reasonOf(withGroup()), 'GroupRefNotFound');
  assert.equal(problemOf(withGroup()), '');
  assert.equal(reasonOf(withGroup(config('MCPGroup', {}))), 'GroupRefIsValid');
  assert.equal(reasonOf(withGroup(config('MCPGroup', {}, { status: { phase: 'Ready' } }))), 'GroupRefIsValid');
  assert.equal(reasonOf(withGroup(config('MCPGroup', {}, { status: { phase: 'Pending' } }))), 'GroupRefNotReady');
  const unasked = compiledOf({ spec: { groupRef: { name: 'company' } } }).references;
  assert.deepEqual(unasked.conditions, []);
  assert.match(unasked.ignored?.[0] ?? '', /^spec\.groupRef: the group is not looked up/);
});
