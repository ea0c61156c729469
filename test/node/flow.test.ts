// A real MCP server on a real node: Pending, Ready by real readiness, and a real client's tool call through the children.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  clusterTest,
  installCrd,
  makeNamespace,
  read,
  removeNamespace,
  serversPath,
  type Cluster,
} from '../apiserver/cluster.ts';
import { shell } from '../apiserver/harness/kubectl.ts';
import { startOperator } from '../apiserver/harness/loop.ts';
import { listAll, listPath, PODS, SERVICES, STATEFUL_SETS } from '../apiserver/harness/objects.ts';
import { waitFor } from '../apiserver/harness/wait.ts';
import { conditionOf, type WireObject } from '../apiserver/harness/wire.ts';
import { record } from './record.ts';

const NAMESPACE = 'test-flow';
const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** The same backend in each transport that the stand-in can pass on. */
const TRANSPORTS = {
  'streamable-http': {
    name: 'everything',
    argument: 'streamableHttp',
    connect: (url: URL) => new StreamableHTTPClientTransport(url),
  },
  sse: { name: 'everything-sse', argument: 'sse', connect: (url: URL) => new SSEClientTransport(url) },
} as const;

function manifest(transport: keyof typeof TRANSPORTS): object {
  const { name, argument } = TRANSPORTS[transport];
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name },
    spec: {
      image: process.env['BACKEND_IMAGE'],
      transport,
      mcpPort: 3001,
      args: [argument],
      env: [{ name: 'PORT', value: '3001' }],
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
    },
  };
}

clusterTest('flow: hooks and loop run', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const operator = await startOperator(cluster, { hooks: { settings: { proxy: { image: 'stand-in:1' } } } });
  cleanup.push(operator.stop);
});

for (const transport of Object.keys(TRANSPORTS) as (keyof typeof TRANSPORTS)[]) {
  const { name } = TRANSPORTS[transport];

  clusterTest(`flow: ${transport} goes from Pending to Ready, and Ready only with ready pods`, async (cluster) => {
    const made = await cluster.request('POST', serversPath(NAMESPACE), manifest(transport));
    assert.equal(made.status, 201, made.body.message);
    const phases = await watchPhases(cluster, name);
    assert.deepEqual(phases, ['Pending', 'Ready']);
    const pods = (await listAll(cluster, PODS, NAMESPACE)).filter(
      (pod) => pod.metadata.labels?.['app.kubernetes.io/instance'] === name,
    );
    assert.equal(pods.length, 2);
    for (const pod of pods) assert.equal(conditionOf(pod, 'Ready')?.status, 'True', pod.metadata.name);
    await record(cluster, `ready-${transport}`, { namespace: NAMESPACE, name });
  });

  clusterTest(
    `flow: an MCP client calls a tool through the Service of the ${transport} server's URL`,
    async (cluster) => {
      const { status } = await read(cluster, `${serversPath(NAMESPACE)}/${name}`);
      const url = await reachable(cluster, new URL(status.url ?? ''));
      // The Service's routes follow the readiness of its pods by a moment: kube-proxy is told of it as we are.
      const client = await waitFor('a session through the Service', async () => {
        const attempt = new Client({ name: 'toolhive-tests', version: '1.0.0' });
        try {
          await attempt.connect(TRANSPORTS[transport].connect(url));
          return attempt;
        } catch (error) {
          await attempt.close();
          throw error;
        }
      });
      const { tools } = await client.listTools();
      assert.ok(
        tools.some((tool) => tool.name === 'echo'),
        tools.map((tool) => tool.name).join(', '),
      );
      const answer = await client.callTool({ name: 'echo', arguments: { message: 'through the children' } });
      assert.match(JSON.stringify(answer.content), /through the children/);
      await client.close();
    },
  );

  clusterTest(`flow: kubectl logs of the ${transport} server's backend answers`, async () => {
    const result = await shell(`kubectl logs ${name}-0 -n ${NAMESPACE} -c mcp`);
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stdout + result.stderr, /\S/);
  });
}

clusterTest('flow: a backend that is replaced shows as not ready in between, with the same URL', async (cluster) => {
  const path = `${serversPath(NAMESPACE)}/everything`;
  const before = await read(cluster, path);
  await cluster.request('DELETE', `${listPath(PODS, NAMESPACE)}/everything-0?gracePeriodSeconds=1`);
  await waitFor('not Ready', async () => ((await read(cluster, path)).status.phase === 'Ready' ? undefined : true), {
    everyMs: 50,
  });
  await waitFor('Ready', async () => ((await read(cluster, path)).status.phase === 'Ready' ? true : undefined));
  assert.equal((await read(cluster, path)).status.url, before.status.url);
});

clusterTest('flow: a spec that is not rolled out yet is not Ready', async (cluster) => {
  const path = `${serversPath(NAMESPACE)}/everything`;
  const { uid } = (await read(cluster, `${listPath(STATEFUL_SETS, NAMESPACE)}/everything`)).metadata;
  await cluster.request('MERGE', path, { spec: { image: 'toolbox:missing' } });
  const server = await waitFor('Failed', async () => {
    const found = await read(cluster, path);
    return found.status.phase === 'Failed' ? found : undefined;
  });
  assert.match(server.status.message ?? '', /container mcp/);
  await record(cluster, 'rollout-to-bad-image', { namespace: NAMESPACE, name: 'everything' });
  await cluster.request('MERGE', path, { spec: { image: process.env['BACKEND_IMAGE'] } });
  await waitFor('the old image', async () => {
    const { spec } = await read(cluster, `${listPath(STATEFUL_SETS, NAMESPACE)}/everything`);
    return JSON.stringify(spec).includes('toolbox:missing') ? undefined : true;
  });
  // A StatefulSet does not replace a pod that was never ready (kubernetes.io: "Forced rollback").
  await cluster.request('DELETE', `${listPath(PODS, NAMESPACE)}/everything-0?gracePeriodSeconds=0`);
  await waitFor('Ready', async () => ((await read(cluster, path)).status.phase === 'Ready' ? true : undefined), {
    seconds: 120,
  });
  assert.equal((await read(cluster, `${listPath(STATEFUL_SETS, NAMESPACE)}/everything`)).metadata.uid, uid);
});

/** Phases in the order in which they were seen, until Ready. */
async function watchPhases(cluster: Cluster, name: string): Promise<readonly string[]> {
  const phases: string[] = [];
  await waitFor(
    `${name} to be Ready`,
    async () => {
      const { phase, message } = (await read(cluster, `${serversPath(NAMESPACE)}/${name}`)).status ?? {};
      if (phase !== undefined && phases.at(-1) !== phase) phases.push(phase);
      if (phase !== 'Ready') throw new Error(`${phases.join(', ')}: ${message}`);
      return true;
    },
    { everyMs: 100, seconds: 120 },
  );
  return phases;
}

/** Names of Services resolve in pods only; this machine reaches the same Service by its address. */
async function reachable(cluster: Cluster, url: URL): Promise<URL> {
  const [service = '', namespace = ''] = url.hostname.split('.');
  const { spec } = await read(cluster, `${listPath(SERVICES, namespace)}/${service}`);
  const address = new URL(url);
  address.hostname = (spec as WireObject['spec'] & { readonly clusterIP: string }).clusterIP;
  return address;
}
