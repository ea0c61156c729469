// The loop and its store against a real API server with CRD, scheduler, controller manager and simulated pods.
// Runs where TEST_KUBECONFIG names one that may be written to.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { apiClient } from '../apiserver/store/api-client.ts';
import { createApiServerStore } from '../apiserver/store/api-server-store.ts';
import type { Store } from '../../functions/simulator/store.ts';
import { startSimulator } from '../../functions/simulator/simulator.ts';
import { MCP_SERVER } from '../../functions/simulator/kinds.ts';
import { type FakeHook, startFakeHook, syncAnswer } from './fake-hook.ts';
import { kindNamed, mcpServer } from './world.ts';

const kubeconfig = process.env['TEST_KUBECONFIG'];
const skip = kubeconfig === undefined ? 'TEST_KUBECONFIG is not set' : false;
const CRD = new URL('../../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml', import.meta.url);

let store: Store & { close: () => void };
let hook: FakeHook;

before(async () => {
  if (kubeconfig === undefined) return;
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const client = apiClient(config);
  const isServed = async (): Promise<boolean> =>
    client.send({ method: 'GET', path: '/apis/toolhive.stacklok.dev/v1beta1/mcpservers' }).then(
      () => true,
      () => false,
    );
  if (!(await isServed())) {
    for (const document of parseAllDocuments(readFileSync(CRD, 'utf8'))) {
      await client.send({
        method: 'POST',
        path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        body: document.toJS() as unknown,
      });
    }
  }
  await until(isServed);
  client.close();
  store = createApiServerStore(kubeconfig);
  hook = await startFakeHook();
});

after(async () => {
  if (kubeconfig === undefined) return;
  await hook?.stop();
  store?.close();
});

async function until(condition: () => Promise<boolean>, tries = 1200): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (await condition()) return;
    await sleep(100);
  }
  assert.fail('the condition did not become true in time');
}

const labels = { app: 'real' };
const template = {
  metadata: { labels },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'i',
        env: [{ name: 'A', value: '1' }],
        ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
      },
    ],
  },
};

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  test(`${applyStrategy}: converges, writes nothing in the steady state, repairs, and all is collected`, {
    skip,
  }, async () => {
    const name = `real-${applyStrategy.slice(0, 3)}`;
    const children = [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data: { a: '1' } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, labels },
        spec: { selector: labels, ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 8080 }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, labels },
        spec: { selector: { matchLabels: labels }, template },
      },
    ];
    hook.answers['/sync'] = ({ children: observed }) => {
      const deployment = observed['Deployment.apps/v1']?.[`default/${name}`];
      const ready = (deployment?.['status'] as { readyReplicas?: number } | undefined)?.readyReplicas ?? 0;
      return syncAnswer(children, { phase: ready > 0 ? 'Ready' : 'Pending', readyReplicas: ready });
    };
    const { metadata, ...rest } = mcpServer(name);
    const parent = await store.create({
      ...rest,
      apiVersion: rest.apiVersion,
      kind: rest.kind,
      metadata: { ...metadata, namespace: 'default' },
    });
    const simulator = await startSimulator({ store, hookBaseUrl: hook.url, applyStrategy });
    try {
      await until(
        async () =>
          ((await store.get(MCP_SERVER, 'default', name))?.['status'] as { phase?: string } | undefined)?.phase ===
          'Ready',
      );
      await simulator.settled(1500);
      const { writes } = simulator.counts;
      simulator.resync();
      await simulator.settled(500);
      assert.equal(simulator.counts.writes, writes, 'writes in the steady state');
      assert.deepEqual(simulator.errors, []);

      const [configMap] = children;
      assert.ok(configMap !== undefined);
      const kind = kindNamed({ ...configMap, metadata: { name } });
      const live = await store.get(kind, 'default', name);
      assert.ok(live !== undefined);
      await store.update({ ...live, data: { a: 'edited', foreign: 'x' } });
      await until(
        async () => ((await store.get(kind, 'default', name))?.['data'] as { a?: string } | undefined)?.a === '1',
      );
      const repaired = (await store.get(kind, 'default', name))?.['data'];
      assert.deepEqual(repaired, { a: '1', foreign: 'x' }, 'the key of others stays');

      await store.delete(parent);
      await until(async () => (await store.get(kind, 'default', name)) === undefined);
    } finally {
      await simulator.stop();
    }
  });
}
