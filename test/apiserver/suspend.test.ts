// Suspend on a real API server: kubectl takes the pods of a server away and gives them back, and an autoscaler that the user has
// is not fought with.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { kubectl } from './harness/kubectl.ts';
import { type Operator, settle, startOperator } from './harness/loop.ts';
import { listPath } from './harness/objects.ts';
import { readList, readNumber } from '../../functions/kube/json-reader.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf } from './harness/wire.ts';

const NAME = 'fetch';
const SUSPEND = 'mcpserver.toolhive.stacklok.dev/suspend';
const MIN_REPLICAS = 2;

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const namespace = `test-suspend-${applyStrategy}`;
  clusterTest(
    `suspend, ${applyStrategy}: pods go and come back, and nothing is written meanwhile`,
    async (cluster) => {
      await installCrd(cluster);
      await makeNamespace(cluster, namespace);
      cleanup.push(() => removeNamespace(cluster, namespace));
      const operator = await startOperator(cluster, { applyStrategy });
      cleanup.push(operator.stop);
      await createServer(cluster, namespace);
      await createAutoscaler(cluster, namespace);
      await waitForPods(cluster, namespace, { proxy: MIN_REPLICAS, backend: 1 });

      await annotate(namespace, `${SUSPEND}=true`);
      await waitForPods(cluster, namespace, { proxy: 0, backend: 0 });
      await waitForPhase(cluster, namespace, 'Stopped');
      await settle(operator);
      assert.equal(await described(namespace), STOPPED);
      await restsWithAutoscaler(cluster, operator, namespace);

      await kubectl(['scale', `deployment/${NAME}`, '-n', namespace, '--replicas=1']);
      await waitForPods(cluster, namespace, { proxy: 0, backend: 0 });

      await annotate(namespace, `${SUSPEND}-`);
      await waitForPods(cluster, namespace, { proxy: MIN_REPLICAS, backend: 1 });
      await waitForPhase(cluster, namespace, 'Ready');
      await settle(operator);
      const server = await read(cluster, `${serversPath(namespace)}/${NAME}`);
      assert.equal(conditionOf(server, 'Suspended'), undefined);
      assert.deepEqual(
        operator.loop.errors.filter(
          ({ parent, message }) => parent.startsWith(namespace) && !message.includes('has been modified'),
        ),
        [],
      );
      await cluster.request('DELETE', `${serversPath(namespace)}/${NAME}`);
      await settle(operator);
      await operator.stop();
    },
    ['controllers', 'pods'],
  );
}

async function createServer(on: Cluster, namespace: string): Promise<void> {
  const { status, body } = await on.request('POST', serversPath(namespace), {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: NAME },
    spec: { image: 'registry.example.com/mcp:1', transport: 'streamable-http' },
  });
  assert.equal(status, 201, body.message);
}

/** It needs no metrics to keep the least number of pods, so it writes `replicas` by itself. */
async function createAutoscaler(on: Cluster, namespace: string): Promise<void> {
  const autoscalers = { apiVersion: 'autoscaling/v2', resource: 'horizontalpodautoscalers' };
  const { status, body } = await on.request('POST', listPath(autoscalers, namespace), {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: NAME },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: NAME },
      minReplicas: MIN_REPLICAS,
      maxReplicas: 5,
    },
  });
  assert.equal(status, 201, body.message);
}

async function annotate(namespace: string, annotation: string): Promise<void> {
  const { code, stdout, stderr } = await kubectl(['annotate', 'mcpserver', NAME, '-n', namespace, annotation]);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `mcpserver.toolhive.stacklok.dev/${NAME} annotated\n`);
}

/** As docs/suspend.md shows it. */
const STOPPED = `Stopped: MCP server is suspended: it has no pods until the annotation ${SUSPEND} is removed`;

async function described(namespace: string): Promise<string> {
  const path = 'jsonpath={.status.phase}: {.status.message}';
  return (await kubectl(['get', 'mcpserver', NAME, '-n', namespace, '-o', path])).stdout;
}

interface Pods {
  readonly proxy: number;
  readonly backend: number;
}

async function waitForPods(on: Cluster, namespace: string, wanted: Pods): Promise<void> {
  await waitFor(
    `pods ${JSON.stringify(wanted)}`,
    async () => {
      const found = {
        proxy: await replicasOf(on, namespace, 'deployments'),
        backend: await replicasOf(on, namespace, 'statefulsets'),
      };
      if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(JSON.stringify(found));
      return true;
    },
    { seconds: 60 },
  );
}

/** Pods that exist, once they are as many as the spec says. */
async function replicasOf(on: Cluster, namespace: string, resource: string): Promise<number> {
  const path = `${listPath({ apiVersion: 'apps/v1', resource }, namespace)}/${NAME}`;
  const workload = await on.get(path);
  const count = readNumber(workload, 'status', 'replicas') ?? 0;
  return readNumber(workload, 'spec', 'replicas') === count ? count : Number.NaN;
}

async function waitForPhase(on: Cluster, namespace: string, phase: string): Promise<void> {
  await waitFor(
    `phase ${phase}`,
    async () => {
      const { status } = await read(on, `${serversPath(namespace)}/${NAME}`);
      if (status.phase !== phase) throw new Error(`${status.phase}: ${status.message}`);
      return true;
    },
    { seconds: 60 },
  );
}

/** The autoscaler looks every 15 s; it leaves a workload without pods alone, and the loop has nothing to repair. */
async function restsWithAutoscaler(on: Cluster, { loop }: Operator, namespace: string): Promise<void> {
  const path = `${listPath({ apiVersion: 'autoscaling/v2', resource: 'horizontalpodautoscalers' }, namespace)}/${NAME}`;
  const { writes } = loop.counts;
  await waitFor(
    'the autoscaler to see that there is nothing to scale',
    async () => {
      const conditions = readList(await read(on, path), 'status', 'conditions');
      return JSON.stringify(conditions).includes('ScalingDisabled') ? true : undefined;
    },
    { seconds: 60 },
  );
  loop.resync();
  await loop.settled(500);
  assert.equal(loop.counts.writes - writes, 0, 'somebody else scales the workload');
}
