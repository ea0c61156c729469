// A server with ToolHive's only form of a volume, on a real API server: out of the box it runs wherever the namespace's Pod Security
// lets it, and the hardened preset refuses it. One setting drives hooks and policy.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { parse } from 'yaml';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { readObjects } from '../../functions/kube/json-reader.ts';
import { render, type Rendered } from '../chart/render.ts';
import { type Cluster, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { owned, type PolicyUnderTest, preparePolicy, send } from './harness/child-policy.ts';
import { type HookServer, startHookServer } from './harness/hook-server.ts';
import { type Operator, startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf } from './harness/wire.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'test-host-path';
const LABELLED = 'test-host-path-labelled';
const HARDENED = join(import.meta.dirname, '../../charts/toolhive-operator/values-hardened.yaml');
const LEVEL = 'settings.podSecurity.enforce';

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

/** What the chart tells the hooks with these values. */
async function settingsOf(files: readonly string[]): Promise<object> {
  const map = (await render({ files })).find(({ data }) => data?.['settings.yaml'] !== undefined);
  return parse(map?.data['settings.yaml']) as object;
}

function server(namespace: string): object {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'files', namespace },
    spec: {
      image: 'ghcr.io/example/files:0.2.0',
      transport: 'stdio',
      volumes: [{ name: 'data', hostPath: '/srv/data', mountPath: '/data', readOnly: true }],
    },
  };
}

function create(cluster: Cluster, namespace: string): ReturnType<Cluster['request']> {
  return cluster.request('POST', serversPath(namespace), server(namespace));
}

async function register(cluster: Cluster, hooks: HookServer): Promise<() => Promise<void>> {
  return registerWebhooks(cluster, hooks, { name: NAMESPACE, namespace: NAMESPACE });
}

let operator: Operator;
let policy: PolicyUnderTest;

chartTest('hostPath: a hook server with the settings of the chart, and a loop', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  await makeNamespace(cluster, LABELLED);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  cleanup.push(() => removeNamespace(cluster, LABELLED));
  const metadata = { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } };
  assert.equal((await cluster.request('MERGE', `/api/v1/namespaces/${LABELLED}`, { metadata })).status, 200);
  operator = await startOperator(cluster, { hooks: { settings: await settingsOf([]) } });
  cleanup.push(operator.stop);
});

chartTest('hostPath: out of the box the server gets its StatefulSet with the directory', async (cluster) => {
  const unregister = await register(cluster, operator.hooks);
  const { status, body } = await create(cluster, NAMESPACE);
  await unregister();
  assert.equal(status, 201, body.message);
  const path = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/files`;
  const workload = await waitFor('the StatefulSet', () => cluster.get(path));
  const [volume] = readObjects(workload, 'spec', 'template', 'spec', 'volumes');
  assert.deepEqual(volume, { name: 'data', hostPath: { path: '/srv/data', type: '' } });
});

chartTest('hostPath: the policy of the chart follows the same setting', async (cluster) => {
  policy = await preparePolicy(cluster, `${NAMESPACE}-policy`);
  cleanup.push(policy.remove);
  cleanup.push(() => removeNamespace(cluster, `${NAMESPACE}-policy`));
  const { spec } = await read(cluster, `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/files`);
  const metadata = { name: 'files', labels: { 'app.kubernetes.io/instance': 'files' }, annotations: {} };
  const child = owned(
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec } as unknown as Rendered,
    `${NAMESPACE}-policy`,
  );
  const answers = async (): Promise<number> => (await send(policy.account, child)).status;
  const strict = (await settingsOf([HARDENED])) as { podSecurity: { enforce: string } };
  await policy.install([`${LEVEL}=${strict.podSecurity.enforce}`], async () => (await answers()) === 403);
  await policy.install([`${LEVEL}=${DEFAULT_SETTINGS.podSecurity.enforce}`], async () => (await answers()) === 201);
});

chartTest('hostPath: the hardened preset refuses it and names the setting', async (cluster) => {
  const hooks = await startHookServer({ settings: await settingsOf([HARDENED]) });
  const unregister = await register(cluster, hooks);
  await cluster.request('DELETE', `${serversPath(NAMESPACE)}/files`);
  const { status, body } = await create(cluster, NAMESPACE);
  await unregister();
  await hooks.stop();
  assert.equal(status, 422);
  assert.match(
    body.message,
    /spec\.volumes\[0\]\.hostPath: .*podSecurity\.enforce: restricted.*\[kubectl toolhive explain MCP110\]/,
  );
});

chartTest(
  'hostPath: where the namespace says baseline, Kubernetes refuses the pod and status tells where to look',
  async (cluster) => {
    assert.equal((await create(cluster, LABELLED)).status, 201);
    await waitFor('the hint in the status', async () => {
      const found = await cluster.get(`${serversPath(LABELLED)}/files`);
      const message = found === undefined ? '' : conditionOf(found, 'BackendReady')?.message;
      return /made no pod.*Pod Security/.test(message ?? '') ? true : undefined;
    });
  },
);
