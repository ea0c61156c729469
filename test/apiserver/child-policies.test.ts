// The chart's policy about what Metacontroller may write, on a real API server: it accepts every child that the hooks make, and
// refuses what an attacker would try who has taken over the hooks.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { POSSIBLE_CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { exampleChildren } from '../chart/example-children.ts';
import { only, render, type Rendered } from '../chart/render.ts';
import { removeNamespace } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { CHANGES, changed, childCorpus, POD_CHANGES, RESTRICTED_CHANGES } from './harness/child-corpus.ts';
import { breachesOf, CHILDREN, first, keeping } from './harness/child-examples.ts';
import {
  assertAllTaken,
  assertRefused,
  assertTaken,
  checkCase,
  owned,
  type PolicyUnderTest,
  preparePolicy,
  send,
} from './harness/child-policy.ts';

const NAMESPACE = 'test-child-policies';
const CASES = 600;
const AT_ONCE = 16;
let policy: PolicyUnderTest;
after(() => policy?.remove());

function hostile(): Rendered {
  const change = CHANGES.filter(({ says }) => says === 'hostPID');
  return owned(changed(first('Deployment'), change).object as Rendered, NAMESPACE);
}

async function statusOf(object: Rendered): Promise<number> {
  return (await send(policy.account, object)).status;
}

chartTest('children: the chart makes the policy and the API server enforces it', async (cluster) => {
  policy = await preparePolicy(cluster, NAMESPACE);
  await policy.install([], async () => (await statusOf(hostile())) === 403);
});

chartTest('children: every child of every example passes', async () => {
  assert.ok(CHILDREN.length > 250, String(CHILDREN.length));
  await assertAllTaken(policy.account, NAMESPACE, CHILDREN);
});

for (const method of ['POST', 'APPLY'] as const) {
  chartTest(`children: by ${method} each change is refused, or accepted, for what it is`, async () => {
    for (const change of CHANGES) {
      for (const kind of change.kinds)
        await checkCase(policy.account, NAMESPACE, changed(first(kind), [change]), { method });
    }
  });
}

chartTest(`children: ${CASES} generated ones are refused just when one of their changes is wrong`, async () => {
  // A headless Service cannot have another type: the API server itself refuses that.
  const changeable = CHILDREN.filter(({ kind, spec }) => {
    return CHANGES.some(({ kinds }) => kinds.includes(kind)) && spec?.clusterIP !== 'None';
  });
  const corpus = childCorpus(changeable, CASES);
  for (let index = 0; index < corpus.length; index += AT_ONCE)
    await Promise.all(corpus.slice(index, index + AT_ONCE).map((each) => checkCase(policy.account, NAMESPACE, each)));
  const wrong = corpus.filter(({ refused }) => refused.length > 0).length;
  assert.ok(wrong > CASES / 4 && wrong < (CASES * 9) / 10, String(wrong));
});

chartTest('children: what the policy refuses in a pod, /validate refuses at the same level', async () => {
  for (const change of POD_CHANGES) {
    const { spec } = (changed(first('Deployment'), [change]).object as Rendered).spec.template;
    assert.equal(breachesOf(spec, 'baseline') > 0, change.refused !== undefined, change.says);
  }
  for (const change of RESTRICTED_CHANGES) {
    const { spec } = (changed(first('Deployment', keeping('restricted')), [change]).object as Rendered).spec.template;
    assert.equal(breachesOf(spec, 'restricted') > 0, change.refused !== undefined, change.says);
  }
});

chartTest('children: a pod template of the largest size that people write is judged within the budget', async () => {
  const large = structuredClone(first('StatefulSet'));
  const [container] = large.spec.template.spec.containers;
  const env = Array.from({ length: 200 }, (_, index) => ({ name: `V${index}`, value: 'x'.repeat(100) }));
  large.spec.template.spec.containers.push(
    ...Array.from({ length: 60 }, (_, index) => ({ ...container, name: `c${index}`, ports: [], env })),
  );
  assertTaken(await send(policy.account, owned(large, NAMESPACE)), 'the large one');
  large.spec.template.spec.containers.at(-1).securityContext = { privileged: true };
  assertRefused(await send(policy.account, owned(large, NAMESPACE)), 'no privileged container');
});

chartTest('children: kinds that no server has, the whole cluster included, are refused', async () => {
  const { template } = hostile().spec;
  const metadata = { name: 'a', namespace: NAMESPACE } as Rendered['metadata'];
  const spec = { ...template.spec, restartPolicy: 'Never' };
  const others = [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...spec, serviceAccountName: 'default' } },
    { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: { spec } } },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { selector: hostile().spec.selector, template } },
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { a: 'b' } },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata,
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
    { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata, spec: { image: 'a/b:1' } },
  ];
  for (const object of others) {
    const answer = await send(policy.account, owned(object as unknown as Rendered, NAMESPACE));
    // Kinds of CRDs that are not installed here are not found before anything else is asked.
    if (answer.status !== 404) assertRefused(answer, 'the kinds of children', object.kind);
  }
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
  for (const [path, object] of [
    [`${rbac}/clusterrolebindings`, { kind: 'ClusterRoleBinding', roleRef }],
    [`${rbac}/clusterroles`, { kind: 'ClusterRole', rules: [] }],
    ['/api/v1/namespaces', { kind: 'Namespace' }],
    [
      '/api/v1/persistentvolumes',
      {
        kind: 'PersistentVolume',
        spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/' } },
      },
    ],
  ] as const) {
    const apiVersion = path.startsWith(rbac) ? 'rbac.authorization.k8s.io/v1' : 'v1';
    const answer = await policy.account.request('POST', `${path}?dryRun=All`, {
      apiVersion,
      metadata: { name: 'a' },
      ...object,
    });
    assertRefused(answer, 'no part of the cluster', path);
  }
});

chartTest('children: nothing is made in the namespaces of the cluster itself', async () => {
  const answer = await send(policy.account, owned(first('ConfigMap'), 'kube-system'));
  assertRefused(answer, 'Nothing is made for MCPServers in this namespace');
});

chartTest('children: what anybody else writes is left alone', async (cluster) => {
  assertTaken(await send(cluster, hostile()), 'another account');
});

chartTest('children: Metacontroller keeps its own work', async () => {
  const involvedObject = { namespace: NAMESPACE, kind: 'MCPServer', name: 'a' };
  const event = { apiVersion: 'v1', kind: 'Event', metadata: { name: 'a', namespace: NAMESPACE }, involvedObject };
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a', namespace: NAMESPACE } };
  for (const object of [event, lease])
    assertTaken(await send(policy.account, object as unknown as Rendered), object.kind);
});

chartTest('children: only with host rules their kinds are children too', async () => {
  const host = exampleChildren().filter(({ apiVersion }) => /cilium|gke/.test(apiVersion));
  assert.ok(host.length >= 3);
  for (const [engine, count] of [
    ['deny', 0],
    ['cilium', 1],
    ['gke', 1],
  ] as const) {
    const { spec } = only(
      await render({ set: [`settings.permissionProfiles.hostRules=${engine}`] }),
      'ValidatingAdmissionPolicy',
      'toolhive-operator-children',
    );
    const kinds = spec.variables.find(({ name }: { name: string }) => name === 'kinds').expression as string;
    const known = POSSIBLE_CHILD_RESOURCES.filter(
      ({ apiVersion, resource }) => /cilium|gke/.test(apiVersion) && kinds.includes(`/${resource}"`),
    );
    assert.equal(known.length, count, engine);
  }
});

chartTest('children: the namespace of this file can go', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
