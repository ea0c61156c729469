// Another program rewrites what the operator writes, on a real API server: the server becomes Ready and its status tells who.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { settle, startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf } from './harness/wire.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const NAME = 'toolhive-tests-mirror';
const MIRROR = 'mirror.example.com/';
const IMAGE = 'object.spec.template.spec.containers[0].image';

const POLICY = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingAdmissionPolicy',
  metadata: { name: NAME },
  spec: {
    reinvocationPolicy: 'Never',
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['statefulsets'] },
      ],
    },
    matchConditions: [{ name: 'not-mirrored', expression: `!${IMAGE}.startsWith("${MIRROR}")` }],
    mutations: [
      {
        patchType: 'JSONPatch',
        jsonPatch: {
          expression: `[JSONPatch{op: "replace", path: "/spec/template/spec/containers/0/image", value: "${MIRROR}" + ${IMAGE}}]`,
        },
      },
    ],
  },
};

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

/** In one namespace only, so that other suites see nothing of it. */
function bindingFor(namespace: string): object {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: namespace },
    spec: { policyName: NAME, matchResources: { namespaceSelector } },
  };
}

async function mirrorImages(on: Cluster, namespace: string): Promise<void> {
  const [policies, bindings] = ['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'];
  const made = await on.request('APPLY', `${ADMISSION}/${policies}/${NAME}?fieldManager=toolhive-tests`, POLICY);
  assert.ok(made.status < 300, made.body.message);
  const bound = await on.request('POST', `${ADMISSION}/${bindings}`, bindingFor(namespace));
  assert.ok(bound.status < 300, bound.body.message);
  cleanup.push(() => on.request('DELETE', `${ADMISSION}/${bindings}/${namespace}`));
  cleanup.push(() => on.request('DELETE', `${ADMISSION}/${policies}/${NAME}`));
  const probe = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'probe' },
    spec: {
      serviceName: 'probe',
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } },
    },
  };
  await waitFor('the policy to be in force', async () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/statefulsets?dryRun=All`;
    return JSON.stringify((await on.request('POST', path, probe)).body).includes(MIRROR) ? true : undefined;
  });
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const namespace = `test-mutations-${applyStrategy}`;
  clusterTest(
    `${applyStrategy}: a server whose image a policy rewrites is Ready, and BackendReady names the field`,
    async (cluster) => {
      await installCrd(cluster);
      await makeNamespace(cluster, namespace);
      cleanup.push(() => removeNamespace(cluster, namespace));
      await mirrorImages(cluster, namespace);
      const operator = await startOperator(cluster, { applyStrategy });
      cleanup.push(operator.stop);
      const spec = { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' };
      const server = {
        apiVersion: 'toolhive.stacklok.dev/v1beta1',
        kind: 'MCPServer',
        metadata: { name: 'kept' },
        spec,
      };
      assert.equal((await cluster.request('POST', serversPath(namespace), server)).status, 201);
      const ready = await becomesReady(cluster, namespace);
      const note = 'note: an admission policy has changed spec.template.spec.containers[mcp].image';
      assert.ok(conditionOf(ready, 'BackendReady')?.message.endsWith(note), JSON.stringify(ready.status));
      assert.equal(conditionOf(ready, 'LastRollout'), undefined);
      await settle(operator);
      await cluster.request('MERGE', `${serversPath(namespace)}/kept`, {
        spec: { image: 'ghcr.io/example/mcp-server:2' },
      });
      await settle(operator);
      const edited = await becomesReady(cluster, namespace);
      assert.equal(edited.status.observedGeneration, edited.metadata.generation);
      assert.equal(conditionOf(edited, 'LastRollout')?.reason, 'SpecChanged');
      await operator.stop();
    },
    ['pods'],
  );
}

function becomesReady(on: Cluster, namespace: string) {
  return waitFor(
    'the server to be Ready',
    async () => {
      const server = await read(on, `${serversPath(namespace)}/kept`);
      if (server.status.phase !== 'Ready') throw new Error(JSON.stringify(server.status));
      return server;
    },
    { seconds: 60 },
  );
}
