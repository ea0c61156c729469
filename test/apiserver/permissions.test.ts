// Rights and policies on a real API server: what an account of a proxy may do, what Pod Security admits, what is stored.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { readExpected } from '../expected/folders.ts';
import { parseAllDocuments } from 'yaml';
import { type Cluster, clusterTest, makeNamespace, removeNamespace } from './cluster.ts';
import { actAs as actAsAccount } from './harness/act-as.ts';
import { exampleNames } from './harness/examples.ts';
import type { KubeClient, Method } from './harness/kube-client.ts';
import { kubectl } from './harness/kubectl.ts';
import { listAll, PODS } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- objects of many kinds are read here, and a wrong path fails the test
type Loose = any;

const NAMESPACE = 'test-permissions';
const APPS = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets`;
const CORE = `/api/v1/namespaces/${NAMESPACE}`;

/** Examples that ask for more than level restricted allows, and are warned of it at admission; all others keep it. */
const NOT_RESTRICTED = new Set(
  exampleNames().filter((name) => readExpected(name).get('admission.yaml')?.includes('MCP111') === true),
);

const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await Promise.all(cleanup.map((step) => step()));
});

/** The children that an example expects, in the namespace of this file; none when it expects none. */
function childrenOf(example: string): readonly Loose[] {
  return parseAllDocuments(readExpected(example).get('children.yaml') ?? '')
    .flatMap((document): Loose => document.toJS())
    .map(moveHere);
}

function moveHere({ metadata, subjects, ...rest }: Loose): Loose {
  const moved = { ...rest, metadata: { ...metadata, namespace: NAMESPACE } };
  if (subjects === undefined) return moved;
  return { ...moved, subjects: subjects.map(({ kind, name }: Loose) => ({ kind, name, namespace: NAMESPACE })) };
}

const COLLECTIONS: Readonly<Record<string, string>> = {
  ServiceAccount: '/api/v1/namespaces/NS/serviceaccounts',
  Role: '/apis/rbac.authorization.k8s.io/v1/namespaces/NS/roles',
  RoleBinding: '/apis/rbac.authorization.k8s.io/v1/namespaces/NS/rolebindings',
  NetworkPolicy: '/apis/networking.k8s.io/v1/namespaces/NS/networkpolicies',
  StatefulSet: '/apis/apps/v1/namespaces/NS/statefulsets',
};

function pathOf(kind: string): string {
  return (COLLECTIONS[kind] ?? '').replace('NS', NAMESPACE);
}

async function prepare(cluster: Cluster): Promise<void> {
  if ((await cluster.get(`/api/v1/namespaces/${NAMESPACE}`)) !== undefined) return;
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
}

async function apply(cluster: Cluster, object: Loose): Promise<Loose> {
  const path = `${pathOf(object.kind)}/${object.metadata.name}?fieldManager=toolhive-tests&force=true`;
  const answer = await cluster.request('APPLY', path, object);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
}

/** A client with the token of a ServiceAccount of this file. */
function actAs(cluster: Cluster, account: string): Promise<KubeClient> {
  return actAsAccount(cluster, NAMESPACE, account);
}

const RIGHTS = new Set(['ServiceAccount', 'Role', 'RoleBinding']);

async function makeRights(cluster: Cluster, example: string): Promise<void> {
  await prepare(cluster);
  const children = childrenOf(example).filter(({ kind }) => RIGHTS.has(kind));
  await Promise.all(children.map((child) => apply(cluster, child)));
  await rightsAreSeen(cluster, example);
}

/** The authorizer learns of Roles by watching: when it knows a later one, it knows those before. */
async function rightsAreSeen(cluster: Cluster, example: string): Promise<void> {
  const metadata = { name: `late-${example}`, namespace: NAMESPACE };
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata };
  await apply(cluster, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  const rules = [{ apiGroups: ['apps'], resources: ['statefulsets'], verbs: ['list'] }];
  await apply(cluster, { ...rbac, kind: 'Role', rules });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name };
  await apply(cluster, { ...rbac, kind: 'RoleBinding', roleRef, subjects: [{ kind: 'ServiceAccount', ...metadata }] });
  const late = await actAs(cluster, metadata.name);
  await waitFor('the authorizer to see new rights', async () =>
    (await late.request('GET', APPS)).status === 200 ? true : undefined,
  );
}

type Request = readonly [Method, string];

/** Every request that the stock proxy makes of the API server when it looks after server N over stdio, in their order. */
function proxyRequests(name: string): readonly (readonly [...Request, 'needed' | 'ignored'])[] {
  return [
    // 404 where there are no Routes, and never forbidden.
    ['GET', '/apis/route.openshift.io/v1', 'needed'],
    ['GET', `${APPS}/${name}`, 'needed'],
    ['GET', `${CORE}/pods?labelSelector=app%3D${name}`, 'needed'],
    ['POST', `${CORE}/pods/${name}-0/attach?container=mcp&stdin=true&stdout=true&stderr=true`, 'needed'],
    ['GET', `${CORE}/pods?labelSelector=toolhive%3Dtrue&fieldSelector=metadata.name%3D${name}`, 'needed'],
    // Looked for under a name that no Service has; the refusal makes no difference.
    ['GET', `${CORE}/services/${name}`, 'ignored'],
  ];
}

/** What somebody would like to ask for who has taken over the proxy of server `stdio-ready`. */
const ATTACKS: readonly Request[] = [
  ['GET', `${APPS}/other`],
  ['GET', APPS],
  ['MERGE', `${APPS}/stdio-ready`],
  ['MERGE', `${APPS}/other`],
  ['APPLY', `${APPS}/stdio-ready?fieldManager=x`],
  ['PUT', `${APPS}/stdio-ready`],
  ['DELETE', `${APPS}/stdio-ready`],
  ['POST', APPS],
  ['GET', `${APPS}/stdio-ready/scale`],
  ['MERGE', `${APPS}/stdio-ready/scale`],
  ['GET', '/apis/apps/v1/statefulsets'],
  ['GET', `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`],
  ['MERGE', `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/stdio-ready`],
  ['POST', `${CORE}/pods/other-0/attach?container=mcp&stdin=true`],
  ['POST', `${CORE}/pods/stdio-ready-1/attach?container=mcp&stdin=true`],
  ['POST', `${CORE}/pods/stdio-ready-0/exec?container=mcp&command=sh`],
  ['POST', `${CORE}/pods/stdio-ready-0/portforward`],
  ['GET', `${CORE}/pods/stdio-ready-0/log`],
  ['GET', `${CORE}/pods/stdio-ready-0`],
  ['DELETE', `${CORE}/pods/stdio-ready-0`],
  ['MERGE', `${CORE}/pods/stdio-ready-0/ephemeralcontainers`],
  ['POST', `${CORE}/pods`],
  ['GET', `${CORE}/secrets`],
  ['GET', `${CORE}/secrets/any`],
  ['GET', `${CORE}/configmaps`],
  ['GET', `${CORE}/configmaps/stdio-ready-runconfig`],
  ['MERGE', `${CORE}/configmaps/stdio-ready-runconfig`],
  ['GET', `${CORE}/services`],
  ['MERGE', `${CORE}/services/mcp-stdio-ready-proxy`],
  ['MERGE', `${CORE}/services/mcp-other`],
  ['POST', `${CORE}/serviceaccounts/stdio-ready-proxy-runner/token`],
  ['POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${NAMESPACE}/rolebindings`],
  ['MERGE', `/apis/rbac.authorization.k8s.io/v1/namespaces/${NAMESPACE}/roles/stdio-ready-proxy-runner`],
  ['MERGE', `/apis/networking.k8s.io/v1/namespaces/${NAMESPACE}/networkpolicies/stdio-ready-mcp`],
  ['GET', '/api/v1/namespaces/kube-system/pods'],
  ['GET', '/api/v1/nodes'],
  ['GET', `/apis/toolhive.stacklok.dev/v1beta1/namespaces/${NAMESPACE}/mcpservers`],
];

/** Whether the API server lets each request through to where it would be answered. */
async function outcomes(client: KubeClient, requests: readonly Request[]): Promise<readonly string[]> {
  const found = await Promise.all(
    requests.map(async ([method, path]) => {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const { status } = await client.request(method, path, body);
      assert.notEqual(status, 401);
      return `${method} ${path} ${status === 403 ? 'denied' : 'allowed'}`;
    }),
  );
  return found;
}

function each(requests: readonly Request[], outcome: 'allowed' | 'denied'): readonly string[] {
  return requests.map(([method, path]) => `${method} ${path} ${outcome}`);
}

clusterTest(
  'role of stdio: every request of the proxy passes with its own token, and no other does',
  async (cluster) => {
    await makeRights(cluster, 'stdio-ready');
    const proxy = await actAs(cluster, 'stdio-ready-proxy-runner');
    const requests = proxyRequests('stdio-ready');
    const split = (of: 'needed' | 'ignored'): readonly Request[] =>
      requests.flatMap(([method, path, use]): readonly Request[] => (use === of ? [[method, path]] : []));
    assert.deepEqual(await outcomes(proxy, split('needed')), each(split('needed'), 'allowed'));
    assert.deepEqual(await outcomes(proxy, split('ignored')), each(split('ignored'), 'denied'));
    assert.deepEqual(await outcomes(proxy, ATTACKS), each(ATTACKS, 'denied'));
  },
);

clusterTest('role of stdio: the proxy may do nothing for another server', async (cluster) => {
  await makeRights(cluster, 'stdio-ready');
  const proxy = await actAs(cluster, 'stdio-ready-proxy-runner');
  const requests = proxyRequests('other').filter(([, path]) => path.includes('/other'));
  assert.equal(requests.length, 3);
  const plain = requests.map(([method, path]): Request => [method, path]);
  assert.deepEqual(await outcomes(proxy, plain), each(plain, 'denied'));
});

/** Every rule that an account has, as text. */
async function rulesOf(client: KubeClient): Promise<readonly string[]> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    spec: { namespace: NAMESPACE },
  };
  const answer: Loose = await client.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', review);
  assert.equal(answer.status, 201);
  const { resourceRules, nonResourceRules } = answer.body.status;
  const single = [...resourceRules, ...nonResourceRules].flatMap((rule: Loose) =>
    (rule.resources ?? rule.nonResourceURLs).flatMap((what: string) =>
      rule.verbs.map((verb: string) => `${verb} ${(rule.apiGroups ?? []).join()} ${what}`),
    ),
  );
  return [...new Set<string>(single)].toSorted();
}

/** What `kubectl auth can-i --list` prints for an account, without the order of its lines. */
async function canI(account: string): Promise<string> {
  const as = `--as=system:serviceaccount:${NAMESPACE}:${account}`;
  const { code, stdout, stderr } = await kubectl(['auth', 'can-i', '--list', '-n', NAMESPACE, as]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /selfsubjectaccessreviews/);
  return stdout.split('\n').toSorted().join('\n');
}

for (const example of ['readme', 'sse-demo']) {
  clusterTest(
    `role of ${example}: over HTTP the proxy may do what everybody may, and nothing else`,
    async (cluster) => {
      await makeRights(cluster, example);
      const everybody = {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'everybody', namespace: NAMESPACE },
      };
      await apply(cluster, everybody);
      const { name } = childrenOf(example).find(({ kind }) => kind === 'Role').metadata;
      const [proxy, nobody] = await Promise.all([actAs(cluster, name), actAs(cluster, 'everybody')]);
      assert.deepEqual(await rulesOf(proxy), await rulesOf(nobody));
      assert.equal(await canI(name), await canI('everybody'));
      // The proxy makes none of them, has no token to make them with, and would be refused.
      const [, ...requests] = proxyRequests(name.replace(/-proxy-runner$/, ''));
      const plain = requests.map(([method, path]): Request => [method, path]);
      assert.deepEqual(await outcomes(proxy, plain), each(plain, 'denied'));
      const { spec } = childrenOf(example).find(({ kind }) => kind === 'Deployment').spec.template;
      assert.equal(spec.automountServiceAccountToken, false);
      assert.deepEqual(
        spec.volumes.filter(({ projected }: Loose) => projected !== undefined),
        [],
      );
    },
  );
}

for (const example of exampleNames()) {
  clusterTest(`pods of ${example}: a namespace that enforces restricted admits them`, async (cluster) => {
    const namespace = `${NAMESPACE}-restricted`;
    if ((await cluster.get(`/api/v1/namespaces/${namespace}`)) === undefined) {
      await makeNamespace(cluster, namespace);
      cleanup.push(() => removeNamespace(cluster, namespace));
      const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
      await cluster.request('MERGE', `/api/v1/namespaces/${namespace}`, { metadata: { labels } });
    }
    const pods = childrenOf(example).filter(({ spec }) => spec?.template?.spec !== undefined);
    for (const { kind, spec } of pods) {
      // Accounts are not there; which one it is does not matter to Pod Security.
      const { serviceAccountName: _account, ...pod } = spec.template.spec;
      const object = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...spec.template.metadata, name: `${example}-${kind.toLowerCase()}`, namespace },
        spec: { ...pod, serviceAccountName: 'default', automountServiceAccountToken: false },
      };
      const answer = await cluster.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, object);
      const isRefused = NOT_RESTRICTED.has(example) && kind === 'StatefulSet';
      assert.equal(answer.status, isRefused ? 403 : 201, `${kind}: ${answer.body.message}`);
    }
  });
}

for (const example of exampleNames()) {
  clusterTest(`policies of ${example}: the API server stores them as they are sent`, async (cluster) => {
    await prepare(cluster);
    for (const policy of childrenOf(example).filter(({ kind }) => kind === 'NetworkPolicy')) {
      assert.deepEqual((await apply(cluster, policy)).spec, policy.spec);
    }
  });
}

const MADE_BY_CONTROLLERS = `${NAMESPACE}-controllers`;
const RUN = new Set(['Deployment', 'StatefulSet']);

/** Workloads of an example as they are applied to the namespace. */
function workloadsOf(example: string): readonly Loose[] {
  const workloads: readonly Loose[] = structuredClone(childrenOf(example).filter(({ kind }) => RUN.has(kind)));
  for (const { metadata } of workloads) metadata.namespace = MADE_BY_CONTROLLERS;
  return workloads;
}

clusterTest(
  'pods of every example: the controller manager makes them in a namespace that enforces restricted',
  async (cluster) => {
    await makeNamespace(cluster, MADE_BY_CONTROLLERS);
    cleanup.push(() => removeNamespace(cluster, MADE_BY_CONTROLLERS));
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await cluster.request('MERGE', `/api/v1/namespaces/${MADE_BY_CONTROLLERS}`, { metadata: { labels } });
    const all = exampleNames().flatMap(workloadsOf);
    const accounts = new Set(all.map(({ spec }) => spec.template.spec.serviceAccountName));
    const objects = [...accounts]
      .map((name): Loose => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }))
      .concat(all);
    const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
    const applied = await kubectl(['apply', '--server-side', '-n', MADE_BY_CONTROLLERS, '-f', '-'], text);
    assert.equal(applied.code, 0, applied.stderr);
    const refused = [...NOT_RESTRICTED]
      .flatMap(workloadsOf)
      .filter(({ kind }) => kind === 'StatefulSet')
      .map(nameOf);
    const wanted = all.filter(({ spec }) => spec.replicas !== 0).map(nameOf);
    const admitted = wanted.filter((name) => !refused.includes(name));
    assert.ok(admitted.length > 100, String(admitted.length));
    await waitFor('pods of all workloads', async () => {
      const owners = await ownersOfPods(cluster);
      const missing = admitted.filter((name) => !owners.has(name));
      if (missing.length > 0) throw new Error(`no pods of ${missing.join(', ')}`);
      return true;
    });
    // The controllers had their turn at these as well, and were refused.
    const owners = await ownersOfPods(cluster);
    assert.ok(refused.length > 1, refused.join());
    assert.deepEqual(
      refused.filter((name) => owners.has(name)),
      [],
    );
  },
  ['controllers'],
);

function nameOf({ kind, metadata }: Loose): string {
  return `${kind} ${metadata.name}`;
}

/** The workloads that have a pod: of a Deployment by its pods' names, which begin with that of its ReplicaSet. */
async function ownersOfPods(cluster: Cluster): Promise<ReadonlySet<string>> {
  const pods = await listAll(cluster, PODS, MADE_BY_CONTROLLERS);
  return new Set(
    pods.flatMap(({ metadata: { ownerReferences = [] } }) =>
      ownerReferences.map(({ kind, name }) =>
        kind === 'ReplicaSet' ? `Deployment ${name.replace(/-[^-]+$/, '')}` : `${kind} ${name}`,
      ),
    ),
  );
}
