// Cases of real clusters in which somebody sends a manifest, with kubectl and our webhooks.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { stringify } from 'yaml';
import type { FieldCase } from '../field/cases.ts';
import { whyNoHelm } from '../chart/helm.ts';
import { render } from '../chart/render.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { fieldClusterTest, moved } from './harness/field-cluster.ts';
import { startHookServer } from './harness/hook-server.ts';
import { type CommandResult, kubectl } from './harness/kubectl.ts';
import { waitFor } from './harness/wait.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'test-field-apply';
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

clusterTest('field: webhooks are registered', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const hooks = await startHookServer();
  cleanup.push(hooks.stop);
  cleanup.push(await registerWebhooks(cluster, hooks, { name: NAMESPACE, namespace: NAMESPACE }));
});

/** Sends one step of a case under a name, as a user does. */
function send(field: FieldCase, as: { verb: string; name: string; step?: number }): Promise<CommandResult> {
  const server = field.servers[as.step ?? 0];
  assert.ok(server !== undefined);
  return kubectl([...as.verb.split(' '), '-f', '-'], stringify(moved(server, NAMESPACE, as.name)));
}

async function specOf(cluster: Cluster, name: string): Promise<Readonly<Record<string, unknown>>> {
  return (await read(cluster, `${serversPath(NAMESPACE)}/${name}`)).spec;
}

fieldClusterTest(
  '02',
  'what lint names is what server-side apply refuses; kubectl apply takes it',
  async (_, field) => {
    assert.equal((await send(field, { verb: 'apply', name: 'nulls' })).code, 0);
    const { code, stderr } = await send(field, { verb: 'apply --server-side', name: 'nulls-too' });
    assert.notEqual(code, 0);
    for (const name of ['args', 'env', 'secrets', 'resources', 'podTemplateSpec'])
      assert.ok(stderr.includes(`spec.${name}`), `${name}: ${stderr}`);
  },
);

for (const verb of ['apply', 'apply --server-side']) {
  const form = verb === 'apply' ? 'client' : 'server';

  fieldClusterTest('16', `${verb}: what was derived goes with its source`, async (cluster, field) => {
    const name = `removed-${form}`;
    assert.equal((await send(field, { verb, name })).code, 0);
    assert.equal((await specOf(cluster, name))['mcpPort'], 3000);
    assert.equal((await send(field, { verb, name, step: 1 })).code, 0);
    const { mcpPort, targetPort } = await specOf(cluster, name);
    assert.deepEqual([mcpPort, targetPort], [undefined, undefined]);
  });

  fieldClusterTest('17', `${verb}: a legacy port that is added later counts`, async (cluster, field) => {
    const name = `added-${form}`;
    assert.equal((await send(field, { verb, name })).code, 0);
    const { code, stderr } = await send(field, { verb, name, step: 1 });
    assert.equal(code, 0, stderr);
    assert.equal((await specOf(cluster, name))['proxyPort'], 9090);
  });
}

fieldClusterTest('30', 'kubectl create takes a server without a name of its own', async (_, field) => {
  const { metadata, ...rest } = field.servers[0] ?? { metadata: {} };
  const manifest = { ...rest, metadata: { ...metadata, name: undefined, namespace: NAMESPACE } };
  const { code, stderr } = await kubectl(['create', '-f', '-'], JSON.stringify(manifest));
  assert.equal(code, 0, stderr);
});

fieldClusterTest(
  '49',
  'nothing differs after an apply, and writes of the same change nothing',
  async (cluster, field) => {
    const name = 'legacy';
    assert.equal((await send(field, { verb: 'apply', name })).code, 0);
    const diff = await send(field, { verb: 'diff', name });
    assert.deepEqual([diff.code, diff.stdout], [0, '']);
    const serverSide = await send(field, { verb: 'diff --server-side --force-conflicts', name });
    const changed = serverSide.stdout.split('\n').filter((line) => /^[+-] /.test(line));
    assert.ok(
      changed.every((line) =>
        /^[+-]\s+(kubectl\.kubernetes\.io\/last-applied-configuration|annotations:|\{"apiVersion)/.test(line),
      ),
      serverSide.stdout,
    );
    assert.equal((await send(field, { verb: 'replace', name })).code, 0);
    const path = `${serversPath(NAMESPACE)}/${name}`;
    const derived = { spec: { proxyPort: null, mcpPort: null, proxyMode: null } };
    assert.equal((await cluster.request('MERGE', path, derived)).status, 200);
    const { metadata, spec } = await read(cluster, path);
    assert.equal(metadata.generation, 1, JSON.stringify(spec));
  },
);

/** The webhooks of the chart, for one namespace, at a place where nobody answers. */
async function registerDeadHooks(cluster: Cluster, namespace: string): Promise<void> {
  const configurations = (await render()).filter(({ kind }) => kind.endsWith('WebhookConfiguration'));
  for (const { apiVersion, kind, webhooks } of configurations) {
    const path = `${ADMISSION}/${kind.toLowerCase()}s`;
    const nowhere = {
      failurePolicy: 'Fail',
      timeoutSeconds: 1,
      clientConfig: { url: 'https://127.0.0.1:9/validate' },
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    };
    const dead = (webhooks as readonly object[]).map((webhook) => Object.assign({}, webhook, nowhere));
    // oxlint-disable-next-line no-await-in-loop -- two of them
    const made = await cluster.request('POST', path, {
      apiVersion,
      kind,
      metadata: { name: namespace },
      webhooks: dead,
    });
    assert.equal(made.status, 201, made.body.message);
    cleanup.push(() => cluster.request('DELETE', `${path}/${namespace}`));
  }
}

fieldClusterTest('48', 'labels, finalizers and the end of a namespace need no hooks', async (cluster) => {
  if (whyNoHelm !== false) return;
  const namespace = `${NAMESPACE}-down`;
  await makeNamespace(cluster, namespace);
  const spec = { image: 'registry.example.com/x:1.0', transport: 'streamable-http' };
  const server = (name: string, more: object = {}): object => ({
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name, ...more },
    spec,
  });
  const path = serversPath(namespace);
  assert.equal((await cluster.request('POST', path, server('kept'))).status, 201);
  assert.equal((await cluster.request('POST', path, server('held', { finalizers: ['example.com/hold'] }))).status, 201);
  await registerDeadHooks(cluster, namespace);
  await waitFor('the hooks to be down', async () => {
    const answer = await cluster.request('POST', `${path}?dryRun=All`, server('probe'));
    return answer.status >= 500 ? true : undefined;
  });
  const edited = await cluster.request('MERGE', `${path}/kept`, { spec: { image: 'registry.example.com/x:2' } });
  assert.equal(edited.status >= 500, true, 'an edit of the spec waits for the hooks');
  assert.equal((await cluster.request('MERGE', `${path}/kept`, { metadata: { labels: { a: 'b' } } })).status, 200);
  assert.equal((await cluster.request('DELETE', `${path}/held`)).status, 200);
  assert.equal((await cluster.request('MERGE', `${path}/held`, { metadata: { finalizers: null } })).status, 200);
  await removeNamespace(cluster, namespace);
  await waitFor('the namespace to be gone', async () =>
    (await cluster.get(`/api/v1/namespaces/${namespace}`)) === undefined ? true : undefined,
  );
});
