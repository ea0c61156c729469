// The proxy's configuration file beyond what the parity cases show.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalDuration } from '../../../functions/kube/go-duration.ts';
import { childOf, type Given, type Loose, runConfigOf } from './build.ts';

const middlewareOf = (given: Given, type: string): Loose =>
  runConfigOf(given).middleware_configs.find((middleware: Loose) => middleware.type === type)?.parameters;

const REDIS = { provider: 'redis', address: 'redis:6379', db: 2, keyPrefix: 'mcp:' };

test('canonicalDuration: as Go prints durations', () => {
  const table: readonly (readonly [string, string])[] = [
    ['60s', '1m0s'],
    ['1m', '1m0s'],
    ['1h', '1h0m0s'],
    ['90m', '1h30m0s'],
    ['1.5h', '1h30m0s'],
    ['1h30m', '1h30m0s'],
    ['1500ms', '1.5s'],
    ['250ms', '250ms'],
    ['1us', '1µs'],
    ['1500ns', '1.5µs'],
    ['7ns', '7ns'],
    ['0', '0s'],
    ['0s', '0s'],
    ['+5s', '5s'],
    ['100h', '100h0m0s'],
    ['.5s', '500ms'],
    ['1m0.25s', '1m0.25s'],
  ];
  for (const [given, expected] of table) assert.equal(canonicalDuration(given), expected, given);
});

test('canonicalDuration: what is no duration comes back unchanged', () => {
  for (const text of ['', 'soon', '5', '5d', '1h ', 's', '-1s']) assert.equal(canonicalDuration(text), text);
});

test('runConfig: HTTP transports have a URL without a path and nothing of the generation gate', () => {
  for (const transport of ['sse', 'streamable-http']) {
    const config = runConfigOf({ spec: { transport, mcpPort: 9000 } });
    assert.equal(config.remote_url, 'http://mcp-demo:9000');
    for (const key of ['target_port', 'target_host', 'mcpserver_generation']) assert.equal(key in config, false, key);
    assert.equal('toolhive-transport' in config.container_labels, false);
  }
});

test('runConfig: stdio has no URL', () => {
  const config = runConfigOf({ spec: { transport: 'stdio' } });
  assert.equal('remote_url' in config, false);
  assert.equal('mcpserver_generation' in config, false);
  assert.equal(config.container_labels['toolhive-transport'], 'stdio');
});

test('runConfig: the middleware list is never empty and never reports usage', () => {
  for (const transport of ['stdio', 'sse', 'streamable-http']) {
    const types = runConfigOf({ spec: { transport } }).middleware_configs.map(({ type }: Loose) => type);
    assert.deepEqual(types, ['bodylimit', 'auth', 'mcp-parser', 'recovery']);
  }
});

test('rateLimit: limits with canonical periods, the namespace, and Redis for the middleware', () => {
  const rateLimiting = {
    perUser: { refillPeriod: '60s', maxTokens: 5 },
    shared: { maxTokens: 100, refillPeriod: '1h30m' },
    tools: [{ name: 'search', shared: { maxTokens: 1, refillPeriod: '500ms' } }],
  };
  const given = { spec: { rateLimiting, sessionStorage: REDIS } };
  const config = {
    shared: { maxTokens: 100, refillPeriod: '1h30m0s' },
    perUser: { maxTokens: 5, refillPeriod: '1m0s' },
    tools: [{ name: 'search', shared: { maxTokens: 1, refillPeriod: '500ms' } }],
  };
  assert.deepEqual(runConfigOf(given).rate_limit_config, config);
  assert.equal(runConfigOf(given).rate_limit_namespace, 'tools');
  assert.deepEqual(middlewareOf(given, 'ratelimit'), {
    namespace: 'tools',
    server_name: 'demo',
    config,
    redis_addr: 'redis:6379',
    redis_db: 2,
  });
});

test('scaling: replicas and Redis, each only when there is something to say', () => {
  assert.equal('scaling_config' in runConfigOf(), false);
  assert.deepEqual(runConfigOf({ spec: { backendReplicas: 2 } }).scaling_config, { backend_replicas: 2 });
  assert.deepEqual(runConfigOf({ spec: { sessionStorage: REDIS } }).scaling_config, {
    session_redis: { address: 'redis:6379', db: 2, key_prefix: 'mcp:' },
  });
  assert.deepEqual(
    runConfigOf({ spec: { sessionStorage: { provider: 'redis', address: 'r:1', db: 0 } } }).scaling_config,
    {
      session_redis: { address: 'r:1' },
    },
  );
});

test('scaling: the Redis of the settings is for servers that name no storage', () => {
  const settings = { redis: { address: 'shared:6379' } };
  assert.deepEqual(runConfigOf({ settings }).scaling_config, { session_redis: { address: 'shared:6379' } });
  assert.equal('scaling_config' in runConfigOf({ settings, spec: { sessionStorage: { provider: 'memory' } } }), false);
});

test('audit: the middleware says how the server speaks', () => {
  const given = { spec: { transport: 'sse', audit: { enabled: true } } };
  assert.deepEqual(middlewareOf(given, 'audit'), {
    config_data: { detectApplicationErrors: true, maxDataSize: 1024 },
    transport_type: 'sse',
  });
  assert.equal('audit_config' in runConfigOf({ spec: { audit: { enabled: false } } }), false);
});

test('permissionProfile: host volumes are listed as mounts, read-only ones apart', () => {
  const volumes = [
    { name: 'a', hostPath: '/data', mountPath: '/in', readOnly: true },
    { name: 'b', hostPath: '/out', mountPath: '/out' },
    { name: 'c', mountPath: '/c', emptyDir: {} },
  ];
  const config = runConfigOf({ spec: { volumes } });
  assert.deepEqual(config.volumes, ['/data:/in:ro', '/out:/out']);
  assert.deepEqual(config.permission_profile.read, ['/data:/in']);
  assert.deepEqual(config.permission_profile.write, ['/out:/out']);
});

test('permissionProfile: the order in which somebody wrote a profile changes nothing', () => {
  const inline = {
    network: { outbound: { allow_port: [443], allow_host: ['10.0.0.1'] } },
    name: 'mine',
    privileged: false,
  };
  const { data } = childOf({ spec: { permissionProfile: { type: 'inline', inline } } }, 'ConfigMap', 'demo-runconfig');
  const turned = {
    privileged: false,
    name: 'mine',
    network: { outbound: { allow_host: ['10.0.0.1'], allow_port: [443] } },
  };
  const other = childOf(
    { spec: { permissionProfile: { type: 'inline', inline: turned } } },
    'ConfigMap',
    'demo-runconfig',
  );
  assert.equal(data['runconfig.json'], other.data['runconfig.json']);
  assert.deepEqual(Object.keys(JSON.parse(data['runconfig.json']).permission_profile), ['name', 'network']);
  assert.equal('permission_profile_name_or_path' in JSON.parse(data['runconfig.json']), false);
});

test('env_vars: plain values only, ours win', () => {
  const env = [
    { name: 'MCP_PORT', value: '1' },
    { name: 'B', value: '' },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ];
  assert.deepEqual(runConfigOf({ spec: { env } }).env_vars, {
    B: '',
    FASTMCP_PORT: '8080',
    MCP_PORT: '8080',
    MCP_TRANSPORT: 'streamable-http',
  });
});

test('dummyKubeconfig: HTTP transports only, and it leads nowhere', () => {
  const { data } = childOf({}, 'ConfigMap', 'demo-runconfig');
  const kubeconfig = JSON.parse(data.kubeconfig);
  assert.equal(kubeconfig.kind, 'Config');
  assert.equal(kubeconfig.clusters[0].cluster.server, 'https://127.0.0.1:1');
  const context = kubeconfig.contexts.find(({ name }: Loose) => name === kubeconfig['current-context']).context;
  assert.equal(context.cluster, kubeconfig.clusters[0].name);
  assert.equal(context.user, kubeconfig.users[0].name);
  assert.equal('kubeconfig' in childOf({ spec: { transport: 'stdio' } }, 'ConfigMap', 'demo-runconfig').data, false);
});
