// Parity where no case of ToolHive's has it all: one server with every feature, and the order of everything in its proxy. The
// expected orders are those of ToolHive v0.44, written down from its documentation and behaviour.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childOf, type Given, type Loose, proxyOf, runConfigOf } from '../units/children/build.ts';
import { config, configMap, serverBeside } from '../units/references/config.ts';

const POLICIES = JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: { policies: ['permit(a < b && "é");'] } });
const REF = { name: 'company' };

const RELATED: readonly Loose[] = [
  config('MCPOIDCConfig', {
    type: 'inline',
    inline: {
      issuer: 'https://login.example.com',
      clientSecretRef: { name: 'oidc', key: 'secret' },
      caBundleRef: { configMapRef: { name: 'our-ca' } },
      jwksAuthTokenPath: '/var/run/token',
    },
  }),
  config('MCPExternalAuthConfig', {
    type: 'tokenExchange',
    tokenExchange: { tokenUrl: 'https://a', audience: 'b', clientSecretRef: { name: 'exchange', key: 'secret' } },
  }),
  config('MCPToolConfig', { toolsFilter: ['a'], toolsOverride: { a: { name: 'b' } } }),
  config('MCPTelemetryConfig', {
    openTelemetry: {
      enabled: true,
      endpoint: 'https://otel',
      metrics: { enabled: true },
      sensitiveHeaders: [{ name: 'X-Key', secretKeyRef: { name: 'otel', key: 'key' } }],
      caBundleRef: { configMapRef: { name: 'otel-ca' } },
    },
  }),
  config('MCPWebhookConfig', {
    validating: [{ name: 'v', url: 'https://v', hmacSecretRef: { name: 'hooks', key: 'hmac' } }],
    mutating: [{ name: 'm', url: 'https://m' }],
  }),
  configMap('policies', { 'authz.json': POLICIES }),
];

function everything(transport: string): Given {
  const bucket = { maxTokens: 1, refillPeriod: '1s' };
  const spec = {
    transport,
    args: ['--x'],
    env: [{ name: 'A', value: '1' }],
    volumes: [{ name: 'data', hostPath: '/data', mountPath: '/data' }],
    permissionProfile: { type: 'builtin', name: 'network' },
    audit: { enabled: true },
    trustProxyHeaders: true,
    endpointPrefix: '/p',
    backendReplicas: 1,
    oidcConfigRef: { ...REF, audience: 'a' },
    externalAuthConfigRef: REF,
    toolConfigRef: REF,
    telemetryConfigRef: REF,
    webhookConfigRef: REF,
    authzConfig: { type: 'configMap', configMap: { name: 'policies' } },
    sessionStorage: { provider: 'redis', address: 'redis:6379', passwordRef: { name: 'redis', key: 'password' } },
    rateLimiting: { shared: bucket },
    resourceOverrides: { proxyDeployment: { env: [{ name: 'MINE', value: '1' }] } },
  };
  return serverBeside(spec, ...RELATED);
}

/** ToolHive's members of runconfig.json in their order, without those that only some servers have. */
const MEMBERS = [
  'schema_version',
  'image',
  'cmd_args',
  'name',
  'container_name',
  'base_name',
  'transport',
  'host',
  'port',
  'target_port',
  'permission_profile_name_or_path',
  'permission_profile',
  'env_vars',
  'volumes',
  'container_labels',
  'oidc_config',
  'token_exchange_config',
  'authz_config',
  'audit_config',
  'telemetry_config',
  'rate_limit_config',
  'rate_limit_namespace',
  'trust_proxy_headers',
  'proxy_mode',
  'thv_ca_bundle',
  'jwks_auth_token_file',
  'tools_filter',
  'tools_override',
  'middleware_configs',
  'validating_webhooks',
  'mutating_webhooks',
  'endpoint_prefix',
  'scaling_config',
];

const MIDDLEWARES = [
  'bodylimit',
  'audit',
  'auth',
  'tokenexchange',
  'tool-filter',
  'tool-call-filter',
  'mcp-parser',
  'telemetry',
  'ratelimit',
  'mutating-webhook',
  'validating-webhook',
  'authorization',
  'recovery',
];

for (const transport of ['stdio', 'sse', 'streamable-http']) {
  test(`everything, ${transport}: members of the file in ToolHive's order`, () => {
    const expected = transport === 'stdio' ? MEMBERS : MEMBERS.filter((name) => name !== 'target_port');
    const members = Object.keys(runConfigOf(everything(transport))).filter((name) => name !== 'remote_url');
    assert.deepEqual(members, expected);
  });

  test(`everything, ${transport}: every middleware in ToolHive's order, with what its own member says`, () => {
    const file = runConfigOf(everything(transport));
    const list: readonly Loose[] = file.middleware_configs;
    assert.deepEqual(
      list.map(({ type }) => type),
      MIDDLEWARES,
    );
    const parametersOf = (type: string): Loose => list.find((middleware) => middleware.type === type)?.parameters;
    const names = { server_name: 'demo', transport };
    const tools = { filter_tools: ['a'], tools_override: { a: { name: 'b', description: '' } } };
    assert.deepEqual(parametersOf('auth'), { oidc_config: file.oidc_config });
    assert.deepEqual(parametersOf('audit'), { config_data: file.audit_config, transport_type: transport });
    assert.deepEqual(parametersOf('tokenexchange'), { token_exchange_config: file.token_exchange_config });
    assert.deepEqual(parametersOf('tool-filter'), tools);
    assert.deepEqual(parametersOf('tool-call-filter'), tools);
    assert.deepEqual(parametersOf('telemetry'), { config: file.telemetry_config, ...names });
    assert.deepEqual(parametersOf('mutating-webhook'), { webhooks: file.mutating_webhooks, ...names });
    assert.deepEqual(parametersOf('validating-webhook'), { webhooks: file.validating_webhooks, ...names });
    assert.deepEqual(parametersOf('authorization'), { config_data: file.authz_config });
    assert.deepEqual(parametersOf('ratelimit'), {
      namespace: 'tools',
      server_name: 'demo',
      config: file.rate_limit_config,
      redis_addr: 'redis:6379',
    });
    assert.equal(parametersOf('recovery'), null);
  });
}

test("everything: the variables of the proxy in ToolHive's order", () => {
  const { env } = proxyOf(everything('streamable-http')).spec.template.spec.containers[0];
  assert.deepEqual(
    env.map(({ name }: Loose) => name),
    [
      'OTEL_RESOURCE_ATTRIBUTES',
      'TOOLHIVE_OTEL_HEADER_X_KEY',
      'TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET',
      'TOOLHIVE_OIDC_CLIENT_SECRET',
      'MINE',
      'THV_SESSION_REDIS_PASSWORD',
      'THV_MCPSERVER_GENERATION',
      'XDG_CONFIG_HOME',
      'HOME',
      'TOOLHIVE_RUNTIME',
      'UNSTRUCTURED_LOGS',
      // Ours: the file of a proxy that talks to nobody.
      'KUBECONFIG',
    ],
  );
});

test("everything: the volumes of the proxy in ToolHive's order, each mounted read-only", () => {
  const { volumes, containers } = proxyOf(everything('streamable-http')).spec.template.spec;
  const [{ volumeMounts }] = containers;
  const [, webhook] = volumes;
  assert.match(webhook.name, /^whsec-[0-9a-f]{8}$/);
  assert.deepEqual(
    volumes.map(({ name }: Loose) => name),
    ['runconfig', webhook.name, 'authz-config', 'oidc-ca-bundle-our-ca', 'otel-ca-bundle-otel-ca'],
  );
  assert.deepEqual(
    volumeMounts.map(({ mountPath }: Loose) => mountPath),
    [
      '/etc/runconfig',
      volumeMounts[1].mountPath,
      '/etc/toolhive/authz',
      '/config/certs/our-ca',
      '/config/certs/otel/otel-ca',
    ],
  );
  assert.match(volumeMounts[1].mountPath, /^\/etc\/toolhive\/webhooks\/webhook_validating_v_hmac_[0-9a-f]{8}\/hmac$/);
  for (const { readOnly } of volumeMounts) assert.equal(readOnly, true);
});

test("everything: the text is Go's, with its escapes, two spaces and no line at the end", () => {
  const { data } = childOf(everything('streamable-http'), 'ConfigMap', 'demo-runconfig');
  const text: string = data['runconfig.json'];
  assert.ok(text.includes('permit(a \\u003c b \\u0026\\u0026 \\"é\\");'));
  assert.ok(text.startsWith('{\n  "schema_version": "v0.1.0",\n  "image"'));
  assert.ok(text.endsWith('\n}'));
});
