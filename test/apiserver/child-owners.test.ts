// Ownership on a real API server: every write of Metacontroller is checked, whatever owner the object names, because the hooks
// can answer with any; foreign objects are neither taken over nor deleted, and adopting and releasing is always possible.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { exampleChildren } from '../chart/example-children.ts';
import type { Rendered } from '../chart/render.ts';
import { type Cluster, installCrd, read, removeNamespace, serversPath } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import {
  assertRefused,
  assertTaken,
  owned,
  type Owner,
  type PolicyUnderTest,
  preparePolicy,
  send,
  type Sending,
  serverOwner,
} from './harness/child-policy.ts';
import type { ApiAnswer } from './harness/kube-client.ts';
import { listPath } from './harness/objects.ts';

const NAMESPACE = 'test-child-owners';
const OTHER = 'Widget.example.com';
const STORED = { stored: true };
/** Of the first example whose server has children of every kind, with the server's name in its place. */
const CHILDREN = childrenOf('a');

function childrenOf(name: string): readonly Rendered[] {
  const all = exampleChildren();
  const instance = 'app.kubernetes.io/instance';
  const server: string = all.find(({ kind }) => kind === 'Deployment')?.metadata.labels[instance];
  const own = all.filter(({ metadata }) => metadata.labels[instance] === server);
  return JSON.parse(JSON.stringify(own).replaceAll(server, name)) as readonly Rendered[];
}

function child(kind: string): Rendered {
  const found = CHILDREN.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no child of kind ${kind}`);
  return found;
}

/** Of the server `a`: the garbage collector removes what belongs to none. */
let uid: string;

function ofServer(object: Rendered, owners: readonly Owner[] = [serverOwner('a', uid)]): Rendered {
  return withMetadata(owned(object, NAMESPACE, uid), { ownerReferences: owners });
}

/** A Deployment that runs as root of its node. */
function hostile(owners?: readonly Owner[]): Rendered {
  const object = structuredClone(ofServer(child('Deployment'), owners));
  object.spec.template.spec.hostPID = true;
  return object;
}

/** What the hooks can answer with: Metacontroller adds no owner where one has the uid of the server. */
function invented(): Owner {
  return { ...serverOwner('a', uid), apiVersion: 'example.com/v1', kind: 'Widget' };
}

const OF_OTHERS = {
  ...serverOwner('w', '5f3ac1e4-0000-4000-8000-000000000002'),
  apiVersion: 'example.com/v1',
  kind: 'Widget',
};

let policy: PolicyUnderTest;
after(() => policy?.remove());

function write(object: Rendered, sending?: Sending): Promise<ApiAnswer> {
  return send(policy.account, object, sending);
}

function withMetadata(object: Rendered, metadata: object): Rendered {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

/** What is stored, without the version: controllers write its status meanwhile. */
function storedBy({ body }: ApiAnswer): Rendered {
  return withMetadata(body as unknown as Rendered, { resourceVersion: undefined });
}

/** Makes an object as somebody else, and returns it as it is stored. */
async function store(on: Cluster, object: Rendered): Promise<Rendered> {
  const answer = await send(on, object, STORED);
  assert.equal(answer.status, 201, answer.body.message);
  return storedBy(answer);
}

/** Makes the server `a` and returns its uid. */
async function makeServer(on: Cluster): Promise<string> {
  await installCrd(on);
  const metadata = { name: 'a', namespace: NAMESPACE };
  const spec = { image: 'example/a:1', transport: 'stdio' };
  const server = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata, spec };
  const { status, body } = await on.request('POST', serversPath(NAMESPACE), server);
  assert.equal(status, 201, body.message);
  return body.metadata.uid;
}

chartTest('owners: the policy is there', async (cluster) => {
  policy = await preparePolicy(cluster, NAMESPACE);
  uid = await makeServer(cluster);
  await policy.install([], async () => (await write(hostile())).status === 403);
});

/** Each with a part of the sentence that it is refused with. */
const wrongOwners = (): readonly (readonly [string, readonly Owner[], string])[] => [
  ['an invented owner with the uid of the server', [invented()], 'no other is added'],
  ['an invented owner of a kind called MCPServer', [{ ...invented(), kind: 'MCPServer' }], 'no other is added'],
  ['an invented owner that is no controller', [{ ...invented(), controller: false }], 'no other is added'],
  [
    'an invented owner beside the server',
    [{ ...OF_OTHERS, controller: false }, serverOwner('a', uid)],
    'no other is added',
  ],
  ['another server', [{ ...serverOwner('a', uid), uid: '5f3ac1e4-0000-4000-8000-000000000002' }], 'no other is added'],
  [
    'one server under two names',
    [serverOwner('a', uid), { ...serverOwner('b', uid), controller: false }],
    'to one MCPServer',
  ],
  ['no owner', [], 'to one MCPServer'],
];

for (const limit of ['servers', 'all']) {
  chartTest(`owners: with limitChildren=${limit} an object is judged whatever its owner is`, async () => {
    const noLabel = withMetadata(ofServer(child('Role')), { labels: {} });
    await policy.install(
      [`metacontroller.limitChildren=${limit}`],
      async () => (await write(hostile())).status === 403,
    );
    for (const method of ['POST', 'APPLY'] as const) {
      for (const [says, owners, words] of wrongOwners()) {
        // The API server itself takes an owner only once there.
        if (method === 'APPLY' && says.includes('two names')) continue;
        for (const object of [ofServer(child('Role'), owners), hostile(owners)])
          assertRefused(await write(object, { method }), words, `${method} ${object.kind} with ${says}`);
      }
      assertRefused(await write(noLabel, { method }), 'no other is added', 'without label');
    }
  });
}

chartTest('owners: an object has a name of its server, and none that is generated', async () => {
  for (const kind of ['ServiceAccount', 'ConfigMap', 'Service', 'Deployment', 'StatefulSet', 'NetworkPolicy', 'Role']) {
    for (const name of ['b', 'a-b', 'mcp-b'])
      assertRefused(await write(withMetadata(ofServer(child(kind)), { name })), 'one of the names', `${kind} ${name}`);
  }
  const binding = withMetadata(ofServer(child('RoleBinding')), { name: 'b' });
  assertRefused(await write(binding), 'one of the names');
  const roots = withMetadata(ofServer(child('ConfigMap')), { name: 'kube-root-ca.crt' });
  assertRefused(await write(roots, { method: 'APPLY' }), 'somebody else is not taken over');
  const { name: _name, ...metadata } = ofServer(child('ConfigMap')).metadata;
  const generated = { ...child('ConfigMap'), metadata: { ...metadata, generateName: 'a-runconfig' } };
  assertRefused(await write(generated as unknown as Rendered), 'one of the names');
});

chartTest('owners: what is stored stays judged, by every way to write it', async () => {
  const role = ofServer(child('Role'));
  assertTaken(await write(role, STORED), 'the role');
  const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }];
  for (const method of ['PUT', 'APPLY', 'MERGE'] as const) {
    assertRefused(await write({ ...role, rules }, { method }), 'what the stdio proxy', method);
    assertRefused(await write(ofServer(role, [invented()]), { method }), 'no other is added', method);
    assertTaken(await write(withMetadata(role, { annotations: { a: 'b' } }), { method }), method);
  }
});

chartTest('owners: an object of somebody else is not taken over, unless it says whose it is', async (cluster) => {
  const {
    labels: _labels,
    ownerReferences: _owners,
    ...metadata
  } = ofServer(child('ConfigMap')).metadata as Rendered['metadata'] & { ownerReferences: unknown };
  const foreign = await store(cluster, {
    ...child('ConfigMap'),
    metadata: { ...metadata, labels: { 'app.kubernetes.io/managed-by': 'Helm' } },
  });
  const ours = ofServer(child('ConfigMap'));
  for (const method of ['PUT', 'APPLY', 'MERGE'] as const)
    assertRefused(await write(ours, { method }), 'somebody else is not taken over', method);
  assertRefused(await write(foreign, { method: 'DELETE' }), 'deletes only what belongs');
  for (const labels of [
    { 'controller-uid': 'old' },
    { toolhive: 'true' },
    { 'app.kubernetes.io/managed-by': 'toolhive-operator' },
  ]) {
    assertTaken(
      await send(cluster, withMetadata(foreign, { labels }), {
        method: 'PUT',
        stored: true,
      }),
      'its owner',
    );
    assertTaken(await write(ours, { method: 'APPLY' }), JSON.stringify(labels));
  }
});

chartTest(
  'owners: adopting and releasing is possible whatever the object is, and changes nothing else',
  async (cluster) => {
    const service = ofServer(child('Service'), []);
    const spec = { ...service.spec, type: 'LoadBalancer', externalIPs: ['192.0.2.1'] };
    const orphan = await store(cluster, withMetadata({ ...service, spec }, { name: 'anything' }));
    const put = { method: 'PUT' } as const;
    const adopted = withMetadata(orphan, { ownerReferences: [serverOwner('a', uid)] });
    assertTaken(await write(adopted, put), 'adopting');
    for (const [says, owners] of wrongOwners().filter(([, all]) => all.length === 1))
      assertRefused(await write(withMetadata(orphan, { ownerReferences: owners }), put), 'no other is added', says);
    const ports = [{ name: 'more', port: 1, targetPort: 1 }];
    assertRefused(await write({ ...adopted, spec: { ...adopted.spec, ports } }, put), 'one of the names');
    for (const more of [
      { labels: { ...adopted.metadata.labels, a: 'b' } },
      { annotations: { a: 'b' } },
      { finalizers: ['a/b'] },
    ])
      assertRefused(await write(withMetadata(adopted, more), put), 'one of the names', JSON.stringify(more));
    const stored = await write(adopted, { ...put, stored: true });
    assertTaken(stored, 'adopting');
    assertTaken(await write(withMetadata(storedBy(stored), { ownerReferences: [] }), put), 'releasing');
    // What was adopted and is not asked for goes, as before.
    assertTaken(await write(adopted, { method: 'DELETE', stored: true }), 'deleting');
  },
);

chartTest('owners: no subresource is written', async () => {
  const deployment = ofServer(child('Deployment'));
  assertTaken(await write(deployment, STORED), 'the Deployment');
  const put = { method: 'PUT' } as const;
  const scale = {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name: 'a', namespace: NAMESPACE },
    spec: { replicas: 9 },
  };
  const path = listPath({ apiVersion: 'apps/v1', resource: 'deployments' }, NAMESPACE);
  assertRefused(await policy.account.request('PUT', `${path}/a/scale?dryRun=All`, scale), 'no subresource', 'scale');
  assertRefused(await write(deployment, { ...put, subresource: '/status' }), 'no subresource', 'status');
  const account = ofServer(child('ServiceAccount'));
  assertTaken(await write(account, STORED), 'the account');
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const tokens = `${listPath({ apiVersion: 'v1', resource: 'serviceaccounts' }, NAMESPACE)}/${account.metadata.name}/token`;
  assertRefused(await policy.account.request('POST', tokens, request), 'no subresource', 'token');
});

chartTest('owners: deleting is for what belongs to a server, one by one and together', async () => {
  const accounts = listPath({ apiVersion: 'v1', resource: 'serviceaccounts' }, NAMESPACE);
  assertRefused(await policy.account.request('DELETE', `${accounts}/controller`), 'deletes only what belongs');
  const all = await policy.account.request('DELETE', `${accounts}?fieldSelector=metadata.name%3Dcontroller`);
  assertRefused(all, 'deletes only what belongs', 'together');
  assertTaken(await write(ofServer(child('Deployment')), { method: 'DELETE', stored: true }), 'a child');
});

chartTest('owners: the largest objects are compared with their old state within the budget', async () => {
  const own = withMetadata(ofServer(child('ConfigMap')), { name: 'a-runconfig' });
  const map = { ...own, data: { text: 'x'.repeat(900_000) } };
  const set = structuredClone(ofServer(child('StatefulSet')));
  const [container] = set.spec.template.spec.containers;
  const env = Array.from({ length: 500 }, (_, index) => ({ name: `V${index}`, value: 'x'.repeat(500) }));
  const more = Array.from({ length: 3 }, (_, index) => ({ ...container, name: `c${index}`, ports: [], env }));
  set.spec.template.spec.containers.push(...more);
  for (const object of [map, set]) {
    const stored = await write(object, STORED);
    assertTaken(stored, object.kind);
    assertTaken(await write(storedBy(stored), { method: 'PUT' }), `${object.kind} unchanged`);
    assertTaken(await write(withMetadata(object, { annotations: { a: 'b' } }), { method: 'PUT' }), object.kind);
  }
});

chartTest('owners: of an MCPServer Metacontroller writes status and finalizers', async (cluster) => {
  const path = `${serversPath(NAMESPACE)}/a`;
  const stored = (await read(cluster, path)) as unknown as Rendered;
  const put = (object: unknown, subresource = ''): Promise<ApiAnswer> =>
    policy.account.request('PUT', `${path}${subresource}?dryRun=All`, object);
  assertTaken(await put({ ...stored, status: { phase: 'Pending' } }, '/status'), 'status');
  assertTaken(await put(withMetadata(stored, { finalizers: ['metacontroller.io/a'] })), 'finalizers');
  for (const object of [
    { ...stored, spec: { ...stored.spec, image: 'b/a:1' } },
    withMetadata(stored, { annotations: { a: 'b' } }),
  ])
    assertRefused(await put(object), 'the kinds of children');
  assertRefused(await policy.account.request('DELETE', path), 'the kinds of children');
});

chartTest('owners: only what is provably written for other parents is left alone', async (cluster) => {
  const others = `metacontroller.otherParents={${OTHER},StatefulSet.apps,Service}`;
  const noLabel = { labels: child('Deployment').spec.template.metadata.labels };
  const theirs = withMetadata(hostile([OF_OTHERS]), noLabel);
  assertRefused(await write(theirs), 'no other is added');
  await policy.install([others], async () => (await write(theirs)).status === 201);
  const role = withMetadata(ofServer(child('Role'), [OF_OTHERS]), { name: 'theirs', labels: {} });
  assertTaken(await write(role), 'their Role');
  for (const [says, owners] of wrongOwners()) assertRefused(await write(hostile(owners)), 'MCPServer', says);
  for (const [says, owners] of [
    ['an owner that is no controller', [{ ...OF_OTHERS, controller: false }]],
    ['an owner of another group', [{ ...OF_OTHERS, apiVersion: 'other.com/v1' }]],
    ['an owner of another kind', [{ ...OF_OTHERS, kind: 'Gadget' }]],
    ['a server beside their owner', [OF_OTHERS, { ...serverOwner('a', uid), controller: false }]],
  ] as const)
    assertRefused(await write(withMetadata(hostile(owners), noLabel)), 'MCPServer', says);
  // A child of ours does not become theirs by a write that takes the label off.
  const ours = ofServer(child('Role'));
  const turned = withMetadata({ ...ours, rules: [] }, { labels: {}, ownerReferences: [OF_OTHERS] });
  assertRefused(await write(turned, { method: 'PUT' }), 'no other is added');
  const parent = await store(
    cluster,
    withMetadata(child('StatefulSet'), { name: 'theirs', namespace: NAMESPACE, labels: {} }),
  );
  assertTaken(await write(withMetadata(parent, { annotations: { a: 'b' } }), { method: 'PUT' }), 'their parent');
  assertRefused(await write(ofServer(withMetadata(child('StatefulSet'), { name: 'b' }))), 'one of the names');
});

chartTest('owners: the namespace of this file can go', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
