// What proxies reach on a real node: packets arrive at pods on other ports than URLs say, and resolvers run on the node itself. A
// pod with the labels of each proxy tries, for the proxy's own image has no shell.

import assert from 'node:assert/strict';
import { after, describe } from 'node:test';
import {
  type Cluster,
  clusterTest,
  installCrd,
  makeNamespace,
  read,
  removeNamespace,
  serversPath,
} from '../apiserver/cluster.ts';
import { startOperator } from '../apiserver/harness/loop.ts';
import { DEPLOYMENTS, listPath, PODS, SERVICES } from '../apiserver/harness/objects.ts';
import { waitFor } from '../apiserver/harness/wait.ts';
import { conditionOf, type WireObject } from '../apiserver/harness/wire.ts';
import { endOf, get, podEnd, predicted, reached, type Target, type Targets, TRIES_AT_ONCE } from './harness-reach.ts';
import { apiServer, resolver } from './harness-targets.ts';

const HOME = 'test-egress';
const CACHE = 'test-egress-cache';
const AUTH = 'test-egress-auth';
const GATEWAYS = 'test-egress-gateways';
const IMAGE = { proxy: { image: 'stand-in:1' } };
/** Link-local addresses, and the network of the pods. */
const DENIED = { network: { except: ['169.254.0.0/16', '169.254.169.254/32', '10.244.0.0/16'] } };

/** A Service whose pods listen on another port than it has. */
interface Behind {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
}

const SERVICES_HERE: Readonly<Record<string, Behind>> = {
  redis: { namespace: CACHE, name: 'redis', port: 6380, targetPort: 6379 },
  issuer: { namespace: AUTH, name: 'keycloak', port: 80, targetPort: 8080 },
  collector: { namespace: HOME, name: 'otel', port: 4317, targetPort: 14_317 },
  gateway: { namespace: GATEWAYS, name: 'gateway', port: 443, targetPort: 10_443 },
};

const LOOK_UPS = ['cloud-dns', 'cloud-dns-tcp', 'dns', 'node-dns'];

function inlineIssuer(issuer: string): object {
  return { oidcConfig: { type: 'inline', inline: { issuer, audience: 'mcp', insecureAllowHTTP: true } } };
}

/** Each server, and what its proxy reaches beside resolvers; then the same where the settings have a list and denied ranges. */
const SERVERS: Readonly<
  Record<string, { readonly spec: object; readonly derived: string[]; readonly listed: string[] }>
> = {
  plain: { spec: {}, derived: [], listed: ['gateway'] },
  cached: {
    spec: { sessionStorage: { provider: 'redis', address: `redis.${CACHE}.svc:6380` } },
    derived: ['redis'],
    listed: ['gateway'],
  },
  'signed-in': { spec: inlineIssuer(`http://keycloak.${AUTH}.svc`), derived: ['issuer'], listed: ['gateway'] },
  traced: {
    spec: {
      telemetry: {
        openTelemetry: { enabled: true, endpoint: 'otel:4317', insecure: true, tracing: { enabled: true } },
      },
    },
    derived: ['collector'],
    listed: ['gateway'],
  },
  tokens: {
    spec: { oidcConfig: { type: 'kubernetes', kubernetes: { audience: 'mcp' } } },
    derived: ['api'],
    listed: ['api', 'gateway'],
  },
  // Its address leads to metadata, on a port of the resolver's address.
  greedy: { spec: inlineIssuer('http://169.254.169.254'), derived: ['metadata'], listed: ['gateway'] },
};

let operator: { readonly stop: () => Promise<void> } | undefined;
const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

async function create(cluster: Cluster, path: string, object: object): Promise<void> {
  const answer = await cluster.request('POST', path, object);
  assert.equal(answer.status, 201, answer.body.message);
}

function shellPod(name: string, labels: object, command: readonly string[]): object {
  const containers = [{ name: 'shell', image: 'toolbox:1', command }];
  return {
    metadata: { name, labels },
    spec: { containers, terminationGracePeriodSeconds: 0, automountServiceAccountToken: false },
  };
}

async function createService(cluster: Cluster, { namespace, name, port, targetPort }: Behind): Promise<void> {
  const command = ['httpd', '-f', '-p', `${targetPort}`, '-h', '/tmp'];
  await create(cluster, listPath(PODS, namespace), shellPod(name, { app: name }, command));
  await create(cluster, listPath(SERVICES, namespace), {
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port, targetPort }] },
  });
}

/** A resolver in the network of the node, under the addresses that NodeLocal DNSCache and Cloud DNS have. */
async function createNodeResolver(cluster: Cluster): Promise<void> {
  const addresses = ['169.254.20.10', '169.254.169.254'].map((ip) => `ip addr replace ${ip}/32 dev lo`).join('; ');
  const privileged = { privileged: true, runAsUser: 0 };
  await create(cluster, listPath(PODS, 'kube-system'), {
    metadata: { name: 'node-resolver', labels: { app: 'node-resolver' } },
    spec: {
      hostNetwork: true,
      terminationGracePeriodSeconds: 0,
      initContainers: [
        { name: 'addresses', image: 'toolbox:1', command: ['sh', '-c', addresses], securityContext: privileged },
      ],
      containers: [
        { name: 'resolver', image: 'stand-in:1', command: ['/node', '/resolver.mjs'], securityContext: privileged },
      ],
    },
  });
  cleanup.push(async () => void (await cluster.request('DELETE', `${listPath(PODS, 'kube-system')}/node-resolver`)));
}

function serverOf(name: string, spec: object): object {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name },
    spec: {
      image: 'toolbox:1',
      transport: 'streamable-http',
      mcpPort: 3001,
      args: ['httpd', '-f', '-p', '3001', '-h', '/tmp'],
      resources: { requests: { cpu: '10m', memory: '16Mi' } },
      ...spec,
    },
  };
}

function lookUpAt(ip: string): Target {
  return { command: `timeout 4 nslookup cached.example ${ip}`, end: { ip }, port: 53, protocol: 'UDP' };
}

/** What listens beside Cloud DNS on its address, over TCP. */
function besideCloudDns(port: number): Target {
  return { command: get(`http://169.254.169.254:${port}`), end: { ip: '169.254.169.254' }, port };
}

async function targetBehind(cluster: Cluster, { namespace, name, port, targetPort }: Behind): Promise<Target> {
  const pod = await read(cluster, `${listPath(PODS, namespace)}/${name}`);
  return { command: get(`http://${name}.${namespace}.svc:${port}`), end: endOf(pod), port: targetPort };
}

async function targets(cluster: Cluster): Promise<Targets> {
  const behind = Object.entries(SERVICES_HERE).map(
    async ([key, service]) => [key, await targetBehind(cluster, service)] as const,
  );
  return {
    ...Object.fromEntries(await Promise.all(behind)),
    api: await apiServer(cluster),
    dns: await resolver(cluster),
    'node-dns': lookUpAt('169.254.20.10'),
    'cloud-dns': lookUpAt('169.254.169.254'),
    'cloud-dns-tcp': besideCloudDns(53),
    metadata: besideCloudDns(80),
  };
}

/** What the pod beside a proxy reaches, which has to be what its policies say. */
async function found(cluster: Cluster, name: string, tried: Targets): Promise<readonly string[]> {
  const pod = `try-${name}`;
  const open = await reached({ namespace: HOME, pod }, tried);
  assert.deepEqual(open, await predicted(cluster, await podEnd(cluster, HOME, pod), tried));
  return open;
}

clusterTest('proxy egress: servers, what they need, and a resolver on the node are there', async (cluster) => {
  await installCrd(cluster);
  for (const namespace of [HOME, CACHE, AUTH, GATEWAYS]) {
    await makeNamespace(cluster, namespace);
    cleanup.push(() => removeNamespace(cluster, namespace));
  }
  for (const service of Object.values(SERVICES_HERE)) await createService(cluster, service);
  await createNodeResolver(cluster);
  operator = await startOperator(cluster, { hooks: { settings: IMAGE } });
  cleanup.push(async () => operator?.stop());
  for (const [name, { spec }] of Object.entries(SERVERS))
    await create(cluster, serversPath(HOME), serverOf(name, spec));
  for (const name of Object.keys(SERVERS)) {
    const { labels } = (await waitForProxy(cluster, name)).spec.template.metadata;
    await create(cluster, listPath(PODS, HOME), shellPod(`try-${name}`, labels, ['sleep', '10000']));
  }
  const places: readonly (readonly [string, string])[] = [
    ...Object.keys(SERVERS).map((name) => [HOME, `try-${name}`] as const),
    ...Object.values(SERVICES_HERE).map(({ namespace, name }) => [namespace, name] as const),
    ['kube-system', 'node-resolver'],
  ];
  for (const [namespace, name] of places)
    await waitFor(
      `pod ${name} to run`,
      async () => {
        const { status } = await read(cluster, `${listPath(PODS, namespace)}/${name}`);
        return status.phase === 'Running' ? true : undefined;
      },
      { seconds: 120 },
    );
});

interface ProxyDeployment {
  readonly spec: { readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> } } };
}

/** The Deployment of a proxy, once its policy is there too. */
async function waitForProxy(cluster: Cluster, name: string): Promise<ProxyDeployment> {
  return waitFor(`the proxy of ${name}`, async () => {
    await read(cluster, `/apis/networking.k8s.io/v1/namespaces/${HOME}/networkpolicies/${name}-proxy`);
    return (await read(cluster, `${listPath(DEPLOYMENTS, HOME)}/${name}`)) as WireObject & ProxyDeployment;
  });
}

describe('proxy egress: packets', { concurrency: TRIES_AT_ONCE }, () => {
  for (const [name, { derived }] of Object.entries(SERVERS)) {
    const all = derived.length === 0 ? 'nothing but look-ups' : `look-ups and ${derived.join(', ')}`;
    clusterTest(`proxy egress: the proxy of ${name} reaches ${all}`, async (cluster) => {
      const open = await found(cluster, name, await targets(cluster));
      assert.deepEqual(open, [...LOOK_UPS, ...derived].toSorted());
    });
  }
});

clusterTest(
  'proxy egress: with a list and denied ranges only what the settings name is open, and look-ups',
  async (cluster) => {
    await operator?.stop();
    const extra = [{ namespace: GATEWAYS, podLabels: { app: 'gateway' }, ports: [10_443] }, { cidr: '169.254.0.0/16' }];
    const settings = { ...IMAGE, permissionProfiles: DENIED, networkPolicy: { proxyEgress: { mode: 'list', extra } } };
    operator = await startOperator(cluster, { hooks: { settings } });
    const tried = await targets(cluster);
    for (const [name, { listed }] of Object.entries(SERVERS))
      await waitFor(`the list to hold for ${name}`, async () => {
        assert.deepEqual(await found(cluster, name, tried), [...LOOK_UPS, ...listed].toSorted());
        return true;
      });
  },
);

/** What status says about the proxy of a server, once it says this. */
async function proxyReady(cluster: Cluster, name: string, wanted: RegExp): Promise<void> {
  await waitFor(
    `status of ${name} to say ${wanted}`,
    async () => {
      const message = conditionOf(await read(cluster, `${serversPath(HOME)}/${name}`), 'ProxyReady')?.message ?? '';
      if (!wanted.test(message)) throw new Error(message);
      return true;
    },
    { seconds: 180 },
  );
}

clusterTest('proxy egress: a proxy that gets no answer from its Redis names the policy in status', async (cluster) => {
  const { spec } = SERVERS['cached'] as { readonly spec: object };
  await create(cluster, serversPath(HOME), serverOf('blocked', spec));
  await proxyReady(
    cluster,
    'blocked',
    /no answer from Redis; the policy may be in the way: NetworkPolicy blocked-proxy/,
  );
  await operator?.stop();
  operator = await startOperator(cluster, { hooks: { settings: IMAGE } });
  await proxyReady(cluster, 'blocked', /has 1 of 1 pod ready/);
});
