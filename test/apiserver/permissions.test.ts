// Rights and policies on a real API server: what an account of a proxy may do, what Pod Security admits, what is stored.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { type Cluster, clusterTest, makeNamespace, removeNamespace } from './cluster.ts';
import { exampleNames } from './harness/examples.ts';
import { connect, type KubeClient, type Method } from './harness/kube-client.ts';
import { waitFor } from './harness/wait.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- objects of many kinds are read here, and a wrong path fails the test
type Loose = any;

const NAMESPACE = 'test-permissions';
const APPS = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets`;
const CORE = `/api/v1/namespaces/${NAMESPACE}`;
const EXAMPLES = join(import.meta.dirname, '../examples');

/** Examples whose own pod template breaks level restricted, about which they are warned. */
const NOT_RESTRICTED = new Set(['pod-template', 'profile-host-network']);

const folder = mkdtempSync(join(tmpdir(), 'toolhive-permissions-'));
const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(cleanup.map((step) => step()));
});

/** The children that an example expects, in the namespace of this file; none while they have not been written yet. */
function childrenOf(example: string): readonly Loose[] {
  const file = join(EXAMPLES, example, 'expected/children.yaml');
  if (!existsSync(file)) return [];
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .flatMap((document): Loose => document.toJS())
    .filter((child: Loose) => child?.metadata !== undefined)
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

/** A client with the token of a ServiceAccount. */
async function actAs(cluster: Cluster, account: string): Promise<KubeClient> {
  const path = `${pathOf('ServiceAccount')}/${account}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const answer: Loose = await cluster.request('POST', path, request);
  assert.equal(answer.status, 201);
  const config: Loose = parse(readFileSync(cluster.kubeconfig, 'utf8'));
  for (const { user } of config.users) {
    for (const member of Object.keys(user)) Reflect.deleteProperty(user, member);
    user.token = answer.body.status.token;
  }
  const file = join(folder, `${account}.yaml`);
  writeFileSync(file, stringify(config));
  return connect(file);
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

/** What the stock proxy asks the API server for over stdio, and what somebody in its place would like to ask for. */
const STDIO: readonly (readonly [Method, string, 'allowed' | 'denied'])[] = [
  ['GET', `${APPS}/stdio-ready`, 'allowed'],
  ['GET', `${CORE}/pods?labelSelector=app%3Dstdio-ready`, 'allowed'],
  ['POST', `${CORE}/pods/stdio-ready-0/attach?container=mcp&stdin=true&stdout=true`, 'allowed'],
  ['GET', `${APPS}/other`, 'denied'],
  ['GET', APPS, 'denied'],
  ['MERGE', `${APPS}/stdio-ready`, 'denied'],
  ['DELETE', `${APPS}/stdio-ready`, 'denied'],
  ['POST', APPS, 'denied'],
  ['POST', `${CORE}/pods/other-0/attach?container=mcp&stdin=true`, 'denied'],
  ['POST', `${CORE}/pods/stdio-ready-0/exec?container=mcp&command=sh`, 'denied'],
  ['GET', `${CORE}/pods/stdio-ready-0/log`, 'denied'],
  ['DELETE', `${CORE}/pods/stdio-ready-0`, 'denied'],
  ['POST', `${CORE}/pods`, 'denied'],
  ['GET', `${CORE}/secrets`, 'denied'],
  ['GET', `${CORE}/secrets/any`, 'denied'],
  ['GET', `${CORE}/configmaps`, 'denied'],
  ['GET', `${CORE}/configmaps/stdio-ready-runconfig`, 'denied'],
  ['MERGE', `${CORE}/services/mcp-stdio-ready-proxy`, 'denied'],
  ['GET', '/api/v1/namespaces/kube-system/pods', 'denied'],
  ['GET', `/apis/toolhive.stacklok.dev/v1beta1/namespaces/${NAMESPACE}/mcpservers`, 'denied'],
];

clusterTest('role of stdio: the token of the proxy may do what the proxy needs, and nothing else', async (cluster) => {
  await makeRights(cluster, 'stdio-ready');
  const proxy = await actAs(cluster, 'stdio-ready-proxy-runner');
  const found = await Promise.all(
    STDIO.map(async ([method, path]) => {
      const { status } = await proxy.request(method, path, method === 'GET' || method === 'DELETE' ? undefined : {});
      return [method, path, status === 403 ? 'denied' : 'allowed', status === 401] as const;
    }),
  );
  assert.deepEqual(
    found,
    STDIO.map(([method, path, expected]) => [method, path, expected, false]),
  );
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
      assert.equal((await proxy.request('GET', `${APPS}/any`)).status, 403);
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
