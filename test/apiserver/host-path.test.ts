// A server with ToolHive's only form of a volume, on a real API server: out of the box it runs wherever the namespace's Pod Security
// lets it, and the hardened preset refuses it. One setting drives hooks and policy.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after } from 'node:test';
import { parse } from 'yaml';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import { readObject, readObjects } from '../../functions/kube/json-reader.ts';
import { CHART } from '../chart/helm.ts';
import { render, type Rendered } from '../chart/render.ts';
import { admissionReview, ask, CONTEXT } from '../units/hooks/requests.ts';
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
const HARDENED = join(CHART, 'values-hardened.yaml');

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

/** What the chart tells the hooks with these values. */
async function settingsOf(files: readonly string[]): Promise<object> {
  const map = (await render({ files })).find(({ data }) => data?.['settings.yaml'] !== undefined);
  return parse(map?.data['settings.yaml']) as object;
}

/** Which no policy about images refuses. */
const BY_DIGEST = `ghcr.io/example/files@sha256:${'0'.repeat(64)}`;

function server(namespace: string, image = 'ghcr.io/example/files:0.2.0'): object {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'files', namespace },
    spec: {
      image,
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

chartTest('hostPath: with every preset the chart’s policy says what its hooks say', async (cluster) => {
  policy = await preparePolicy(cluster, `${NAMESPACE}-policy`);
  cleanup.push(policy.remove);
  cleanup.push(() => removeNamespace(cluster, `${NAMESPACE}-policy`));
  const { spec } = await read(cluster, `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/files`);
  const metadata = { name: 'files', labels: { 'app.kubernetes.io/instance': 'files' }, annotations: {} };
  const child = owned(
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec } as unknown as Rendered,
    `${NAMESPACE}-policy`,
  );
  const presets = readdirSync(CHART).filter((file) => /^values.*\.yaml$/.test(file));
  // The first that refuses, so that no answer is that of the policy before.
  const answers: boolean[] = [];
  for (const preset of presets.toSorted(
    (a, b) => Number(b === basename(HARDENED)) - Number(a === basename(HARDENED)),
  )) {
    const files = [join(CHART, preset)];
    const isLetIn = await hooksLetIn(files);
    answers.push(isLetIn);
    await policy.install({ files }, async () => ((await send(policy.account, child)).status === 201) === isLetIn);
  }
  assert.deepEqual([...new Set(answers)], [false, true], `${presets.join(' ')}: ${answers.join(' ')}`);
});

/** Whether the validating hook with these values takes a server with a directory of the node. */
async function hooksLetIn(files: readonly string[]): Promise<boolean> {
  const settings = decodeSettings(await settingsOf(files));
  assert.ok(settings.ok);
  const review = admissionReview({ operation: 'CREATE', object: server(NAMESPACE, BY_DIGEST) });
  const { body } = ask('/validate', review, { ...CONTEXT, settings: settings.value });
  return readObject(body, 'response')['allowed'] === true;
}

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
