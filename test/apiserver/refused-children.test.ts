// A policy of the cluster refuses a child: status says what is missing, since when and where the reason stands, and heals after.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf, type WireObject } from './harness/wire.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const NAME = 'toolhive-tests-no-services';

const POLICY = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: NAME },
  spec: {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['services'] }],
    },
    validations: [{ expression: 'false', message: 'services need a ticket' }],
  },
};

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

/** In one namespace only; the way to lift it is the answer. */
async function refuseServices(on: Cluster, namespace: string): Promise<() => Promise<unknown>> {
  const [policies, bindings] = ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'];
  const made = await on.request('APPLY', `${ADMISSION}/${policies}/${NAME}?fieldManager=toolhive-tests`, POLICY);
  assert.ok(made.status < 300, made.body.message);
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const bound = await on.request('POST', `${ADMISSION}/${bindings}`, {
    apiVersion: POLICY.apiVersion,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: namespace },
    spec: { policyName: NAME, validationActions: ['Deny'], matchResources: { namespaceSelector } },
  });
  assert.ok(bound.status < 300, bound.body.message);
  const lift = (): Promise<unknown> => on.request('DELETE', `${ADMISSION}/${bindings}/${namespace}`);
  cleanup.push(lift);
  cleanup.push(() => on.request('DELETE', `${ADMISSION}/${policies}/${NAME}`));
  const probe = { metadata: { name: 'probe' }, spec: { ports: [{ port: 80 }] } };
  await waitFor('the policy to be in force', async () => {
    const path = `/api/v1/namespaces/${namespace}/services?dryRun=All`;
    return (await on.request('POST', path, probe)).status >= 400 ? true : undefined;
  });
  return lift;
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const namespace = `test-refused-${applyStrategy}`;
  clusterTest(
    `${applyStrategy}: a child that a policy refuses is named, and comes when the policy goes`,
    async (cluster) => {
      await installCrd(cluster);
      await makeNamespace(cluster, namespace);
      cleanup.push(() => removeNamespace(cluster, namespace));
      const lift = await refuseServices(cluster, namespace);
      const operator = await startOperator(cluster, { applyStrategy });
      cleanup.push(operator.stop);
      const server = {
        apiVersion: 'toolhive.stacklok.dev/v1beta1',
        kind: 'MCPServer',
        metadata: { name: 'refused' },
        spec: { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' },
      };
      assert.equal((await cluster.request('POST', serversPath(namespace), server)).status, 201);
      const failed = await becomes(cluster, namespace, ({ status }) => status.phase === 'Failed');
      assert.match(
        failed.status.message ?? '',
        /^Failed to create children: Service mcp-refused(?:-headless|-proxy)? was asked for and is not there since .* Next: kubectl get events -n test-refused-\S+ --field-selector involvedObject\.name=refused,reason=SyncError$/,
      );
      assert.equal(conditionOf(failed, 'Applied')?.reason, 'NotCreated');
      assert.ok(operator.loop.errors.some(({ message }) => message.includes('services need a ticket')));
      await lift();
      const healed = await becomes(cluster, namespace, (object) => conditionOf(object, 'Applied')?.status === 'True');
      assert.notEqual(healed.status.phase, 'Failed');
      await operator.stop();
      await removeNamespace(cluster, namespace);
    },
  );
}

function becomes(on: Cluster, namespace: string, isSo: (server: WireObject) => boolean): Promise<WireObject> {
  return waitFor(
    'the status',
    async () => {
      const server = await read(on, `${serversPath(namespace)}/refused`);
      if (!isSo(server)) throw new Error(JSON.stringify(server.status));
      return server;
    },
    { seconds: 120 },
  );
}
