// Rules: cases beside the examples of the registry.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { BUILT_IN_PROFILES } from '../../../functions/decode/references/permission-profile.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { readAdmissionRules } from '../../../scripts/generate/admission/refused-by.ts';
import { findingsOf, findingsOfObject, placesOf, plainServer } from './plain-server.ts';

function codesOfName(name: string, transport: string): readonly string[] {
  return findingsOfObject(plainServer({ metadata: { name }, spec: { transport } })).map(({ code }) => code);
}

function isTooLong(transport: string, length: number): boolean {
  return codesOfName('a'.repeat(length), transport).includes('MCP007');
}

function placesOfPeriod(refillPeriod: string): readonly string[] {
  const sessionStorage = { provider: 'redis', address: 'redis:6379' };
  return placesOf({ rateLimiting: { shared: { maxTokens: 1, refillPeriod } }, sessionStorage });
}

function codesWithMuted(muted: string): readonly string[] {
  const metadata = { annotations: { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': muted } };
  return findingsOfObject(
    plainServer({ metadata, spec: { image: 'x', port: 1, proxyPort: 2, trustProxyHeaders: true } }),
  ).map(({ code }) => code);
}

test('validateServerName: the limit is 50 for HTTP and 52 for stdio', () => {
  assert.deepEqual([isTooLong('streamable-http', 50), isTooLong('streamable-http', 51)], [false, true]);
  assert.deepEqual([isTooLong('sse', 50), isTooLong('sse', 51)], [false, true]);
  assert.deepEqual([isTooLong('stdio', 52), isTooLong('stdio', 53)], [false, true]);
});

test('validateServerName: a stdio server has no Service that a neighbour could want', () => {
  assert.ok(codesOfName('a-headless', 'streamable-http').includes('MCP009'));
  assert.ok(!codesOfName('a-headless', 'stdio').includes('MCP009'));
});

test('validateImage: references that runtimes accept', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  for (const image of [
    'a:1',
    'localhost/a:1',
    'localhost:5000/a/b:v1',
    'ghcr.io/a/b_c/d--e:V1.0',
    `a@${digest}`,
    `a:latest@${digest}`,
    '[::1]:5000/a:1',
  ]) {
    assert.deepEqual(placesOf({ image }), [], image);
  }
});

test('validateImage: references that no runtime accepts', () => {
  for (const image of [
    ' a:1',
    'a:1 ',
    'A:1',
    'a/B:1',
    'a:',
    'a:1:2',
    'a//b:1',
    'a@sha256:12',
    '${IMAGE}',
    'a:1@',
    'not an image!',
    `${'a'.repeat(256)}:1`,
  ]) {
    assert.deepEqual(placesOf({ image }), ['MCP012 spec.image'], image);
  }
});

test('validateImage: a moving image is one without tag and digest, or latest', () => {
  assert.deepEqual(placesOf({ image: 'ghcr.io/a/b' }), ['MCP013 spec.image']);
  assert.deepEqual(placesOf({ image: 'localhost:5000/b' }), ['MCP013 spec.image']);
});

test('validateResources: each amount and each pair by itself, also of the proxy', () => {
  const bad = { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '1999m', memory: '1073741824' } };
  assert.deepEqual(placesOf({ resources: bad, resourceOverrides: { proxyDeployment: { resources: bad } } }), [
    'MCP015 spec.resources.requests.cpu',
    'MCP015 spec.resourceOverrides.proxyDeployment.resources.requests.cpu',
  ]);
  assert.deepEqual(placesOf({ resources: { requests: { cpu: '' }, limits: { cpu: '1' } } }), []);
});

test('validateArgsPort: arguments of the pod template are arguments too', () => {
  const containers = [{ name: 'mcp', args: ['--port', '3000'] }];
  assert.deepEqual(placesOf({ podTemplateSpec: { spec: { containers } } }), [
    'MCP016 spec.podTemplateSpec.spec.containers[0].args[0]',
  ]);
  assert.deepEqual(placesOf({ mcpPort: 3000, podTemplateSpec: { spec: { containers } } }), []);
});

test('validateArgsPort: only where it is clear', () => {
  assert.deepEqual(placesOf({ args: ['-port=3000'] }), ['MCP016 spec.args[0]']);
  assert.deepEqual(placesOf({ args: ['--port', '8080', '--port=8080'] }), []);
  assert.deepEqual(placesOf({ args: ['--port', '$(MCP_PORT)', '--metrics-port', '9000', '--port'] }), []);
  assert.deepEqual(placesOf({ args: ['--port', '3000'], transport: 'stdio' }), []);
});

test('validateEnv: values may have line breaks and be empty', () => {
  assert.deepEqual(
    placesOf({
      env: [
        { name: 'A', value: 'one\ntwo' },
        { name: 'B', value: '' },
      ],
    }),
    [],
  );
});

test('validateEnv: one source, and not beside a value', () => {
  const fieldRef = { fieldPath: 'status.podIP' };
  const secretKeyRef = { name: 'a', key: 'b' };
  assert.deepEqual(placesOf({ env: [{ name: 'A', valueFrom: { fieldRef } }] }), []);
  assert.deepEqual(
    placesOf({
      env: [
        { name: 'A', value: '', valueFrom: { fieldRef } },
        { name: 'B', valueFrom: {} },
        { name: 'C', valueFrom: { fieldRef, secretKeyRef } },
      ],
    }),
    ['MCP019 spec.env[0]', 'MCP019 spec.env[1]', 'MCP019 spec.env[2]'],
  );
});

test('validateEnv: a stdio server may use MCP_PORT for itself, MCP_TRANSPORT never', () => {
  const env = [
    { name: 'MCP_PORT', value: '1' },
    { name: 'MCP_TRANSPORT', value: 'x' },
  ];
  assert.deepEqual(placesOf({ env, transport: 'stdio' }), ['MCP020 spec.env[1].name']);
  assert.deepEqual(placesOf({ env }), ['MCP020 spec.env[0].name', 'MCP020 spec.env[1].name']);
});

test('validateEnv: what thv export writes of our own variables says nothing new', () => {
  const env = [
    { name: 'FASTMCP_PORT', value: '3000' },
    { name: 'MCP_PORT', value: '3000' },
    { name: 'MCP_TRANSPORT', value: 'sse' },
  ];
  const spec = { transport: 'sse', mcpPort: 3000, env };
  assert.deepEqual(placesOf(spec), placesOf({ ...spec, env: [] }));
  assert.ok(placesOf({ ...spec, mcpPort: 3001 }).includes('MCP020 spec.env[1].name'));
});

test('validateSecrets: two keys of one Secret are fine, a clash with env is not', () => {
  const secrets = [
    { name: 's', key: 'a' },
    { name: 's', key: 'b', targetEnvName: 'B' },
  ];
  assert.deepEqual(placesOf({ secrets }), []);
  assert.deepEqual(placesOf({ secrets, env: [{ name: 'B', value: '' }] }), ['MCP023 spec.secrets[1]']);
});

test('validateLiteralCredentials: real looking ones, in each place, and the value is never repeated', () => {
  const value = 'ghp_0123456789abcdef0123456789abcdef0123';
  const env = [{ name: 'ANYTHING', value }];
  const findings = findingsOf({
    env: [...env, { name: 'DATABASE_URL', value: `postgres://user:${value}@db/x` }],
    args: [`--token=${value}`],
    podTemplateSpec: { spec: { containers: [{ name: 'mcp', env }] } },
    resourceOverrides: { proxyDeployment: { env } },
  });
  assert.deepEqual(
    findings.map(({ code, path }) => `${code} ${path}`),
    [
      'MCP021 spec.env[0].value',
      'MCP021 spec.env[1].value',
      'MCP021 spec.resourceOverrides.proxyDeployment.env[0].value',
      'MCP021 spec.podTemplateSpec.spec.containers[0].env[0].value',
      'MCP021 spec.args[0]',
    ],
  );
  assert.doesNotMatch(JSON.stringify(findings), /0123456789/);
});

test('validateLiteralCredentials: names and values that only sound like it', () => {
  const pairs = {
    MAX_TOKENS: '4096',
    API_KEY: '${API_KEY}',
    TOKEN: '',
    AUTH_TOKEN: '/run/secrets/t',
    USE_TOKEN: 'true',
    SECRET_NAME: 'my-secret',
    DB_URL: 'postgres://db/x',
    PASSWORD: '$(PASSWORD)',
    TOKEN_URL_TOKEN: 'https://a/b',
  };
  assert.deepEqual(placesOf({ env: Object.entries(pairs).map(([name, value]) => ({ name, value })) }), []);
});

test('validateVolumes: sources, paths and names by place', () => {
  assert.deepEqual(
    placesOf({
      volumes: [
        { name: 'a', mountPath: '/a/../b', emptyDir: {}, secret: { secretName: 's' } },
        { name: 'a', mountPath: '//c/', emptyDir: {} },
        { name: 'd', mountPath: '/c', hostPath: 'relative' },
      ],
    }),
    [
      'MCP027 spec.volumes[0]',
      'MCP025 spec.volumes[0].mountPath',
      'MCP025 spec.volumes[2].hostPath',
      'MCP028 spec.volumes[1].name',
      'MCP026 spec.volumes[2].mountPath',
      'MCP029 spec.volumes[2].hostPath',
      'MCP111 spec.volumes[2].hostPath',
    ],
  );
});

test('validateScaling: zero is a number, and Redis of the settings counts', () => {
  assert.deepEqual(placesOf({ replicas: 0, backendReplicas: 0, transport: 'stdio' }), []);
  const settings = { ...DEFAULT_SETTINGS, redis: { address: 'redis:6379' } };
  assert.deepEqual(placesOf({ replicas: 2 }, settings), []);
  assert.deepEqual(placesOf({ replicas: 2, sessionStorage: { provider: 'memory' } }, settings), [
    'MCP034 spec.replicas',
  ]);
});

test('validateRateLimiting: limits per user are told one by one', () => {
  const bucket = { maxTokens: 1, refillPeriod: '1s' };
  const sessionStorage = { provider: 'redis', address: 'r:6379' };
  const rateLimiting = {
    perUser: bucket,
    tools: [
      { name: 'a', shared: bucket },
      { name: 'b', perUser: bucket },
    ],
  };
  assert.deepEqual(placesOf({ rateLimiting, sessionStorage }), [
    'MCP053 spec.rateLimiting.perUser',
    'MCP053 spec.rateLimiting.tools[1].perUser',
  ]);
  assert.deepEqual(placesOf({ rateLimiting: {}, sessionStorage }), ['MCP055 spec.rateLimiting']);
});

test('validateRateLimiting: Go durations', () => {
  for (const period of ['1s', '1.5h', '1h30m', '+2m', '100ms', '1ns', '2562046h'])
    assert.deepEqual(placesOfPeriod(period), [], period);
  for (const period of ['0s', '0h0m', '2562048h', '0.1ns']) {
    assert.deepEqual(placesOfPeriod(period), ['MCP054 spec.rateLimiting.shared.refillPeriod'], period);
  }
});

test('validatePermissionProfile: paths are neither names nor keys', () => {
  const type = 'configmap';
  assert.deepEqual(placesOf({ permissionProfile: { type, name: '/etc', key: '../x' } }), [
    'MCP058 spec.permissionProfile.name',
    'MCP058 spec.permissionProfile.key',
  ]);
  assert.deepEqual(placesOf({ permissionProfile: { type: 'builtin', name: 'none', inline: {} } }), [
    'MCP059 spec.permissionProfile.inline',
  ]);
  assert.deepEqual(
    placesOf({ permissionProfile: { type: 'inline', inline: { network: { outbound: { allow_hosts: [] } } } } }),
    ['MCP059 spec.permissionProfile.inline.network.outbound.allow_hosts'],
  );
});

test('validatePermissionProfile: names of Object.prototype are not built in', () => {
  assert.deepEqual(placesOf({ permissionProfile: { name: 'constructor' } }), ['MCP057 spec.permissionProfile.name']);
});

test('validateMetadataOverrides: our keys in each place, and grammar of keys', () => {
  const labels = { app: 'x', 'bad key': 'v', 'example.com/ok': 'v' };
  assert.deepEqual(
    placesOf({ podTemplateSpec: { metadata: { labels } }, resourceOverrides: { proxyService: { labels } } }),
    [
      'MCP064 spec.resourceOverrides.proxyService.labels["bad key"]',
      'MCP064 spec.podTemplateSpec.metadata.labels["bad key"]',
      'MCP063 spec.resourceOverrides.proxyService.labels.app',
      'MCP063 spec.podTemplateSpec.metadata.labels.app',
    ],
  );
});

test('validateAuthServer: the proxy has to accept the tokens of its own authorization server', () => {
  const authServerRef = { name: 'login' };
  const url = 'https://mcp.example.com/mcp';
  assert.deepEqual(placesOf({ authServerRef }), ['MCP140 spec.authServerRef']);
  assert.deepEqual(placesOf({ authServerRef, oidcConfigRef: { name: 'a', audience: url, resourceUrl: url } }), []);
  const others = [
    { name: 'a', audience: 'fetch', resourceUrl: url },
    { name: 'a', audience: `${url}/`, resourceUrl: url },
    { name: 'a', audience: url },
  ];
  for (const oidcConfigRef of others) {
    assert.deepEqual(placesOf({ authServerRef, oidcConfigRef }), ['MCP140 spec.oidcConfigRef.audience']);
  }
  // Without a URL of its own the server is the Service of its proxy.
  const service = 'http://mcp-example-proxy.default.svc.cluster.local:9000';
  assert.deepEqual(placesOf({ authServerRef, proxyPort: 9000, oidcConfigRef: { name: 'a', audience: service } }), []);
  // The old field is judged with its object, which may be a ConfigMap.
  assert.ok(!placesOf({ authServerRef, oidcConfig: {} }).some((place) => place.startsWith('MCP140')));
});

test('validateReferenceKinds: a kind that the settings do not list is told, but for groups', () => {
  const name = 'company';
  const spec = {
    toolConfigRef: { name },
    externalAuthConfigRef: { name },
    authServerRef: { name },
    oidcConfigRef: { name, audience: 'https://a', resourceUrl: 'https://a' },
    telemetryConfigRef: { name },
    authzConfigRef: { name },
    webhookConfigRef: { name },
    groupRef: { name },
  };
  const untold = Object.keys(spec).filter((member) => member !== 'groupRef');
  const places = placesOf(spec, DEFAULT_SETTINGS).map((place) => place.replace('MCP141 spec.', ''));
  assert.deepEqual(places.toSorted(), untold.toSorted());
  assert.deepEqual(placesOf(spec), []);
});

test('ignore-warnings: mutes warnings by code in any case, never errors', () => {
  assert.deepEqual(codesWithMuted(''), ['MCP003', 'MCP013', 'MCP030']);
  assert.deepEqual(codesWithMuted('mcp013,  MCP030'), ['MCP003']);
  assert.deepEqual(codesWithMuted('MCP003 MCP013 MCP030'), ['MCP003', 'MCP038']);
});

test('validateVolumes: a volume gives way to one of the pod template that has a source', () => {
  const volumes = [{ name: 'data', mountPath: '/data', emptyDir: {} }];
  const template = { spec: { volumes: [{ name: 'data', emptyDir: {} }] } };
  assert.deepEqual(placesOf({ volumes, podTemplateSpec: template }), ['MCP049 spec.volumes[0].name']);
  assert.deepEqual(placesOf({ volumes, podTemplateSpec: { spec: { volumes: [{ name: 'data' }] } } }), []);
  assert.deepEqual(placesOf({ volumes: [{ ...volumes[0], subPath: 'a/../../b' }] }), [
    'MCP025 spec.volumes[0].subPath',
  ]);
});

test('validateObjectNames: every place with a name or a key', () => {
  const name = 'Not_A_Name';
  const key = 'not/a/key';
  assert.deepEqual(
    placesOf({
      toolConfigRef: { name },
      env: [
        { name: 'A', valueFrom: { secretKeyRef: { name, key } } },
        { name: 'B', valueFrom: { configMapKeyRef: { name: 'ok', key: '..' } } },
      ],
      envFrom: [{ secretRef: { name } }, { configMapRef: { name } }],
      volumes: [
        { name: 'a', mountPath: '/a', persistentVolumeClaim: { claimName: name } },
        { name: 'b', mountPath: '/b', configMap: { name } },
        { name: 'c', mountPath: '/c', secret: { secretName: name } },
      ],
      serviceAccount: 'a..b',
      resourceOverrides: { proxyDeployment: { imagePullSecrets: [{ name }] } },
      sessionStorage: { provider: 'redis', address: 'r:1', passwordRef: { name, key } },
    }).map((place) => place.replace('MCP011 spec.', '')),
    [
      'toolConfigRef.name',
      'env[0].valueFrom.secretKeyRef.name',
      'env[0].valueFrom.secretKeyRef.key',
      'env[1].valueFrom.configMapKeyRef.key',
      'envFrom[0].secretRef.name',
      'envFrom[1].configMapRef.name',
      'volumes[0].persistentVolumeClaim.claimName',
      'volumes[1].configMap.name',
      'volumes[2].secret.secretName',
      'serviceAccount',
      'resourceOverrides.proxyDeployment.imagePullSecrets[0].name',
      'sessionStorage.passwordRef.name',
      'sessionStorage.passwordRef.key',
    ],
  );
});

test('validateObjectNames: a pull secret without a name, which the schema allows and ToolHive runs, is only told', () => {
  for (const nameless of [{}, { name: '' }]) {
    const proxyDeployment = { imagePullSecrets: [nameless, { name: 'registry' }] };
    assert.deepEqual(placesOf({ resourceOverrides: { proxyDeployment } }), [
      'MCP032 spec.resourceOverrides.proxyDeployment.imagePullSecrets',
    ]);
  }
});

test('validateScaling: one proxy needs no shared sessions', () => {
  assert.deepEqual(placesOf({ replicas: 1 }), []);
});

test('validateAuthorization: the sentence says whether the member is missing or idle', () => {
  const policies = ['permit(principal, action, resource);'];
  const told = findingsOf({ authzConfig: { type: 'inline', configMap: { name: 'a' }, inline: { policies } } })
    .filter(({ code }) => code === 'MCP060')
    .map(({ path, message }) => `${path} ${message}`);
  assert.deepEqual(told, [
    'spec.authzConfig.configMap This is not used, because the type is inline; remove it or change the type.',
  ]);
  const [missing] = findingsOf({ authzConfig: { type: 'inline' } });
  assert.match(missing?.message ?? '', /^This must be set/);
});

test('validateAuthorization: both places for policies', () => {
  const policies = ['permit(principal, action, resource);'];
  const spec = { authzConfig: { type: 'inline', inline: { policies } }, authzConfigRef: { name: 'a' } };
  assert.deepEqual(placesOf(spec), ['MCP060 spec.authzConfig']);
});

test("validatePermissionProfile: the chart's policy lets every built-in profile pass, ToolHive's old name of none too", () => {
  const names = Object.keys(BUILT_IN_PROFILES);
  assert.ok(names.includes('stdio'));
  for (const name of names) assert.deepEqual(placesOf({ permissionProfile: { type: 'builtin', name } }), [], name);
  const rule = readAdmissionRules(join(import.meta.dirname, '../../..')).find(({ code }) => code === 'MCP057');
  const listed = [...(rule?.expression ?? '').matchAll(/'([a-z]+)'(?=[,\]])/g)].map(([, name]) => name);
  assert.deepEqual(new Set(listed), new Set(names));
});
