// The chart's policy about what Metacontroller may write, on a real API server: it takes every child that the hooks make, and
// nothing of what somebody would try who has taken them over.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { stringify } from 'yaml';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { POD_SECURITY_CONTROLS } from '../../functions/kube/pod-security-controls.ts';
import { exampleChildren } from '../chart/example-children.ts';
import { whyNoHelm } from '../chart/helm.ts';
import { render, type Rendered } from '../chart/render.ts';
import { type Cluster, clusterTest, makeNamespace, removeNamespace } from './cluster.ts';
import { actAs } from './harness/act-as.ts';
import { type Case, CHANGES, changed, childCorpus } from './harness/child-corpus.ts';
import type { ApiAnswer, KubeClient } from './harness/kube-client.ts';
import { kubectl } from './harness/kubectl.ts';
import { listPath } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-child-policies';
const ACCOUNT = 'controller';
const CASES = 600;
const AT_ONCE = 16;
const OWNER = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', name: 'a', uid: 'b', controller: true };

const created: string[] = [];
after(async () => {
  if (created.length > 0)
    await kubectl(['delete', '--ignore-not-found', '--wait=false', '-f', '-'], created.join('\n---\n'));
});

function policyTest(name: string, check: (cluster: Cluster) => Promise<void>): void {
  if (whyNoHelm === false) clusterTest(name, check);
  else test(name, { skip: whyNoHelm });
}

async function make(objects: readonly unknown[]): Promise<void> {
  const text = objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('\n---\n');
  created.push(text);
  const { code, stderr } = await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], text);
  assert.equal(code, 0, stderr);
}

async function policyOf(set: readonly string[]): Promise<readonly Rendered[]> {
  const where = [`metacontroller.namespace=${NAMESPACE}`, `metacontroller.serviceAccount=${ACCOUNT}`];
  const objects = await render({ release: 'child-test', set: [...where, ...set] });
  return objects.filter(({ kind, metadata }) => kind.includes('Policy') && metadata.name.endsWith('-children'));
}

/** The child as Metacontroller sends it: in a namespace of the test, with its owner. */
function owned(object: Rendered, namespace = NAMESPACE, owners: readonly object[] = [OWNER]): Rendered {
  const metadata = { ...object.metadata, namespace, ownerReferences: owners };
  if (!('subjects' in object)) return { ...object, metadata };
  const subjects = structuredClone(object.subjects) as { namespace?: string }[];
  for (const subject of subjects) if (subject.namespace === object.metadata.namespace) subject.namespace = namespace;
  return { ...object, metadata, subjects } as Rendered;
}

function send(client: KubeClient, object: Rendered): Promise<ApiAnswer> {
  const { apiVersion, kind, metadata } = object;
  const resource = CHILD_RESOURCES.find((child) => child.kind === kind)?.resource ?? `${kind.toLowerCase()}s`;
  const path = `${listPath({ apiVersion, resource }, metadata.namespace ?? NAMESPACE)}?dryRun=All`;
  return client.request('POST', path, object);
}

/** Children of the examples of each kind; one namespace holds them all. */
const ALL = exampleChildren().filter(({ kind }) => CHILD_RESOURCES.some((child) => child.kind === kind));
/** How often a pod breaks level baseline, as /validate counts it. */
function breachesOf(spec: Rendered['spec']): number {
  const controls = POD_SECURITY_CONTROLS.filter(({ level }) => level === 'baseline');
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  return controls.flatMap(({ ofPod, ofContainer }) =>
    (ofPod?.(spec) ?? []).concat(containers.flatMap((each) => ofContainer?.(each, spec) ?? [])),
  ).length;
}

/** Examples of settings that allow any pod are for those settings. */
const UNLIMITED = ALL.filter(({ spec }) => breachesOf(spec?.template?.spec ?? {}) > 0);
const CHILDREN = ALL.filter((child) => !UNLIMITED.includes(child));
const PRIVILEGED = CHANGES.filter(({ says }) => says === 'hostPID');
const WORKLOAD = CHILDREN.find(({ kind }) => kind === 'Deployment') as Rendered;
const HOSTILE = changed(WORKLOAD, PRIVILEGED).object as Rendered;

let controller: KubeClient;

policyTest('children: the chart makes the policy and the API server enforces it', async (cluster) => {
  await makeNamespace(cluster, NAMESPACE);
  const account = { name: ACCOUNT, namespace: NAMESPACE };
  // All rights, so that nobody but the policy refuses anything.
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' };
  await make([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: NAMESPACE },
      roleRef,
      subjects: [{ kind: 'ServiceAccount', ...account }],
    },
    ...(await policyOf([])),
  ]);
  controller = await actAs(cluster, NAMESPACE, ACCOUNT);
  await waitFor('the policy', async () =>
    (await send(controller, owned(HOSTILE))).body.message?.includes('share no namespace') ? true : undefined,
  );
});

policyTest('children: every child of every example passes', async () => {
  assert.ok(CHILDREN.length > 250, String(CHILDREN.length));
  for (const child of CHILDREN) {
    const { status, body } = await send(controller, owned(child));
    assert.equal(status, 201, `${child.kind} ${child.metadata.name}: ${body.message}`);
  }
});

async function judge({ says, object, refused }: Case): Promise<void> {
  const { status, body } = await send(controller, owned(object));
  if (refused.length === 0) return assert.equal(status, 201, `${says}: ${body.message}`);
  assert.equal(status, 403, `${says}: ${body.message}`);
  assert.ok(body.message.includes('-children') && refused.some((part) => body.message.includes(part)), body.message);
}

policyTest('children: each change is refused, or accepted, for what it is', async () => {
  for (const change of CHANGES) {
    const child = CHILDREN.find(({ kind }) => change.kinds.includes(kind)) as Rendered;
    await judge(changed(child, [change]));
  }
});

policyTest(`children: ${CASES} generated ones are refused just when one of their changes is wrong`, async () => {
  // A headless Service cannot have another type: the API server itself refuses that.
  const changeable = CHILDREN.filter(({ kind, spec }) => {
    return CHANGES.some(({ kinds }) => kinds.includes(kind)) && spec?.clusterIP !== 'None';
  });
  const corpus = childCorpus(changeable, CASES);
  for (let index = 0; index < corpus.length; index += AT_ONCE)
    await Promise.all(corpus.slice(index, index + AT_ONCE).map(judge));
  const wrong = corpus.filter(({ refused }) => refused.length > 0).length;
  assert.ok(wrong > CASES / 4 && wrong < (CASES * 9) / 10, String(wrong));
});

policyTest('children: what the policy refuses in a pod, /validate refuses at level baseline', async () => {
  for (const change of CHANGES.filter(({ kinds }) => kinds.includes('Deployment'))) {
    const { spec } = (changed(WORKLOAD, [change]).object as Rendered).spec.template;
    assert.equal(breachesOf(spec) > 0, change.refused !== undefined, change.says);
  }
});

policyTest('children: pods of other kinds, Secrets and what is for the whole cluster are refused', async () => {
  const { template } = HOSTILE.spec;
  const pod = { restartPolicy: 'OnFailure', ...template.spec };
  const job = { template: { spec: { ...pod, restartPolicy: 'Never' } } };
  const metadata = { name: 'a' } as Rendered['metadata'];
  const rbac = 'rbac.authorization.k8s.io/v1';
  const OTHERS: readonly (readonly [string, object])[] = [
    ['share no namespace', { apiVersion: 'v1', kind: 'Pod', spec: { ...pod, serviceAccountName: 'default' } }],
    ['share no namespace', { apiVersion: 'batch/v1', kind: 'Job', spec: job }],
    [
      'share no namespace',
      { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '* * * * *', jobTemplate: { spec: job } } },
    ],
    [
      'share no namespace',
      { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { selector: HOSTILE.spec.selector, template } },
    ],
    ['No Secret', { apiVersion: 'v1', kind: 'Secret', stringData: { a: 'b' } }],
  ];
  for (const [sentence, object] of OTHERS) {
    const { status, body } = await send(controller, owned({ metadata, ...object } as Rendered));
    assert.equal(status, 403, `${JSON.stringify(object)}: ${body.message}`);
    assert.ok(body.message.includes(sentence), body.message);
  }
  const binding = { apiVersion: rbac, kind: 'ClusterRoleBinding', metadata: { name: 'a', ownerReferences: [OWNER] } };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
  for (const [resource, object] of [
    ['clusterrolebindings', { ...binding, roleRef }],
    ['clusterroles', { ...binding, kind: 'ClusterRole', rules: [] }],
  ] as const) {
    const { body } = await controller.request('POST', `/apis/${rbac}/${resource}?dryRun=All`, object);
    assert.match(body.message, /Nothing of the whole cluster/);
  }
});

policyTest('children: nothing is made in the namespaces of the cluster itself', async () => {
  const child = CHILDREN.find(({ kind }) => kind === 'ConfigMap') as Rendered;
  const { status, body } = await send(controller, owned(child, 'kube-system'));
  assert.equal(status, 403);
  assert.match(body.message, /Nothing is made for MCPServers in this namespace/);
});

policyTest('children: others, and what Metacontroller makes for others, are left alone', async (cluster) => {
  assert.equal((await send(cluster, owned(HOSTILE))).status, 201);
  assert.equal((await send(controller, owned(HOSTILE, NAMESPACE, []))).status, 201);
  const foreign = { ...OWNER, apiVersion: 'example.com/v1' };
  assert.equal((await send(controller, owned(HOSTILE, NAMESPACE, [foreign]))).status, 201);
});

policyTest('children: with limitChildren=all an object without owner is refused too', async () => {
  await make(await policyOf(['metacontroller.limitChildren=all']));
  await waitFor('the policy', async () =>
    (await send(controller, owned(HOSTILE, NAMESPACE, []))).status === 403 ? true : undefined,
  );
  for (const kind of CHILD_RESOURCES.map((child) => child.kind)) {
    const child = CHILDREN.find((each) => each.kind === kind) as Rendered;
    assert.equal((await send(controller, owned(child))).status, 201, kind);
  }
});

policyTest('children: where the settings allow any pod, pods are not judged, and all else still is', async () => {
  await make(await policyOf(['settings.podSecurity.enforce=privileged']));
  await waitFor('the policy', async () => ((await send(controller, owned(HOSTILE))).status === 201 ? true : undefined));
  assert.ok(UNLIMITED.length > 0);
  for (const child of UNLIMITED) assert.equal((await send(controller, owned(child))).status, 201);
  const change = CHANGES.find(({ says }) => says === 'reading Secrets');
  const role = CHILDREN.find(({ kind }) => kind === 'Role') as Rendered;
  assert.ok(change !== undefined);
  await judge(changed(role, [change]));
});

policyTest('children: the namespace of this file can go', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
