// Test harness: admission policies that rewrite workloads, as platforms have them.

import assert from 'node:assert/strict';
import type { Cluster } from '../cluster.ts';
import { DEPLOYMENTS, listPath } from './objects.ts';
import { waitFor } from './wait.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';

/** What a policy of the platform does to pod templates; `value` is CEL. */
export interface Mutation {
  readonly name: string;
  readonly resources: readonly string[];
  readonly unless: string;
  readonly patches: readonly string[];
  /** What a template has that was changed by it. */
  readonly mark: string;
}

/** Images come from elsewhere. */
export const MIRROR: Mutation = {
  name: 'field-mirror',
  mark: 'mirror.example.com',
  resources: ['deployments', 'statefulsets'],
  unless: 'object.spec.template.spec.containers[0].image.startsWith("mirror.example.com/")',
  patches: [
    'JSONPatch{op: "replace", path: "/spec/template/spec/containers/0/image", value: "mirror.example.com/" + object.spec.template.spec.containers[0].image}',
  ],
};

/** Things are added, nothing that was asked for is changed. */
export const BENIGN: Mutation = {
  name: 'field-benign',
  mark: 'log-agent',
  resources: ['deployments', 'statefulsets'],
  unless: 'has(object.spec.template.spec.tolerations)',
  patches: [
    'JSONPatch{op: "add", path: "/spec/template/spec/tolerations", value: dyn([{"key": "pool", "operator": "Exists"}])}',
    'JSONPatch{op: "add", path: "/spec/template/metadata/labels/platform", value: "managed"}',
    'JSONPatch{op: "add", path: "/spec/template/spec/containers/0/env/-", value: dyn({"name": "CLUSTER", "value": "east"})}',
    'JSONPatch{op: "add", path: "/spec/template/spec/containers/0/imagePullPolicy", value: "Always"}',
    'JSONPatch{op: "add", path: "/spec/template/spec/volumes/-", value: dyn({"name": dyn("ca"), "emptyDir": dyn({})})}',
    'JSONPatch{op: "add", path: "/spec/template/spec/containers/-", value: dyn({"name": "log-agent", "image": "registry.example.com/agent:1"})}',
  ],
};

/** In one namespace only; resolves when it is in force, with how to lift it. */
export async function mutate(on: Cluster, namespace: string, mutation: Mutation): Promise<() => Promise<unknown>> {
  const { name, resources, unless, patches, mark } = mutation;
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const policies = `${ADMISSION}/mutatingadmissionpolicies`;
  const bindings = `${ADMISSION}/mutatingadmissionpolicybindings`;
  const made = await on.request('POST', policies, {
    apiVersion,
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      reinvocationPolicy: 'Never',
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources }],
      },
      matchConditions: [{ name: 'not-yet', expression: `!(${unless})` }],
      mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: `[${patches.join(', ')}]` } }],
    },
  });
  assert.equal(made.status, 201, made.body.message);
  const bound = await on.request('POST', bindings, {
    apiVersion,
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: {
      policyName: name,
      matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
    },
  });
  assert.equal(bound.status, 201, bound.body.message);
  const pod = {
    containers: [{ name: 'a', image: 'a', env: [{ name: 'A', value: 'b' }] }],
    volumes: [{ name: 'a', emptyDir: {} }],
  };
  const probe = {
    metadata: { name: 'probe' },
    spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: pod } },
  };
  const isInForce = async (): Promise<boolean> => {
    const { status, body } = await on.request('POST', `${listPath(DEPLOYMENTS, namespace)}?dryRun=All`, probe);
    assert.equal(status, 201, body.message);
    return JSON.stringify(body.spec).includes(mark);
  };
  const unbind = async (): Promise<void> => {
    await on.request('DELETE', `${bindings}/${name}`);
    await on.request('DELETE', `${policies}/${name}`);
  };
  await waitFor('the policy to be in force', async () => ((await isInForce()) ? true : undefined));
  let isLifted = false;
  // Once: after the test that lifts it, the namespace in which one can see it may be gone.
  return async () => {
    if (isLifted) return;
    await unbind();
    await waitFor('the policy to be lifted', async () => ((await isInForce()) ? undefined : true));
    isLifted = true;
  };
}
