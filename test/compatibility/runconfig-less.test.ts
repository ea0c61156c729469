// Take-over of a server as ToolHive v0.2 left it: everything in arguments, no runconfig, no account of its own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startHookServer } from '../../functions/cli/simulate/hook-server.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { createMemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import { controllerReference, type KubeObject } from '../../functions/kube/object.ts';
import { startSimulator } from '../../functions/simulator/simulator.ts';
import type { Loose } from '../units/children/build.ts';

const LABELS = {
  app: 'mcpserver',
  'app.kubernetes.io/name': 'mcpserver',
  'app.kubernetes.io/instance': 'old',
  toolhive: 'true',
  'toolhive-name': 'old',
};

const SERVER: KubeObject = {
  apiVersion: 'toolhive.stacklok.dev/v1beta1',
  kind: 'MCPServer',
  metadata: { name: 'old', namespace: 'tools' },
  spec: { image: 'ghcr.io/example/old:1.0.0', transport: 'sse', port: 9090, targetPort: 3000 },
};

const PROXY = {
  name: 'toolhive',
  image: 'ghcr.io/stacklok/toolhive/proxyrunner:v0.2.0',
  args: [
    'run',
    '--foreground=true',
    '--proxy-port=9090',
    '--name=old',
    '--transport=sse',
    '--env=A=b',
    'ghcr.io/example/old:1.0.0',
  ],
  ports: [{ name: 'http', containerPort: 9090, protocol: 'TCP' }],
};

/** The children of that time, each owned by the server. */
function oldChildren(owner: KubeObject): readonly Loose[] {
  const metadata = (name: string, labels?: object): object => ({
    name,
    namespace: 'tools',
    ...(labels === undefined ? {} : { labels }),
    ownerReferences: [controllerReference(owner)],
  });
  const template = {
    metadata: { labels: LABELS },
    spec: { serviceAccountName: 'old-proxy-runner', containers: [PROXY] },
  };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('old-proxy-runner') },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: metadata('old-proxy-runner'),
      rules: [{ apiGroups: ['apps'], resources: ['statefulsets'], verbs: ['get', 'create', 'delete', 'apply'] }],
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('old', LABELS),
      spec: { replicas: 1, selector: { matchLabels: LABELS }, template },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('mcp-old-proxy', LABELS),
      spec: { selector: LABELS, ports: [{ name: 'http', port: 9090, targetPort: 9090, protocol: 'TCP' }] },
    },
  ];
}

test('take-over of children without a runconfig: kept in place, told by the file, with the rights of today', async (t) => {
  const store = createMemoryStore();
  const owner = await store.create(SERVER);
  const before = await Promise.all(oldChildren(owner).map((child) => store.create(child)));
  const hooks = await startHookServer(DEFAULT_SETTINGS);
  const simulator = await startSimulator({ store, hookBaseUrl: hooks.url, applyStrategy: 'server-side-apply' });
  t.after(async () => {
    await simulator.stop();
    await hooks.stop();
  });
  await simulator.settled(500);
  const find = (kind: string, name: string): Loose =>
    store.objects().find((object) => object.kind === kind && object.metadata.name === name);
  assert.deepEqual(simulator.errors, []);
  for (const child of before) assert.equal(find(child.kind, child.metadata.name).metadata.uid, child.metadata.uid);

  const { selector, template } = find('Deployment', 'old').spec;
  assert.deepEqual(selector.matchLabels, LABELS);
  assert.deepEqual(template.spec.containers[0].args, ['run', 'placeholder-for-remote-proxy']);
  const config = JSON.parse(find('ConfigMap', 'old-runconfig').data['runconfig.json']);
  assert.deepEqual([config.port, config.remote_url], [9090, 'http://mcp-old:3000']);
  assert.deepEqual(template.spec.volumes[0], {
    name: 'runconfig',
    configMap: { name: 'old-runconfig', defaultMode: 420 },
  });
  assert.ok(find('StatefulSet', 'old') !== undefined && find('ServiceAccount', 'old-sa') !== undefined);
  assert.deepEqual(find('Role', 'old-proxy-runner').rules, [
    { apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectrulesreviews'], verbs: ['create'] },
  ]);
  assert.equal(find('MCPServer', 'old').status.url, 'http://mcp-old-proxy.tools.svc.cluster.local:9090/sse#old');
});
