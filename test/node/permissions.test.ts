// Permission profiles on a real node: pods try what their profile closes, and packets are really dropped.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import {
  clusterTest,
  installCrd,
  makeNamespace,
  read,
  removeNamespace,
  serversPath,
  type Cluster,
} from '../apiserver/cluster.ts';
import { shell } from '../apiserver/harness/kubectl.ts';
import { startOperator } from '../apiserver/harness/loop.ts';
import { listAll, listPath, PODS, SERVICES } from '../apiserver/harness/objects.ts';
import { waitFor } from '../apiserver/harness/wait.ts';
import { conditionOf, type WireObject } from '../apiserver/harness/wire.ts';
import { endOf, get, listen, podEnd, predicted, reached, type Target, type Targets } from './harness-reach.ts';

const NAMESPACE = 'test-permissions';
const CORE = `/api/v1/namespaces/${NAMESPACE}`;
const STRANGER = 'stranger';
/** Addresses of this machine that stand for the world outside. */
const OUTSIDE = '198.51.100.1';
const ELSEWHERE = '203.0.113.1';
const BACKEND_PORT = 3001;
const PROXY_PORT = 8080;

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** Two ports of the world outside; the profiles name the first. */
const [web, other] = await Promise.all([listen('web'), listen('other')]);
for (const { server } of [web, other]) server.unref();

const OUTSIDE_ONLY = { network: { outbound: { allow_host: ['198.51.100.0/24'], allow_port: [web.port] } } };
const ELSEWHERE_ONLY = { network: { outbound: { allow_host: [ELSEWHERE] } } };

/** Each profile and what its backend reaches: by the meaning of the profile, not by its policy. */
const PROFILES: Readonly<Record<string, { readonly profile: object; readonly reaches: readonly string[] }>> = {
  none: { profile: { type: 'builtin', name: 'none' }, reaches: [] },
  network: {
    profile: { type: 'builtin', name: 'network' },
    reaches: ['api', 'dns', 'elsewhere', 'other-port', 'proxy', 'web'],
  },
  inline: { profile: { type: 'inline', inline: OUTSIDE_ONLY }, reaches: ['web'] },
  mapped: { profile: { type: 'configmap', name: 'profiles', key: 'web.json' }, reaches: ['web'] },
};

function manifest(name: string, permissionProfile: object): object {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name },
    spec: {
      image: 'toolbox:1',
      transport: 'streamable-http',
      mcpPort: BACKEND_PORT,
      proxyPort: PROXY_PORT,
      args: ['sh', '-c', `echo backend of ${name} >/tmp/index.html; exec httpd -f -p ${BACKEND_PORT} -h /tmp`],
      permissionProfile,
      resources: { requests: { cpu: '20m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    },
  };
}

async function create(cluster: Cluster, path: string, object: object): Promise<void> {
  const answer = await cluster.request('POST', path, object);
  assert.equal(answer.status, 201, answer.body.message);
}

async function address(cluster: Cluster, service: string): Promise<string> {
  const { spec } = await read(cluster, `${listPath(SERVICES, NAMESPACE)}/${service}`);
  return (spec as { readonly clusterIP: string }).clusterIP;
}

/** Where the API server's Service leads to. */
async function apiServer(cluster: Cluster): Promise<Pick<Target, 'end' | 'port'>> {
  const slices = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';
  const slice = (await read(cluster, `${slices}/kubernetes`)) as unknown as EndpointSlice;
  return { end: { ip: slice.endpoints[0]?.addresses[0] ?? '' }, port: slice.ports?.[0]?.port ?? 0 };
}

/** Everything that is tried from a pod. The neighbour is another server. */
async function targets(cluster: Cluster, neighbour: string): Promise<Targets> {
  const pods = await listAll(cluster, PODS, NAMESPACE);
  const dns = (await listAll(cluster, PODS, 'kube-system')).find(
    (pod) => pod.metadata.labels?.['k8s-app'] === 'kube-dns',
  );
  const podOf = (component: string): WireObject =>
    pods.find(
      ({ metadata: { labels } }) =>
        labels?.['app.kubernetes.io/instance'] === neighbour && labels['app.kubernetes.io/component'] === component,
    ) as WireObject;
  return {
    web: { command: get(`http://${OUTSIDE}:${web.port}`), end: { ip: OUTSIDE }, port: web.port },
    'other-port': { command: get(`http://${OUTSIDE}:${other.port}`), end: { ip: OUTSIDE }, port: other.port },
    elsewhere: { command: get(`http://${ELSEWHERE}:${web.port}`), end: { ip: ELSEWHERE }, port: web.port },
    api: { command: get('https://10.0.0.1/version'), ...(await apiServer(cluster)) },
    dns: {
      command: 'timeout 4 nslookup kubernetes.default.svc.cluster.local',
      end: endOf(dns as WireObject),
      port: 53,
      protocol: 'UDP',
    },
    backend: {
      command: get(`http://${await address(cluster, `mcp-${neighbour}`)}:${BACKEND_PORT}`),
      end: endOf(podOf('backend')),
      port: BACKEND_PORT,
    },
    proxy: {
      command: get(`http://${await address(cluster, `mcp-${neighbour}-proxy`)}:${PROXY_PORT}`),
      end: endOf(podOf('proxy')),
      port: PROXY_PORT,
    },
  };
}

function place(pod: string): { readonly namespace: string; readonly pod: string; readonly container?: string } {
  return { namespace: NAMESPACE, pod, ...(pod !== STRANGER && { container: 'mcp' }) };
}

clusterTest('permissions: servers with every kind of profile become Ready', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  await create(cluster, `${CORE}/configmaps`, {
    metadata: { name: 'profiles' },
    data: { 'web.json': JSON.stringify(OUTSIDE_ONLY) },
  });
  await create(cluster, `${CORE}/pods`, {
    metadata: { name: STRANGER, labels: { app: STRANGER } },
    spec: {
      containers: [{ name: 'shell', image: 'toolbox:1', command: ['sleep', '3600'] }],
      terminationGracePeriodSeconds: 0,
    },
  });
  const operator = await startOperator(cluster, { hooks: { settings: { proxy: { image: 'stand-in:1' } } } });
  cleanup.push(operator.stop);
  for (const [name, { profile }] of Object.entries(PROFILES))
    await create(cluster, serversPath(NAMESPACE), manifest(name, profile));
  for (const name of Object.keys(PROFILES)) await phase(cluster, name, 'Ready');
});

async function phase(cluster: Cluster, name: string, wanted: string): Promise<WireObject> {
  return waitFor(
    `${name} to be ${wanted}`,
    async () => {
      const server = await read(cluster, `${serversPath(NAMESPACE)}/${name}`);
      if (server.status?.phase !== wanted) throw new Error(`${server.status?.phase}: ${server.status?.message}`);
      return server;
    },
    { seconds: 180 },
  );
}

for (const [name, { reaches }] of Object.entries(PROFILES)) {
  const all = reaches.length === 0 ? 'nothing' : `only ${reaches.join(', ')}`;
  clusterTest(
    `permissions: a backend with profile ${name} reaches ${all}, as its policies predict`,
    async (cluster) => {
      const tried = await targets(cluster, name === 'none' ? 'inline' : 'none');
      assert.deepEqual(await reached(place(`${name}-0`), tried), reaches);
      assert.deepEqual(await predicted(cluster, await podEnd(cluster, NAMESPACE, `${name}-0`), tried), reaches);
    },
  );

  clusterTest(
    `permissions: another pod reaches ${name} through its proxy only, as the policies predict`,
    async (cluster) => {
      const { backend, proxy } = await targets(cluster, name);
      const tried = { backend, proxy } as Targets;
      assert.deepEqual(await reached(place(STRANGER), tried), ['proxy']);
      assert.deepEqual(await predicted(cluster, await podEnd(cluster, NAMESPACE, STRANGER), tried), ['proxy']);
      const body = await shell(
        `kubectl exec ${STRANGER} -n ${NAMESPACE} -- curl -s -m 5 http://mcp-${name}-proxy:${PROXY_PORT}/`,
      );
      assert.equal(body.stdout, `backend of ${name}\n`, body.stderr);
    },
  );
}

clusterTest('permissions: an edit of the ConfigMap changes what is reached, with the same pods', async (cluster) => {
  const before = await podsOf(cluster, 'mapped');
  const tried = await targets(cluster, 'none');
  await edit(cluster, JSON.stringify(ELSEWHERE_ONLY));
  await settled('mapped-0', tried, ['elsewhere']);
  await edit(cluster, JSON.stringify(OUTSIDE_ONLY));
  await settled('mapped-0', tried, ['web']);
  assert.deepEqual(await podsOf(cluster, 'mapped'), before);
});

clusterTest('permissions: a profile that cannot be read any more leaves the last one in force', async (cluster) => {
  const before = await podsOf(cluster, 'mapped');
  const tried = await targets(cluster, 'none');
  await edit(cluster, '{"network": ');
  const { status } = await phase(cluster, 'mapped', 'Failed');
  assert.match(status.message ?? '', /ConfigMap profiles/);
  assert.deepEqual(await reached(place('mapped-0'), tried), ['web']);
  await edit(cluster, JSON.stringify(OUTSIDE_ONLY));
  const healed = await phase(cluster, 'mapped', 'Ready');
  assert.equal(conditionOf(healed, 'PermissionsEnforced')?.status, 'True');
  assert.deepEqual(await podsOf(cluster, 'mapped'), before);
});

clusterTest('permissions: a server whose profile is missing runs nothing until it is there', async (cluster) => {
  const profile = { type: 'configmap', name: 'later', key: 'web.json' };
  await create(cluster, serversPath(NAMESPACE), manifest('waiting', profile));
  await phase(cluster, 'waiting', 'Failed');
  assert.deepEqual(await podsOf(cluster, 'waiting'), []);
  await create(cluster, `${CORE}/configmaps`, {
    metadata: { name: 'later' },
    data: { 'web.json': JSON.stringify(OUTSIDE_ONLY) },
  });
  await phase(cluster, 'waiting', 'Ready');
  assert.deepEqual(await reached(place('waiting-0'), await targets(cluster, 'none')), ['web']);
});

async function edit(cluster: Cluster, text: string): Promise<void> {
  const answer = await cluster.request('MERGE', `${CORE}/configmaps/profiles`, { data: { 'web.json': text } });
  assert.equal(answer.status, 200, answer.body.message);
}

/** Waits until a pod reaches exactly these. */
async function settled(pod: string, tried: Targets, wanted: readonly string[]): Promise<void> {
  await waitFor(`${pod} to reach ${wanted.join(', ')}`, async () => {
    const found = await reached(place(pod), tried);
    if (found.join() !== wanted.join()) throw new Error(`it reaches ${found.join(', ')}`);
    return true;
  });
}

/** Names and uids of a server's pods. */
async function podsOf(cluster: Cluster, name: string): Promise<readonly string[]> {
  const pods = await listAll(cluster, PODS, NAMESPACE);
  return pods
    .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === name)
    .map(({ metadata }) => `${metadata.name} ${metadata.uid}`)
    .toSorted();
}
