// A policy of the cluster refuses a child: status says what is missing, since when and where the reason stands, and heals after.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf, type WireObject } from './harness/wire.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const NAME = 'toolhive-tests-no-';

/** A kind of child that a policy refuses, under an apply strategy, and how the message of the server begins then. */
interface Refused {
  readonly applyStrategy: 'dynamic-apply' | 'server-side-apply';
  readonly group: string;
  readonly resource: string;
  readonly says: RegExp;
}

const SERVICES = {
  group: '',
  resource: 'services',
  says: /^Failed to create children: Service mcp-refused(?:-headless|-proxy)? was asked for/,
};

const REFUSED: readonly Refused[] = [
  { applyStrategy: 'dynamic-apply', ...SERVICES },
  { applyStrategy: 'server-side-apply', ...SERVICES },
  {
    applyStrategy: 'server-side-apply',
    group: 'rbac.authorization.k8s.io',
    resource: 'roles',
    says: /^Failed to ensure RBAC resources: Role refused-proxy-runner was asked for/,
  },
  {
    applyStrategy: 'server-side-apply',
    group: 'apps',
    resource: 'deployments',
    says: /^Failed to create Deployment: Deployment refused was asked for/,
  },
];

function policyAgainst({ group, resource }: Refused): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: NAME + resource },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [{ apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE'], resources: [resource] }],
      },
      validations: [{ expression: 'false', message: `${resource} need a ticket` }],
    },
  };
}

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

const SELECTOR = { matchLabels: { a: 'b' } };
const TEMPLATE = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } };

/** Sound objects of each kind. */
const PROBES: Readonly<Record<string, object>> = {
  services: { metadata: { name: 'probe' }, spec: { ports: [{ port: 80 }] } },
  roles: { metadata: { name: 'probe' }, rules: [] },
  deployments: { metadata: { name: 'probe' }, spec: { selector: SELECTOR, template: TEMPLATE } },
};

/** In one namespace only; the way to lift it is the answer. */
async function refuse(on: Cluster, namespace: string, refused: Refused): Promise<() => Promise<unknown>> {
  const { group, resource } = refused;
  const [policies, bindings] = ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'];
  const policy = policyAgainst(refused);
  const name = NAME + resource;
  const made = await on.request('APPLY', `${ADMISSION}/${policies}/${name}?fieldManager=toolhive-tests`, policy);
  assert.ok(made.status < 300, made.body.message);
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const bound = await on.request('POST', `${ADMISSION}/${bindings}`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: namespace },
    spec: { policyName: name, validationActions: ['Deny'], matchResources: { namespaceSelector } },
  });
  assert.ok(bound.status < 300, bound.body.message);
  const lift = (): Promise<unknown> => on.request('DELETE', `${ADMISSION}/${bindings}/${namespace}`);
  cleanup.push(lift);
  cleanup.push(() => on.request('DELETE', `${ADMISSION}/${policies}/${name}`));
  const path = `${group === '' ? '/api/v1' : `/apis/${group}/v1`}/namespaces/${namespace}/${resource}?dryRun=All`;
  await waitFor('the policy to be in force', async () => {
    const { body } = await on.request('POST', path, PROBES[resource] ?? {});
    return (body.message ?? '').includes('need a ticket') ? true : undefined;
  });
  return lift;
}

for (const refused of REFUSED) {
  const { applyStrategy, resource, says } = refused;
  const namespace = `test-refused-${applyStrategy}-${resource}`;
  clusterTest(
    `${applyStrategy}: ${resource} that a policy refuses are named, and come when the policy goes`,
    async (cluster) => {
      await installCrd(cluster);
      await makeNamespace(cluster, namespace);
      cleanup.push(() => removeNamespace(cluster, namespace));
      const lift = await refuse(cluster, namespace, refused);
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
        / is not there since .* Next: kubectl get events -n test-refused-\S+ --field-selector involvedObject\.name=refused,reason=SyncError$/,
      );
      assert.match(failed.status.message ?? '', says);
      assert.equal(conditionOf(failed, 'Applied')?.reason, 'NotCreated');
      assert.ok(operator.loop.errors.some(({ message }) => message.includes(`${resource} need a ticket`)));
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
