// The proxy's Deployment and its parts, where they differ from ToolHive or depend on the spec.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { config, serverBeside } from '../references/config.ts';
import { type Given, type Loose, proxyOf, READY_BACKEND } from './build.ts';

const STDIO = { transport: 'stdio' };
const ATTACHED_TO = 'toolhive.stacklok.dev/attached-to';
const HASH = 'toolhive.stacklok.dev/runconfig-checksum';

const containerOf = (given: Given): Loose => proxyOf(given).spec.template.spec.containers[0];
const envOf = (given: Given): Loose => containerOf(given).env;
const namesOf = (given: Given): readonly string[] => envOf(given).map(({ name }: Loose) => name);
const passwordOf = (given: Given): Loose =>
  envOf(given).find(({ name }: Loose) => name === 'THV_SESSION_REDIS_PASSWORD');
const annotationsOf = (given: Given): Loose => proxyOf(given).spec.template.metadata.annotations;
const templateOf = (transport: string, image: string): Loose => proxyOf({ spec: { transport, image } }).spec.template;
const hashOf = (spec: Loose): string => annotationsOf({ spec })[HASH];

/** Pod `demo-0` in its n-th run. */
function backendPod(restartCount: number, ready = true, uid = 'uid-a'): Loose {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'demo-0', namespace: 'tools', uid, labels: { 'toolhive-name': 'demo' } },
    status: { containerStatuses: [{ name: 'mcp', ready, restartCount }] },
  };
}

/** An observed Deployment with pod-template annotations and more members of `spec`. */
function observedProxy(annotations: Readonly<Record<string, string>>, spec: Loose = {}): Loose {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'demo', namespace: 'tools' },
    spec: { ...spec, template: { metadata: { annotations } } },
  };
}

test('buildProxyDeployment: HTTP transports get no token and a kubeconfig that leads nowhere', () => {
  for (const transport of ['sse', 'streamable-http']) {
    const pod = proxyOf({ spec: { transport } }).spec.template.spec;
    assert.equal(pod.automountServiceAccountToken, false);
    assert.deepEqual(pod.containers[0].env.at(-1), { name: 'KUBECONFIG', value: '/etc/runconfig/kubeconfig' });
    assert.deepEqual(pod.containers[0].volumeMounts, [
      { name: 'runconfig', mountPath: '/etc/runconfig', readOnly: true },
    ]);
  }
});

test("buildProxyDeployment: Vault's agent gets the token without which its webhook refuses the pod", () => {
  const table: readonly [Loose, boolean | undefined][] = [
    [{ 'vault.hashicorp.com/agent-inject': 'true' }, undefined],
    [{ 'vault.hashicorp.com/agent-inject': '1' }, undefined],
    [{ 'vault.hashicorp.com/agent-inject': 'false' }, false],
    [{ 'vault.hashicorp.com/agent-inject': 'yes' }, false],
    [{ 'vault.hashicorp.com/role': 'tools' }, false],
    [
      {
        'vault.hashicorp.com/agent-inject': 'true',
        'vault.hashicorp.com/agent-service-account-token-volume-name': 'own',
      },
      false,
    ],
  ];
  for (const [annotations, token] of table) {
    const resourceOverrides = { proxyDeployment: { podTemplateMetadataOverrides: { annotations } } };
    const pod = proxyOf({ spec: { transport: 'sse', resourceOverrides } }).spec.template.spec;
    assert.equal(pod.automountServiceAccountToken, token, JSON.stringify(annotations));
  }
});

test('buildProxyDeployment: no variables for the Services of the namespace', () => {
  for (const spec of [{}, STDIO]) assert.equal(proxyOf({ spec }).spec.template.spec.enableServiceLinks, false);
});

test('buildProxyDeployment: a stdio proxy keeps the token and gets no kubeconfig', () => {
  const pod = proxyOf({ spec: STDIO }).spec.template.spec;
  assert.equal('automountServiceAccountToken' in pod, false);
  assert.equal(namesOf({ spec: STDIO }).includes('KUBECONFIG'), false);
});

test('buildProxyDeployment: a stdio proxy waits at its first start for a ready backend', () => {
  const starting = { ...READY_BACKEND, status: { readyReplicas: 0 } };
  assert.equal(proxyOf({ spec: STDIO, observed: [] }), undefined);
  assert.equal(proxyOf({ spec: STDIO, observed: [starting] }), undefined);
  assert.notEqual(proxyOf({ spec: STDIO, observed: [READY_BACKEND] }), undefined);
  assert.notEqual(proxyOf({ observed: [] }), undefined, 'HTTP waits for nothing');
});

test('buildProxyDeployment: a stdio proxy that exists is never left out', () => {
  assert.notEqual(proxyOf({ spec: STDIO, observed: [observedProxy({})] }), undefined);
});

test('buildProxyDeployment: stdio recreates, HTTP rolls', () => {
  assert.deepEqual(proxyOf({ spec: STDIO }).spec.strategy, { type: 'Recreate' });
  assert.equal('strategy' in proxyOf().spec, false);
});

test('buildProxyDeployment: where rolling parameters are stored already, the old stdio pod still goes first', () => {
  const rolling = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } };
  assert.deepEqual(proxyOf({ spec: STDIO, observed: [READY_BACKEND, observedProxy({}, rolling)] }).spec.strategy, {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
  });
  const recreate = { strategy: { type: 'Recreate' } };
  assert.deepEqual(proxyOf({ spec: STDIO, observed: [observedProxy({}, recreate)] }).spec.strategy, {
    type: 'Recreate',
  });
});

test('attachment: a stdio proxy carries uid and restart count of pod N-0', () => {
  assert.equal(annotationsOf({ spec: STDIO, related: [backendPod(3)] })[ATTACHED_TO], 'uid-a/3');
  assert.equal(annotationsOf({ related: [backendPod(3)] })[ATTACHED_TO], undefined, 'HTTP never');
  assert.equal(annotationsOf({ spec: STDIO })[ATTACHED_TO], undefined, 'no pods, no annotation');
});

test('attachment: it moves on only when the new process is ready', () => {
  const observed = [READY_BACKEND, observedProxy({ [ATTACHED_TO]: 'uid-a/0' })];
  const of = (related: readonly Loose[]): string => annotationsOf({ spec: STDIO, observed, related })[ATTACHED_TO];
  assert.equal(of([backendPod(1, false)]), 'uid-a/0');
  assert.equal(of([backendPod(1, true)]), 'uid-a/1');
  assert.equal(of([]), 'uid-a/0', 'the pod is being replaced');
  assert.equal(of([backendPod(0, true, 'uid-b')]), 'uid-b/0');
  const leaving = backendPod(1);
  leaving.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
  assert.equal(of([leaving]), 'uid-a/0');
});

test('attachment: pods of other names say nothing', () => {
  const other = backendPod(7);
  other.metadata.name = 'demo-1';
  assert.equal(annotationsOf({ spec: STDIO, related: [other] })[ATTACHED_TO], undefined);
});

test('runconfig hash: what the proxy acts on rolls it', () => {
  const before = hashOf({});
  const changes: readonly Loose[] = [
    { mcpPort: 9000 },
    { proxyPort: 9001 },
    { trustProxyHeaders: true },
    { endpointPrefix: '/a' },
    { audit: { enabled: true } },
    { sessionStorage: { provider: 'redis', address: 'redis:6379' } },
    { authzConfig: { type: 'inline', inline: { policies: ['permit(principal, action, resource);'] } } },
  ];
  for (const change of changes) assert.notEqual(hashOf(change), before, JSON.stringify(change));
});

test('runconfig hash: what only the backend reads does not roll the proxy', () => {
  const before = hashOf({});
  const changes: readonly Loose[] = [
    { env: [{ name: 'A', value: 'b' }] },
    { args: ['--x'] },
    { resources: { limits: { cpu: '1' } } },
    { backendReplicas: 3 },
    { replicas: 2 },
    { permissionProfile: { type: 'builtin', name: 'none' } },
    { volumes: [{ name: 'v', hostPath: '/srv', mountPath: '/srv' }] },
  ];
  for (const change of changes) assert.equal(hashOf(change), before, JSON.stringify(change));
});

test('proxyContainer: an edited image replaces only a proxy that attaches to the backend', () => {
  for (const transport of ['sse', 'streamable-http'])
    assert.deepEqual(templateOf(transport, 'example/mcp:2'), templateOf(transport, 'example/mcp:1'));
  assert.deepEqual(containerOf({ spec: STDIO }).args, ['run', 'example/mcp:1']);
});

function secondsOf(given: Given): unknown {
  return proxyOf(given).spec.template.spec.terminationGracePeriodSeconds;
}

test('proxyGrace: as in ToolHive, and for stdio what the settings say', () => {
  const settings = { proxy: { ...DEFAULT_SETTINGS.proxy, stdioGraceSeconds: 2 } };
  assert.equal(secondsOf({ spec: STDIO }), 30);
  assert.equal(secondsOf({ spec: STDIO, settings }), 2);
  assert.equal(secondsOf({ settings }), 30);
});

test('proxyContainer: resources come from the settings, an override replaces them', () => {
  assert.deepEqual(containerOf({}).resources, { requests: { cpu: '10m', memory: '80Mi' } });
  const resources = { limits: { cpu: '0.5', memory: '1024Mi' }, requests: { cpu: '' } };
  const spec = { resources: { limits: { cpu: '7' } }, resourceOverrides: { proxyDeployment: { resources } } };
  assert.deepEqual(containerOf({ spec }).resources, { limits: { cpu: '500m', memory: '1Gi' } });
});

test('proxyEnv: the user replaces defaults but not what the proxy needs to be safe', () => {
  const env = [
    { name: 'HOME', value: '/h' },
    { name: 'KUBECONFIG', value: '/theirs' },
    { name: 'THV_MCPSERVER_GENERATION', value: '9' },
    { name: 'EMPTY', value: '' },
  ];
  const given = { spec: { resourceOverrides: { proxyDeployment: { env } } } };
  assert.deepEqual(namesOf(given), [
    'HOME',
    'EMPTY',
    'THV_MCPSERVER_GENERATION',
    'XDG_CONFIG_HOME',
    'TOOLHIVE_RUNTIME',
    'UNSTRUCTURED_LOGS',
    'KUBECONFIG',
  ]);
  assert.deepEqual(envOf(given)[1], { name: 'EMPTY' });
  assert.equal(envOf(given).at(-1).value, '/etc/runconfig/kubeconfig');
});

test('proxyEnv: resource attributes of the user count, as the last of the two in the list of ToolHive; Secrets stay', () => {
  const key = { name: 'keys', key: 'key' };
  const headers = [{ name: 'X-Key', secretKeyRef: key }];
  const telemetry = config('MCPTelemetryConfig', {
    openTelemetry: { enabled: true, metrics: { enabled: true }, sensitiveHeaders: headers },
  });
  const attributes = { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'deployment.environment=production' };
  const env = [attributes, { name: 'TOOLHIVE_OTEL_HEADER_X_KEY', value: 'plain' }];
  const given = serverBeside(
    { telemetryConfigRef: { name: 'company' }, resourceOverrides: { proxyDeployment: { env } } },
    telemetry,
  );
  assert.deepEqual(envOf(given).slice(0, 3), [
    { name: 'TOOLHIVE_OTEL_HEADER_X_KEY', valueFrom: { secretKeyRef: key } },
    attributes,
    envOf({})[0],
  ]);
});

test('proxyEnv: secrets from the environment switch their provider on', () => {
  const env = [{ name: 'TOOLHIVE_SECRET_API', value: 'x' }];
  const given = { spec: { resourceOverrides: { proxyDeployment: { env } } } };
  assert.deepEqual(envOf(given).at(-1), { name: 'TOOLHIVE_SECRETS_PROVIDER', value: 'environment' });
  assert.equal(namesOf({}).includes('TOOLHIVE_SECRETS_PROVIDER'), false);
});

test('proxyEnv: the Redis password comes from the Secret of whoever names the Redis', () => {
  const passwordRef = { name: 'redis', key: 'password' };
  const spec = { sessionStorage: { provider: 'redis', address: 'redis:6379', passwordRef } };
  assert.deepEqual(passwordOf({ spec }).valueFrom, { secretKeyRef: passwordRef });
  const settings = { redis: { address: 'shared:6379', passwordSecret: { name: 'shared', key: 'pw' } } };
  assert.deepEqual(passwordOf({ settings }).valueFrom, { secretKeyRef: { name: 'shared', key: 'pw' } });
  assert.equal(passwordOf({ settings, spec: { sessionStorage: { provider: 'memory' } } }), undefined);
});

test('buildProxyDeployment: OpenShift chooses the ids itself', () => {
  const pod = proxyOf({ settings: { platform: 'openshift' } }).spec.template.spec;
  assert.deepEqual(pod.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  assert.equal('runAsUser' in pod.containers[0].securityContext, false);
  assert.equal('runAsGroup' in pod.containers[0].securityContext, false);
  assert.equal(pod.containers[0].securityContext.readOnlyRootFilesystem, true);
});

test('buildProxyDeployment: overrides add labels and annotations, ours win everywhere', () => {
  const labels = { 'app.kubernetes.io/component': 'mine', 'toolhive-name': 'mine', team: 'a' };
  const annotations = { [HASH]: 'mine', 'toolhive.stacklok.dev/mcpserver-generation': '99', note: 'kept' };
  const given = {
    spec: { resourceOverrides: { proxyDeployment: { labels, podTemplateMetadataOverrides: { labels, annotations } } } },
  };
  const { metadata, spec } = proxyOf(given);
  for (const made of [metadata.labels, spec.template.metadata.labels]) {
    assert.equal(made['app.kubernetes.io/component'], 'proxy');
    assert.equal(made['toolhive-name'], 'demo');
    assert.equal(made.team, 'a');
  }
  assert.equal(annotationsOf(given)['toolhive.stacklok.dev/mcpserver-generation'], '1');
  assert.equal(annotationsOf(given).note, 'kept');
  assert.match(annotationsOf(given)[HASH], /^[0-9a-f]{64}$/);
});

test("buildProxyDeployment: the selector is ToolHive's five labels and no more", () => {
  assert.deepEqual(proxyOf().spec.selector, {
    matchLabels: {
      app: 'mcpserver',
      'app.kubernetes.io/name': 'mcpserver',
      'app.kubernetes.io/instance': 'demo',
      toolhive: 'true',
      'toolhive-name': 'demo',
    },
  });
});
