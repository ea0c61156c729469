// Companions on a real API server: what the hooks ask for is stored as it is asked for, rests, and goes when it is no longer wanted.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { COMPANION_RESOURCES } from '../../functions/decode/controller.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { installCompanionKinds } from './harness/companion-kinds.ts';
import { type Operator, settle, startOperator } from './harness/loop.ts';
import { listAll, versionsOf } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';
import type { WireObject } from './harness/wire.ts';

const NAME = 'fetch';
const HOST = '{name}.{namespace}.mcp.example.com';
const ANNOTATIONS = {
  'mcpserver.toolhive.stacklok.dev/expose': 'true',
  'mcpserver.toolhive.stacklok.dev/autoscale': '2-4',
};

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

const ROUTES = {
  Ingress: { kind: 'Ingress', host: HOST, ingressClassName: 'nginx', annotations: { 'example.com/issuer': 'company' } },
  HTTPRoute: { kind: 'HTTPRoute', host: HOST, gateway: { name: 'public', namespace: 'gateways' } },
} as const;

/** Each kind in two of the four cases. */
const MONITORS = { Ingress: 'PodMonitor', HTTPRoute: 'ServiceMonitor' } as const;

function settingsWith(route: keyof typeof ROUTES): object {
  return {
    references: { configKinds: ['MCPTelemetryConfig'] },
    companions: {
      podDisruptionBudgets: true,
      autoscalers: { enabled: true },
      routes: ROUTES[route],
      monitors: { kind: MONITORS[route], labels: { release: 'monitoring' } },
    },
  };
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  for (const route of ['Ingress', 'HTTPRoute'] as const) {
    const namespace = `test-companions-${applyStrategy}-${route.toLowerCase()}`;
    clusterTest(
      `companions with ${route}, ${applyStrategy}: made, at rest, and deleted with their annotations`,
      async (cluster) => {
        await installCrd(cluster);
        await installCompanionKinds(cluster);
        await makeNamespace(cluster, namespace);
        cleanup.push(() => removeNamespace(cluster, namespace));
        const operator = await startOperator(cluster, { applyStrategy, hooks: { settings: settingsWith(route) } });
        cleanup.push(operator.stop);
        await createServer(cluster, namespace);
        await settle(operator);
        assert.deepEqual(
          await namesOf(cluster, namespace),
          [
            `HTTPRoute ${NAME}`,
            `HorizontalPodAutoscaler ${NAME}`,
            `Ingress ${NAME}`,
            `PodDisruptionBudget ${NAME}-mcp`,
            `PodDisruptionBudget ${NAME}-proxy`,
            `${MONITORS[route]} ${NAME}`,
          ].filter((name) => name !== `${route === 'Ingress' ? 'HTTPRoute' : 'Ingress'} ${NAME}`),
        );
        assert.equal(await urlOf(cluster, namespace), `https://${NAME}.${namespace}.mcp.example.com/mcp`);
        await isAtRest(cluster, operator, namespace);

        const none = Object.fromEntries(Object.keys(ANNOTATIONS).map((key) => [key, null]));
        await cluster.request('MERGE', `${serversPath(namespace)}/${NAME}`, { metadata: { annotations: none } });
        await waitFor('the companions of annotations to go', async () => {
          const names = await namesOf(cluster, namespace);
          if (names.some((name) => /Ingress|HTTPRoute|Autoscaler/.test(name))) throw new Error(names.join(', '));
          return true;
        });
        await settle(operator);
        assert.match(await urlOf(cluster, namespace), /^http:\/\/mcp-fetch-proxy\./);
        assert.deepEqual(
          operator.loop.errors.filter(
            ({ message, parent }) => parent.startsWith(namespace) && !message.includes('has been modified'),
          ),
          [],
        );
        await cluster.request('DELETE', `${serversPath(namespace)}/${NAME}`);
        await operator.stop();
      },
      ['controllers', 'pods'],
    );
  }
}

async function createServer(on: Cluster, namespace: string): Promise<void> {
  const apiVersion = 'toolhive.stacklok.dev/v1beta1';
  const telemetry = {
    apiVersion,
    kind: 'MCPTelemetryConfig',
    metadata: { name: 'metrics' },
    spec: { prometheus: { enabled: true } },
  };
  const configs = `/apis/${apiVersion}/namespaces/${namespace}/mcptelemetryconfigs`;
  const server = {
    apiVersion,
    kind: 'MCPServer',
    metadata: { name: NAME, annotations: ANNOTATIONS },
    spec: {
      image: 'registry.example.com/mcp:1',
      transport: 'streamable-http',
      telemetryConfigRef: { name: 'metrics' },
    },
  };
  for (const [path, object] of [
    [configs, telemetry],
    [serversPath(namespace), server],
  ] as const) {
    const { status, body } = await on.request('POST', path, object);
    assert.equal(status, 201, body.message);
  }
}

async function companionsOf(on: Cluster, namespace: string): Promise<readonly WireObject[]> {
  const lists = Object.values(COMPANION_RESOURCES)
    .flat()
    .map(async (resource) => {
      const objects = await listAll(on, resource, namespace);
      return objects.map((object): WireObject => Object.assign(object, { kind: resource.kind }));
    });
  return (await Promise.all(lists)).flat();
}

async function namesOf(on: Cluster, namespace: string): Promise<readonly string[]> {
  return (await companionsOf(on, namespace)).map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted();
}

async function urlOf(on: Cluster, namespace: string): Promise<string> {
  return (await read(on, `${serversPath(namespace)}/${NAME}`)).status.url ?? '';
}

/** What the API server makes of the companions is what is asked for, so that nothing is written again. */
async function isAtRest(on: Cluster, { loop }: Operator, namespace: string): Promise<void> {
  const specs = async (): Promise<readonly string[]> =>
    versionsOf(
      (await companionsOf(on, namespace)).filter(
        ({ kind }) => !['PodDisruptionBudget', 'HorizontalPodAutoscaler'].includes(kind),
      ),
    );
  const { writes } = loop.counts;
  const before = await specs();
  loop.resync();
  await loop.settled(1000);
  assert.equal(loop.counts.writes - writes, 0, JSON.stringify(loop.counts));
  assert.deepEqual(await specs(), before);
}
