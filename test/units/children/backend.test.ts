// The backend's StatefulSet: what the spec says, what the pod template may change, and what it may not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backendOf, type Loose, mcpOf } from './build.ts';

const STDIO = { transport: 'stdio' };

const podOf = (spec: Loose): Loose => backendOf({ spec }).spec.template.spec;

const policyOf = (given: Loose): unknown => backendOf(given).spec.podManagementPolicy;

const mountsOf = (spec: Loose): Loose => mcpOf({ spec }).volumeMounts;

/** A pod template with these members of container `mcp`, and of the pod. */
function patch(container: Loose, pod: Loose = {}): Loose {
  return { podTemplateSpec: { spec: { ...pod, containers: [{ name: 'mcp', ...container }] } } };
}

test('backendEnv: template, then Secrets, then the rest by name, ours last to win', () => {
  const spec = {
    env: [
      { name: 'Z', value: 'z' },
      { name: 'MCP_PORT', value: '1' },
      { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1024Ki' } } },
    ],
    secrets: [
      { name: 's', key: 'one' },
      { name: 's', key: 'two', targetEnvName: 'TWO' },
    ],
    ...patch({
      env: [
        { name: 'FROM_TEMPLATE', value: 't' },
        { name: 'MCP_TRANSPORT', value: 'mine' },
      ],
    }),
  };
  assert.deepEqual(mcpOf({ spec }).env, [
    { name: 'FROM_TEMPLATE', value: 't' },
    { name: 'one', valueFrom: { secretKeyRef: { name: 's', key: 'one' } } },
    { name: 'TWO', valueFrom: { secretKeyRef: { name: 's', key: 'two' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
    { name: 'FASTMCP_PORT', value: '8080' },
    { name: 'MCP_HOST' },
    { name: 'MCP_PORT', value: '8080' },
    { name: 'MCP_TRANSPORT', value: 'streamable-http' },
    { name: 'Z', value: 'z' },
  ]);
});

test("backendContainer: arguments of the template come first, the image is the spec's", () => {
  const spec = { args: ['c'], ...patch({ args: ['a', 'b'], image: 'other/image:9' }) };
  assert.deepEqual(mcpOf({ spec }).args, ['a', 'b', 'c']);
  assert.equal(mcpOf({ spec }).image, 'example/mcp:1');
  assert.equal('args' in mcpOf({}), false);
});

test('backendContainer: command and envFrom of the spec, a command of the template wins', () => {
  const envFrom = [
    { prefix: '', configMapRef: { name: 'c' } },
    { prefix: 'P_', secretRef: { name: 's' } },
  ];
  const spec = { command: ['npx', 'x'], envFrom };
  assert.deepEqual(mcpOf({ spec }).command, ['npx', 'x']);
  assert.deepEqual(mcpOf({ spec }).envFrom, [
    { configMapRef: { name: 'c' } },
    { prefix: 'P_', secretRef: { name: 's' } },
  ]);
  assert.deepEqual(mcpOf({ spec: { ...spec, ...patch({ command: ['sh'] }) } }).command, ['sh']);
});

test('backendContainer: resources of the spec in canonical form, single amounts of the template win', () => {
  const resources = { limits: { cpu: '0.5', memory: '1024Mi' }, requests: { memory: '' } };
  assert.deepEqual(mcpOf({ spec: { resources } }).resources, { limits: { cpu: '500m', memory: '1Gi' } });
  const spec = { resources, ...patch({ resources: { limits: { memory: '2Gi' } } }) };
  assert.deepEqual(mcpOf({ spec }).resources, { limits: { cpu: '500m', memory: '2Gi' } });
});

test('backendContainer: amounts of the spec that the template contradicts are left out, as ToolHive gives the server the template alone', () => {
  const resources = { limits: { cpu: '100m', memory: '128Mi' }, requests: { cpu: '50m', memory: '64Mi' } };
  const given = (template: Loose): Loose => mcpOf({ spec: { resources, ...patch({ resources: template }) } }).resources;
  assert.deepEqual(given({ requests: { cpu: '0.5' } }), {
    limits: { memory: '128Mi' },
    requests: { cpu: '500m', memory: '64Mi' },
  });
  assert.deepEqual(given({ limits: { memory: '32Mi' } }), {
    limits: { cpu: '100m', memory: '32Mi' },
    requests: { cpu: '50m' },
  });
  // Equal amounts and those that the template has itself contradict nothing.
  assert.deepEqual(given({ requests: { cpu: '100m' } }).limits, resources.limits);
  assert.deepEqual(given({ requests: { cpu: '1' }, limits: { cpu: '2' } }).limits, { cpu: '2', memory: '128Mi' });
});

test('backendContainer: standard input is open for stdio only, and never a terminal', () => {
  assert.equal(mcpOf({ spec: { ...STDIO, ...patch({ tty: true, stdin: false }) } }).stdin, true);
  const http = mcpOf({ spec: patch({ tty: true, stdin: true }) });
  for (const flag of ['stdin', 'tty']) assert.equal(flag in http, false, flag);
});

test('backendContainer: sse declares its port once, streamable-http not at all', () => {
  const port = { containerPort: 8080, protocol: 'TCP' };
  assert.deepEqual(mcpOf({ spec: { transport: 'sse' } }).ports, [port]);
  assert.equal('ports' in mcpOf({}), false);
  const named = { ...port, name: 'web' };
  assert.deepEqual(mcpOf({ spec: { transport: 'sse', ...patch({ ports: [named] }) } }).ports, [named]);
});

test("readiness: the port for HTTP transports, nothing for stdio, the template's own probe untouched", () => {
  assert.deepEqual(mcpOf({ spec: { mcpPort: 9000 } }).readinessProbe, { tcpSocket: { port: 9000 }, periodSeconds: 5 });
  assert.equal('readinessProbe' in mcpOf({ spec: STDIO }), false);
  const probe = { httpGet: { path: '/ready', port: 8080 } };
  assert.deepEqual(mcpOf({ spec: patch({ readinessProbe: probe }) }).readinessProbe, probe);
});

test('security: defaults fill gaps only', () => {
  const given = { readOnlyRootFilesystem: false, capabilities: { add: ['NET_BIND_SERVICE'] }, runAsUser: 2000 };
  const context = mcpOf({ spec: patch({ securityContext: given }) }).securityContext;
  assert.deepEqual(context, {
    privileged: false,
    runAsNonRoot: true,
    runAsUser: 2000,
    runAsGroup: 1000,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: false,
    seccompProfile: { type: 'RuntimeDefault' },
    capabilities: { add: ['NET_BIND_SERVICE'] },
  });
  assert.equal(podOf(patch({}, { securityContext: { fsGroup: 5 } })).securityContext.fsGroup, 5);
  assert.equal(podOf(patch({}, { securityContext: { fsGroup: 5 } })).securityContext.runAsUser, 1000);
});

test('security: what the API refuses together is not put together', () => {
  for (const given of [{ privileged: true }, { capabilities: { add: ['SYS_ADMIN'] } }]) {
    const context = mcpOf({ spec: patch({ securityContext: given }) }).securityContext;
    assert.equal('allowPrivilegeEscalation' in context, false, JSON.stringify(given));
  }
  const explicit = { privileged: true, allowPrivilegeEscalation: true };
  assert.equal(mcpOf({ spec: patch({ securityContext: explicit }) }).securityContext.allowPrivilegeEscalation, true);
});

test("security: on OpenShift no ids at all, not even the template's", () => {
  const spec = patch({ securityContext: { runAsUser: 5 } }, { securityContext: { fsGroup: 5, runAsGroup: 5 } });
  const pod = backendOf({ spec, settings: { platform: 'openshift' } }).spec.template.spec;
  assert.deepEqual(pod.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  for (const id of ['runAsUser', 'runAsGroup']) assert.equal(id in pod.containers[0].securityContext, false, id);
});

test('volumeMounts: where the template mounts another volume, nothing of the spec is left of the mount', () => {
  const volumes = [{ name: 'mine', hostPath: '/h', mountPath: '/tmp', readOnly: true }];
  const pod = { volumes: [{ name: 'theirs', emptyDir: {} }] };
  const given = (mount: Loose): Loose => mountsOf({ volumes, ...patch({ volumeMounts: [mount] }, pod) });
  assert.deepEqual(given({ name: 'theirs', mountPath: '/tmp' }), [{ name: 'theirs', mountPath: '/tmp' }]);
  // The same volume, named or not, is merged.
  const merged = { name: 'mine', mountPath: '/tmp', readOnly: true, subPath: 'a' };
  assert.deepEqual(given({ name: 'mine', mountPath: '/tmp', subPath: 'a' }), [merged]);
  assert.deepEqual(given({ mountPath: '/tmp', subPath: 'a' }), [merged]);
});

test('tmp: an empty folder unless the root can be written or /tmp is mounted', () => {
  assert.deepEqual(mountsOf({}), [{ name: 'toolhive-tmp', mountPath: '/tmp' }]);
  assert.equal(mountsOf(patch({ securityContext: { readOnlyRootFilesystem: false } })), undefined);
  const mount = { name: 'mine', mountPath: '/tmp/' };
  const theirs = patch({ volumeMounts: [mount] }, { volumes: [{ name: 'mine', emptyDir: {} }] });
  assert.deepEqual(mountsOf(theirs), [mount]);
  assert.deepEqual(mountsOf({ volumes: [{ name: 'mine', mountPath: '/tmp', emptyDir: {} }] }), [
    { name: 'mine', mountPath: '/tmp' },
  ]);
});

test('tmp: its name gives way to a volume of the user', () => {
  const pod = podOf({ volumes: [{ name: 'toolhive-tmp', mountPath: '/x', emptyDir: {} }] });
  assert.deepEqual(
    pod.volumes.map(({ name }: Loose) => name),
    ['toolhive-tmp', 'toolhive-tmp-2'],
  );
  assert.deepEqual(pod.containers[0].volumeMounts.at(-1), { name: 'toolhive-tmp-2', mountPath: '/tmp' });
});

test('volumes: every source of the spec, without members that are not stored', () => {
  const volumes = [
    { name: 'host', hostPath: '/srv', mountPath: '/srv', readOnly: true },
    {
      name: 'claim',
      persistentVolumeClaim: { claimName: 'c', readOnly: false },
      mountPath: '/c',
      readOnly: false,
      subPath: 'a/b',
    },
    { name: 'map', configMap: { name: 'm', items: [] }, mountPath: '/m' },
    {
      name: 'secret',
      secret: { secretName: 's', defaultMode: 256, items: [{ key: 'k', path: 'p' }] },
      mountPath: '/s',
    },
    { name: 'empty', emptyDir: { medium: '', sizeLimit: '1024Mi' }, mountPath: '/tmp' },
    {
      name: 'own',
      ephemeral: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
        },
      },
      mountPath: '/own',
    },
  ];
  const pod = podOf({ volumes });
  assert.deepEqual(pod.volumes, [
    { name: 'host', hostPath: { path: '/srv' } },
    { name: 'claim', persistentVolumeClaim: { claimName: 'c' } },
    { name: 'map', configMap: { name: 'm' } },
    { name: 'secret', secret: { secretName: 's', defaultMode: 256, items: [{ key: 'k', path: 'p' }] } },
    { name: 'empty', emptyDir: { sizeLimit: '1Gi' } },
    {
      name: 'own',
      ephemeral: {
        volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
      },
    },
  ]);
  assert.deepEqual(pod.containers[0].volumeMounts, [
    { name: 'host', mountPath: '/srv', readOnly: true },
    { name: 'claim', mountPath: '/c', subPath: 'a/b' },
    { name: 'map', mountPath: '/m' },
    { name: 'secret', mountPath: '/s' },
    { name: 'empty', mountPath: '/tmp' },
    { name: 'own', mountPath: '/own' },
  ]);
});

test('backendPodTemplate: no variables for the Services of the namespace, unless the template wants them', () => {
  assert.equal(podOf({}).enableServiceLinks, false);
  assert.equal(podOf(STDIO).enableServiceLinks, false);
  assert.equal(podOf(patch({}, { enableServiceLinks: true })).enableServiceLinks, true);
});

/** A StatefulSet of that name. */
function existing(podManagementPolicy?: string): Loose {
  const metadata = { name: 'demo', namespace: 'tools', labels: { 'toolhive-name': 'demo' } };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { podManagementPolicy } };
}

test('podManagement: a new StatefulSet heals by itself, one that exists keeps what it has', () => {
  assert.equal(policyOf({ observed: [] }), 'Parallel');
  assert.equal(policyOf({ observed: [existing('Parallel')] }), 'Parallel');
  for (const policy of ['OrderedReady', undefined]) {
    assert.equal(policyOf({ observed: [existing(policy)] }), undefined);
    assert.equal(policyOf({ observed: [], related: [existing(policy)] }), undefined, 'not claimed yet');
  }
});

test('podTemplateSpec: other containers run beside the backend, labels of ours win', () => {
  const template = {
    metadata: {
      labels: { app: 'mine', x: 'y' },
      annotations: { note: 'n', 'toolhive.stacklok.dev/mcpserver-generation': '1' },
    },
    spec: {
      containers: [{ name: 'sidecar', image: 'side:1' }],
      nodeSelector: { disk: 'ssd' },
      restartPolicy: 'Always',
    },
  };
  const { metadata, spec } = backendOf({ spec: { podTemplateSpec: template } }).spec.template;
  assert.deepEqual(spec.containers.map(({ name }: Loose) => name).toSorted(), ['mcp', 'sidecar']);
  assert.deepEqual(spec.nodeSelector, { disk: 'ssd' });
  assert.equal(metadata.labels.app, 'demo');
  assert.equal(metadata.labels.x, 'y');
  assert.equal(metadata.annotations.note, 'n');
  assert.equal(metadata.annotations['toolhive.stacklok.dev/mcpserver-generation'], '2');
});

test("podTemplateSpec: the backend's container cannot be taken away", () => {
  const containers = [{ name: 'mcp', $patch: 'delete' }];
  assert.equal(mcpOf({ spec: { podTemplateSpec: { spec: { containers } } } }).image, 'example/mcp:1');
});

const secondsOf = (spec: Loose): unknown => podOf(spec).terminationGracePeriodSeconds;

test('backendGrace: a stdio backend has a few seconds, others what Kubernetes gives, the pod template decides', () => {
  assert.equal(secondsOf(STDIO), 5);
  assert.equal(secondsOf({}), undefined);
  for (const given of [0, 60])
    assert.equal(secondsOf({ ...STDIO, ...patch({}, { terminationGracePeriodSeconds: given }) }), given);
});

test('backendGrace: a stdio backend that has something to do before its end keeps the time that Kubernetes gives', () => {
  const preStop = { sleep: { seconds: 10 } };
  assert.equal(secondsOf({ ...STDIO, ...patch({ lifecycle: { preStop } }) }), undefined);
  const sidecars = [
    { name: 'cache', image: 'c:1', restartPolicy: 'Always', Lifecycle: { PreStop: { exec: { command: ['flush'] } } } },
  ];
  assert.equal(secondsOf({ ...STDIO, ...patch({}, { initContainers: sidecars }) }), undefined);
  assert.equal(
    secondsOf({ ...STDIO, ...patch({ lifecycle: { preStop } }, { terminationGracePeriodSeconds: 20 }) }),
    20,
  );
  assert.equal(secondsOf({ ...STDIO, ...patch({ lifecycle: { postStart: { exec: { command: ['warm'] } } } }) }), 5);
});
