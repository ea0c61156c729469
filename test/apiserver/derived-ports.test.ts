// Derived ports on the real API server, whose managers of fields and kubectl's annotation are the evidence: they follow their
// source under kubectl apply, server-side apply, replace and edit.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { startHookServer } from './harness/hook-server.ts';
import { kubectl } from './harness/kubectl.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'test-derived-ports';
const IMAGE = { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' };

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** Sends a manifest as a user does. */
async function send(verb: string, name: string, spec: object): Promise<void> {
  const manifest = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name, namespace: NAMESPACE },
    spec: { ...IMAGE, ...spec },
  };
  const { code, stderr } = await kubectl([...verb.split(' '), '-f', '-'], JSON.stringify(manifest));
  assert.equal(code, 0, stderr);
}

async function portsOf(cluster: Cluster, name: string): Promise<readonly unknown[]> {
  const { spec } = await read(cluster, `${serversPath(NAMESPACE)}/${name}`);
  return ['port', 'proxyPort', 'targetPort', 'mcpPort'].map((port) => spec[port] ?? null);
}

clusterTest('derived ports: the webhooks are registered', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const hooks = await startHookServer();
  cleanup.push(hooks.stop);
  cleanup.push(await registerWebhooks(cluster, hooks, { name: 'toolhive-test-ports', namespace: NAMESPACE }));
});

const FORMS = { apply: 'apply', 'server-side': 'apply --server-side', replace: 'replace' };

for (const [form, verb] of Object.entries(FORMS)) {
  const first = verb === 'replace' ? 'create' : verb;

  clusterTest(
    `derived ports, ${form}: targetPort that is removed takes mcpPort away, a renamed one does not`,
    async (cluster) => {
      await send(first, `${form}-removed`, { targetPort: 3000 });
      assert.deepEqual(await portsOf(cluster, `${form}-removed`), [null, 8080, 3000, 3000]);
      await send(verb, `${form}-removed`, {});
      assert.deepEqual(await portsOf(cluster, `${form}-removed`), [null, 8080, null, null]);
      await send(first, `${form}-renamed`, { targetPort: 3000 });
      await send(verb, `${form}-renamed`, { mcpPort: 3000 });
      assert.deepEqual(await portsOf(cluster, `${form}-renamed`), [null, 8080, null, 3000]);
    },
  );

  clusterTest(`derived ports, ${form}: port that is added later counts, and goes again`, async (cluster) => {
    await send(first, `${form}-later`, {});
    await send(verb, `${form}-later`, { port: 9090 });
    assert.deepEqual(await portsOf(cluster, `${form}-later`), [9090, 9090, null, null]);
    await send(verb, `${form}-later`, {});
    assert.deepEqual(await portsOf(cluster, `${form}-later`), [null, 8080, null, null]);
  });
}

clusterTest(
  'derived ports, edit: port that is added counts; mcpPort that is left beside a removed targetPort too',
  async (cluster) => {
    await send('apply', 'edited', { targetPort: 3000 });
    const path = `${serversPath(NAMESPACE)}/edited?fieldManager=kubectl-edit`;
    const { status, body } = await cluster.request('MERGE', path, { spec: { port: 9090, targetPort: null } });
    assert.equal(status, 200, body.message);
    assert.deepEqual(await portsOf(cluster, 'edited'), [9090, 9090, null, 3000]);
  },
);
