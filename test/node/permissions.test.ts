// Permission profiles on a real node: pods try what their profile closes, and packets are really dropped.

import assert from 'node:assert/strict';
import { after, describe } from 'node:test';
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
import { apiServer, ELSEWHERE, outside, OUTSIDE, resolver } from './harness-targets.ts';
import {
  endOf,
  get,
  listen,
  podEnd,
  predicted,
  reached,
  type Target,
  type Targets,
  TRIES_AT_ONCE,
} from './harness-reach.ts';

const NAMESPACE = 'test-permissions';
const CORE = `/api/v1/namespaces/${NAMESPACE}`;
const STRANGER = 'stranger';
const STRANGER_PORT = 7070;
const BACKEND_PORT = 3001;
const PROXY_PORT = 8080;

const SETTINGS = { proxy: { image: 'stand-in:1' } };
const QUARANTINE = 'mcpserver.toolhive.stacklok.dev/quarantine';

let operator: { readonly stop: () => Promise<void> } | undefined;
const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** Two ports of the world outside; the profiles name the first. */
const [web, other] = await Promise.all([listen('web'), listen('other')]);
for (const { server } of [web, other]) server.unref();

const OUTSIDE_ONLY = { network: { outbound: { allow_host: ['198.51.100.0/24'], allow_port: [web.port] } } };
const ELSEWHERE_ONLY = { network: { outbound: { allow_host: [ELSEWHERE] } } };

/** A profile of one's own. */
function custom(outbound: object): object {
  return { type: 'inline', inline: { network: { outbound } } };
}

/** Everything but the backend of another server, which only its own proxy reaches. */
const ALL_BUT_BACKENDS = ['api', 'dns', 'elsewhere', 'other-port', 'pod', 'proxy', 'web'];

/** Each profile and what its backend reaches: by the meaning of the profile, not by its policy. */
const PROFILES: Readonly<Record<string, { readonly profile: object; readonly reaches: readonly string[] }>> = {
  none: { profile: { type: 'builtin', name: 'none' }, reaches: [] },
  network: { profile: { type: 'builtin', name: 'network' }, reaches: ALL_BUT_BACKENDS },
  everything: { profile: custom({ insecure_allow_all: true }), reaches: ALL_BUT_BACKENDS },
  inline: { profile: { type: 'inline', inline: OUTSIDE_ONLY }, reaches: ['web'] },
  block: { profile: custom({ allow_host: ['198.51.100.0/24'] }), reaches: ['other-port', 'web'] },
  // A port of any address needs look-ups; nothing else listens on it.
  port: { profile: custom({ allow_port: [web.port] }), reaches: ['dns', 'elsewhere', 'web'] },
  // Names need an engine that knows them, which this cluster does not have.
  names: { profile: custom({ allow_host: ['api.example.com'] }), reaches: [] },
  empty: { profile: custom({}), reaches: [] },
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

/** Everything that is tried from a pod. The neighbour is another server. */
async function targets(cluster: Cluster, neighbour: string): Promise<Targets> {
  const pods = await listAll(cluster, PODS, NAMESPACE);
  const podOf = (component: string): WireObject =>
    pods.find(
      ({ metadata: { labels } }) =>
        labels?.['app.kubernetes.io/instance'] === neighbour && labels['app.kubernetes.io/component'] === component,
    ) as WireObject;
  return {
    web: outside(OUTSIDE, web.port),
    'other-port': outside(OUTSIDE, other.port),
    elsewhere: outside(ELSEWHERE, web.port),
    api: await apiServer(cluster),
    dns: await resolver(cluster),
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
    pod: strangerTarget(pods),
  };
}

/** A pod of the namespace that is no server's. */
function strangerTarget(pods: readonly WireObject[]): Target {
  const end = endOf(pods.find(({ metadata: { name } }) => name === STRANGER) as WireObject);
  return { command: get(`http://${end.ip}:${STRANGER_PORT}`), end, port: STRANGER_PORT };
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
      containers: [
        { name: 'shell', image: 'toolbox:1', command: ['httpd', '-f', '-p', `${STRANGER_PORT}`, '-h', '/tmp'] },
      ],
      terminationGracePeriodSeconds: 0,
    },
  });
  operator = await startOperator(cluster, { hooks: { settings: SETTINGS } });
  cleanup.push(async () => operator?.stop());
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

describe('permissions: what pods reach', { concurrency: TRIES_AT_ONCE }, () => {
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
});

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

clusterTest(
  'permissions: quarantine cuts server and proxy with the same pods, and lets them in again',
  async (cluster) => {
    const before = await podsOf(cluster, 'network');
    const tried = await targets(cluster, 'none');
    const { proxy } = (await targets(cluster, 'network')) as { readonly proxy: Target };
    const knock = (): Promise<readonly string[]> => reached(place(STRANGER), { proxy });
    assert.deepEqual(await knock(), ['proxy']);
    // As docs/permissions.md says it.
    const cut = await shell(`kubectl annotate mcpserver network -n ${NAMESPACE} ${QUARANTINE}=true`);
    assert.equal(cut.code, 0, cut.stderr);
    await settled('network-0', tried, []);
    assert.deepEqual(await knock(), []);
    assert.deepEqual(await predicted(cluster, await podEnd(cluster, NAMESPACE, 'network-0'), tried), []);
    const server = await read(cluster, `${serversPath(NAMESPACE)}/network`);
    assert.equal(conditionOf(server, 'Quarantined')?.status, 'True');
    const freed = await shell(`kubectl annotate mcpserver network -n ${NAMESPACE} ${QUARANTINE}-`);
    assert.equal(freed.code, 0, freed.stderr);
    await settled('network-0', tried, ALL_BUT_BACKENDS);
    assert.deepEqual(await knock(), ['proxy']);
    assert.deepEqual(await podsOf(cluster, 'network'), before);
  },
);

clusterTest(
  'permissions: what the settings close is closed under every profile, with the same pods',
  async (cluster) => {
    const names = ['network', 'everything', 'block', 'port'];
    const before = await Promise.all(names.map((name) => podsOf(cluster, name)));
    await operator?.stop();
    const permissionProfiles = { network: { except: ['198.51.100.0/24'] } };
    operator = await startOperator(cluster, { hooks: { settings: { ...SETTINGS, permissionProfiles } } });
    const tried = await targets(cluster, 'none');
    for (const name of names) {
      const open = (PROFILES[name]?.reaches ?? []).filter((target) => target !== 'web' && target !== 'other-port');
      await settled(`${name}-0`, tried, open);
      assert.deepEqual(await predicted(cluster, await podEnd(cluster, NAMESPACE, `${name}-0`), tried), open);
    }
    assert.deepEqual(await Promise.all(names.map((name) => podsOf(cluster, name))), before);
  },
);

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
