// The policies that the examples of profiles expect, on a real node: what a pod of each reaches is what the evaluator says, in
// every cell. The pods run another image than the examples name; policies look at labels only.

import assert from 'node:assert/strict';
import { after, describe } from 'node:test';
import { type Cluster, clusterTest, makeNamespace, removeNamespace } from '../apiserver/cluster.ts';
import { exampleNames } from '../apiserver/harness/examples.ts';
import { listAll, PODS } from '../apiserver/harness/objects.ts';
import { waitFor } from '../apiserver/harness/wait.ts';
import type { WireObject } from '../apiserver/harness/wire.ts';
import { parseManifests, type Rendered } from '../chart/render.ts';
import { readExpected } from '../expected/folders.ts';
import { endOf, get, listen, podEnd, predicted, reached, type Targets, TRIES_AT_ONCE } from './harness-reach.ts';
import { apiServer, ELSEWHERE, outside, OUTSIDE, resolver } from './harness-targets.ts';

const NAMESPACE = 'test-profile-examples';
const PORT = 8080;
const STRANGER = 'stranger';
/** Whose backend the others try: one that reaches everything is still reached by its own proxy only. */
const NEIGHBOUR = 'profile-network';

const [web, other] = await Promise.all([listen('web'), listen('other')]);
for (const { server } of [web, other]) server.unref();

function childrenOf(example: string): readonly Rendered[] {
  return parseManifests(readExpected(example).get('children.yaml') ?? '').flat();
}

function policiesOf(example: string): readonly Rendered[] {
  return childrenOf(example).filter(({ kind }) => kind === 'NetworkPolicy');
}

/** Examples of profiles, and of quarantine, that have policies. */
const CHOSEN = exampleNames().filter((name) => /^(profile-|quarantine)/.test(name) && policiesOf(name).length > 0);

/** A pod as the example's StatefulSet would make it, as far as policies see it. */
function podOf(name: string, labels: object): object {
  const container = { name: 'mcp', image: 'toolbox:1', command: ['httpd', '-f', '-p', `${PORT}`, '-h', '/tmp'] };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { containers: [container], terminationGracePeriodSeconds: 0, automountServiceAccountToken: false },
  };
}

function labelsOf(example: string): object {
  const workload = childrenOf(example).find(({ kind }) => kind === 'StatefulSet');
  const policy = policiesOf(example).find(({ metadata }) => metadata.name.endsWith('-mcp'));
  return workload?.spec.template.metadata.labels ?? policy?.spec.podSelector.matchLabels;
}

after(async () => {
  if (cleanup !== undefined) await cleanup();
});
let cleanup: (() => Promise<void>) | undefined;
let tried: Targets = {};

async function create(cluster: Cluster, collection: string, object: object): Promise<void> {
  const answer = await cluster.request('POST', collection, object);
  assert.equal(answer.status, 201, answer.body.message);
}

clusterTest('profile examples: a pod of each runs under its policies', async (cluster) => {
  await makeNamespace(cluster, NAMESPACE);
  cleanup = () => removeNamespace(cluster, NAMESPACE);
  for (const example of CHOSEN) {
    for (const policy of policiesOf(example)) {
      const metadata = { ...policy.metadata, namespace: NAMESPACE };
      await create(cluster, `/apis/networking.k8s.io/v1/namespaces/${NAMESPACE}/networkpolicies`, {
        ...policy,
        metadata,
      });
    }
    await create(cluster, `/api/v1/namespaces/${NAMESPACE}/pods`, podOf(example, labelsOf(example)));
  }
  await create(cluster, `/api/v1/namespaces/${NAMESPACE}/pods`, podOf(STRANGER, { app: STRANGER }));
  const pods = await waitFor(
    'the pods',
    async () => {
      const all = await listAll(cluster, PODS, NAMESPACE);
      return all.every(({ status }) => status.phase === 'Running') ? all : undefined;
    },
    { seconds: 180 },
  );
  const target = (name: string): Targets[string] => {
    const end = endOf(pods.find(({ metadata }) => metadata.name === name) as WireObject);
    return { command: get(`http://${end.ip}:${PORT}`), end, port: PORT };
  };
  tried = {
    web: outside(OUTSIDE, web.port),
    'other-port': outside(OUTSIDE, other.port),
    elsewhere: outside(ELSEWHERE, web.port),
    api: await apiServer(cluster),
    dns: await resolver(cluster),
    pod: target(STRANGER),
    backend: target(NEIGHBOUR),
  };
});

const results: Record<string, readonly string[]> = {};

describe('profile examples: packets', { concurrency: TRIES_AT_ONCE }, () => {
  for (const example of CHOSEN) {
    clusterTest(`profile examples: packets of ${example} agree with the evaluator in every cell`, async (cluster) => {
      const { backend: _backend, ...others } = tried;
      const cells = example === NEIGHBOUR ? (others as Targets) : tried;
      const found = await reached({ namespace: NAMESPACE, pod: example }, cells);
      assert.deepEqual(found, await predicted(cluster, await podEnd(cluster, NAMESPACE, example), cells));
      results[example] = found;
    });
  }
});

clusterTest('profile examples: they differ, and those that allow nothing reach nothing', async () => {
  const everything = ['api', 'dns', 'elsewhere', 'other-port', 'pod', 'web'];
  assert.deepEqual(results['profile-none'], []);
  assert.deepEqual(results['profile-mode-none'], []);
  assert.deepEqual(results['quarantine'], []);
  assert.deepEqual(results['profile-network'], everything);
  assert.deepEqual(results['profile-allow-all'], everything);
  // The denied ranges of these settings hold the pods' network and the API server's; the world outside and look-ups stay.
  assert.deepEqual(results['profile-network-floor'], ['dns', 'elsewhere', 'other-port', 'web']);
});
