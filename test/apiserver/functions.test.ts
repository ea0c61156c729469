// The loop through functions elsewhere: by the CompositeController that the chart renders for their URLs, with CA, token and
// time-out. The simulator's loop sends no token and calls no finalize hook; the real Metacontroller does.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { createApiServerStore } from './store/api-server-store.ts';
import type { CompositeController } from '../../functions/simulator/composite-controller.ts';
import type { ApplyStrategy } from '../../functions/simulator/management.ts';
import { startSimulator } from '../../functions/simulator/simulator.ts';
import { CHART } from '../chart/helm.ts';
import { type Part, render } from '../chart/render.ts';
import { call } from '../server/http-client.ts';
import { type Cluster, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { type FunctionUrls, startFunctionUrls } from './harness/function-urls.ts';
import type { Loop } from './harness/loop-interface.ts';
import { startMetacontroller, whichMetacontroller } from './harness/metacontroller.ts';
import { listChildren, versionsOf } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-functions';
const TOKEN = 'a-token-of-functions-0123456789';
const SECRET = 'hook-token';
const LABEL = 'toolhive.stacklok.dev/test';
const SERVER = `${serversPath(NAMESPACE)}/fetch`;

const program = whichMetacontroller();
const cleanup: (() => Promise<unknown> | void)[] = [];
async function cleanUp(): Promise<void> {
  for (const step of cleanup.splice(0).toReversed()) await step();
}
after(cleanUp);

/** The object of the chart, which has no finalize hook by itself: that is for installations that want a finalizer. */
async function controllerOf({ at, caPem }: FunctionUrls): Promise<CompositeController> {
  const objects = await render({
    namespace: NAMESPACE,
    files: [join(CHART, 'values-functions.yaml')],
    set: [`functions.sync=${at.sync.url}`, `functions.customize=${at.customize.url}`],
    json: [`functions.caBundle=${JSON.stringify(caPem)}`],
  });
  const own: Part = objects.find(
    ({ kind, spec }) => kind === 'CompositeController' && spec.parentResource.resource === 'mcpservers',
  );
  assert.equal(own.spec.hooks.sync.webhook.timeout, '20s');
  const finalize = { ...own.spec.hooks.sync, webhook: { ...own.spec.hooks.sync.webhook, url: at.finalize.url } };
  const [endpoint] = own.spec.endpointConfigs;
  const endpointConfigs = [...own.spec.endpointConfigs, { ...endpoint, host: new URL(at.finalize.url).host }];
  const spec = { ...own.spec, endpointConfigs, hooks: { ...own.spec.hooks, finalize } };
  return { ...own, metadata: { name: own.metadata.name, labels: { [LABEL]: 'functions' } }, spec };
}

/** The right that the values of the chart do not give, because without a finalize hook nobody writes a server itself. */
async function allowFinalizer(on: Cluster): Promise<void> {
  const [apiVersion, name] = ['rbac.authorization.k8s.io/v1', 'metacontroller-finalizer'];
  const account = { kind: 'ServiceAccount', name: 'metacontroller', namespace: 'metacontroller' };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
  const rules = [{ apiGroups: ['toolhive.stacklok.dev'], resources: ['mcpservers'], verbs: ['update'] }];
  const objects = {
    clusterroles: { apiVersion, kind: 'ClusterRole', metadata: { name }, rules },
    clusterrolebindings: { apiVersion, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects: [account] },
  };
  for (const [resource, object] of Object.entries(objects)) {
    const path = `/apis/${apiVersion}/${resource}`;
    cleanup.push(() => on.request('DELETE', `${path}/${name}`));
    await on.request('POST', path, object);
  }
}

async function startLoop(on: Cluster, functions: FunctionUrls, applyStrategy: ApplyStrategy): Promise<Loop> {
  const controller = await controllerOf(functions);
  if (program === undefined) {
    const store = createApiServerStore(on.kubeconfig);
    cleanup.push(() => store.close());
    return startSimulator({ store, hookBaseUrl: '', ca: functions.caPem, applyStrategy, controller });
  }
  const stringData = { token: TOKEN };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: SECRET, namespace: NAMESPACE }, stringData };
  await on.request('POST', `/api/v1/namespaces/${NAMESPACE}/secrets`, secret);
  await allowFinalizer(on);
  return startMetacontroller(on, {
    hooks: { url: functions.at.sync.url, caPem: functions.caPem },
    applyStrategy,
    program,
    readsSecrets: true,
    shard: { controllers: [controller], label: `${LABEL}=functions` },
  });
}

for (const strategy of ['dynamic-apply', 'server-side-apply'] as const) {
  chartTest(
    `functions, ${strategy}: a server is served through function URLs, and then nothing is written`,
    async (cluster) => {
      await installCrd(cluster);
      await makeNamespace(cluster, NAMESPACE);
      cleanup.push(() => removeNamespace(cluster, NAMESPACE));
      const functions = await startFunctionUrls(program === undefined ? undefined : TOKEN);
      cleanup.push(functions.stop);
      const loop = await startLoop(cluster, functions, strategy);
      cleanup.push(loop.stop);
      const made = await cluster.request('POST', serversPath(NAMESPACE), {
        apiVersion: 'toolhive.stacklok.dev/v1beta1',
        kind: 'MCPServer',
        metadata: { name: 'fetch', namespace: NAMESPACE },
        spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http' },
      });
      assert.equal(made.status, 201);
      await waitFor('the server to have its URL', async () => {
        const { status } = await read(cluster, SERVER);
        if (status?.url !== undefined) return true;
        throw new Error(JSON.stringify({ errors: loop.errors, answered: functions.at }));
      });
      await loop.settled(3000);
      const children = await listChildren(cluster, NAMESPACE);
      const kinds = new Set(children.map(({ kind }) => kind));
      for (const kind of ['Deployment', 'StatefulSet', 'NetworkPolicy']) assert.ok(kinds.has(kind), `no ${kind}`);
      loop.resync();
      await loop.settled(3000);
      assert.deepEqual(versionsOf(await listChildren(cluster, NAMESPACE)), versionsOf(children));
      // Namespaces of other suites may be about to end.
      const own = loop.errors.filter(({ parent }) => parent.startsWith(`${NAMESPACE}/`));
      assert.deepEqual(own, []);
      for (const hook of ['sync', 'customize'] as const)
        assert.deepEqual([...new Set(functions.at[hook].answered)], [200], hook);
      await endServer(cluster, functions);
      await cleanUp();
    },
  );
}

async function endServer(cluster: Cluster, { at, caPem }: FunctionUrls): Promise<void> {
  if (program !== undefined) {
    const stranger = await call({
      port: Number(new URL(at.sync.url).port),
      tls: { ca: caPem },
      path: '/',
      method: 'POST',
      body: '{}',
    });
    assert.equal(stranger.status, 401);
  }
  await cluster.request('DELETE', SERVER);
  await waitFor('the server to be gone', async () => ((await cluster.get(SERVER)) === undefined ? true : undefined));
  if (program !== undefined) assert.deepEqual([...new Set(at.finalize.answered)], [200]);
}
