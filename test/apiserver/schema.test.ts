// What schema and CEL of the CRD refuse by themselves, without any webhook: one row, one check.

import assert from 'node:assert/strict';
import { clusterTest, installCrd, makeNamespace, serversPath, type Cluster } from './cluster.ts';

const NAMESPACE = 'test-schema';

/** A spec that must be refused, and the place that the refusal must name. */
interface Refused {
  readonly what: string;
  readonly spec: object;
  readonly names: RegExp;
}

const IMAGE = { image: 'ghcr.io/example/mcp-server:1' };
const LIMIT = { maxTokens: 5, refillPeriod: '1m' };
const REDIS = { provider: 'redis', address: 'redis:6379' };

const REFUSED: readonly Refused[] = [
  { what: 'no image', spec: {}, names: /spec\.image/ },
  { what: 'an empty image', spec: { image: '' }, names: /spec\.image/ },
  { what: 'an image that is a number', spec: { image: 5 }, names: /spec\.image/ },
  { what: 'an unknown transport', spec: { ...IMAGE, transport: 'http' }, names: /spec\.transport/ },
  { what: 'an unknown proxy mode', spec: { ...IMAGE, proxyMode: 'stdio' }, names: /spec\.proxyMode/ },
  { what: 'proxyPort 0', spec: { ...IMAGE, proxyPort: 0 }, names: /spec\.proxyPort/ },
  { what: 'proxyPort 65536', spec: { ...IMAGE, proxyPort: 65536 }, names: /spec\.proxyPort/ },
  { what: 'mcpPort as text', spec: { ...IMAGE, mcpPort: '8080' }, names: /spec\.mcpPort/ },
  {
    what: 'both names of the proxy port with different values',
    spec: { ...IMAGE, port: 9090, proxyPort: 8081 },
    names: /remove port/,
  },
  { what: 'port 70000', spec: { ...IMAGE, port: 70000 }, names: /spec\.port/ },
  { what: 'args that are a string', spec: { ...IMAGE, args: '--x' }, names: /spec\.args/ },
  { what: 'env without a name', spec: { ...IMAGE, env: [{ value: 'x' }] }, names: /spec\.env\[0\]/ },
  {
    what: 'env with one name twice',
    spec: {
      ...IMAGE,
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
    names: /spec\.env\[1\]/,
  },
  {
    what: 'a volume without mountPath',
    spec: { ...IMAGE, volumes: [{ name: 'v', hostPath: '/x' }] },
    names: /spec\.volumes\[0\]/,
  },
  { what: 'a secret without key', spec: { ...IMAGE, secrets: [{ name: 's' }] }, names: /spec\.secrets\[0\]\.key/ },
  {
    what: 'one key of a Secret twice',
    spec: {
      ...IMAGE,
      secrets: [
        { name: 's', key: 'k' },
        { name: 's', key: 'k' },
      ],
    },
    names: /spec\.secrets\[1\]/,
  },
  { what: 'a negative number of replicas', spec: { ...IMAGE, replicas: -1 }, names: /spec\.replicas/ },
  {
    what: 'a negative number of backend replicas',
    spec: { ...IMAGE, backendReplicas: -1 },
    names: /spec\.backendReplicas/,
  },
  {
    what: 'an unknown session affinity',
    spec: { ...IMAGE, sessionAffinity: 'Cookie' },
    names: /spec\.sessionAffinity/,
  },
  {
    what: 'a permission profile of unknown type',
    spec: { ...IMAGE, permissionProfile: { type: 'file', name: 'x' } },
    names: /spec\.permissionProfile\.type/,
  },
  {
    what: 'Redis session storage without address',
    spec: { ...IMAGE, sessionStorage: { provider: 'redis' } },
    names: /spec\.sessionStorage/,
  },
  {
    what: 'an unknown session storage',
    spec: { ...IMAGE, sessionStorage: { provider: 'disk' } },
    names: /spec\.sessionStorage\.provider/,
  },
  { what: 'rate limiting without Redis', spec: { ...IMAGE, rateLimiting: { shared: LIMIT } }, names: /spec/ },
  {
    what: 'rate limiting per user without authentication',
    spec: { ...IMAGE, sessionStorage: REDIS, rateLimiting: { perUser: LIMIT } },
    names: /spec/,
  },
  {
    what: 'empty rate limiting',
    spec: { ...IMAGE, sessionStorage: REDIS, rateLimiting: {} },
    names: /spec\.rateLimiting/,
  },
  {
    what: 'rate limiting of a tool without a limit',
    spec: { ...IMAGE, sessionStorage: REDIS, rateLimiting: { tools: [{ name: 't' }] } },
    names: /spec\.rateLimiting\.tools\[0\]/,
  },
  {
    what: 'inline authorization without policies',
    spec: { ...IMAGE, authzConfig: { type: 'inline', inline: { policies: [] } } },
    names: /spec\.authzConfig\.inline\.policies/,
  },
  {
    what: 'authorization whose type and content differ',
    spec: { ...IMAGE, authzConfig: { type: 'inline', configMap: { name: 'x' } } },
    names: /spec\.authzConfig/,
  },
  {
    what: 'both kinds of authorization',
    spec: { ...IMAGE, authzConfig: { type: 'configMap', configMap: { name: 'x' } }, authzConfigRef: { name: 'y' } },
    names: /spec/,
  },
  {
    what: 'an OIDC reference without audience',
    spec: { ...IMAGE, oidcConfigRef: { name: 'x' } },
    names: /spec\.oidcConfigRef\.audience/,
  },
];

const ACCEPTED: Readonly<Record<string, object>> = {
  'only an image': IMAGE,
  'every transport: stdio': { ...IMAGE, transport: 'stdio', proxyMode: 'sse' },
  'two keys of one Secret': {
    ...IMAGE,
    secrets: [
      { name: 's', key: 'a' },
      { name: 's', key: 'b', targetEnvName: 'B' },
    ],
  },
  'zero replicas': { ...IMAGE, replicas: 0, backendReplicas: 0 },
  'rate limiting with Redis': { ...IMAGE, sessionStorage: REDIS, rateLimiting: { shared: LIMIT } },
  'rate limiting per user with authentication': {
    ...IMAGE,
    sessionStorage: REDIS,
    oidcConfigRef: { name: 'x', audience: 'y' },
    rateLimiting: { perUser: LIMIT, tools: [{ name: 't', perUser: LIMIT }] },
  },
  'a pod template of any shape': {
    ...IMAGE,
    podTemplateSpec: { spec: { nodeSelector: { a: 'b' }, containers: [{ name: 'mcp' }] } },
  },
  'env from a Secret': { ...IMAGE, env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
  'envFrom and command': { ...IMAGE, command: ['node'], envFrom: [{ configMapRef: { name: 'c' } }] },
  'a volume from a claim': {
    ...IMAGE,
    volumes: [{ name: 'v', mountPath: '/data', persistentVolumeClaim: { claimName: 'c' } }],
  },
  'an inline permission profile': {
    ...IMAGE,
    permissionProfile: {
      type: 'inline',
      inline: { network: { outbound: { allow_host: ['10.0.0.1'], allow_port: [443] } } },
    },
  },
  'a group as an object': { ...IMAGE, groupRef: { name: 'team' } },
};

function tryCreate(cluster: Cluster, spec: object): ReturnType<Cluster['request']> {
  const server = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata: { name: 'x' }, spec };
  return cluster.request('POST', `${serversPath(NAMESPACE)}?dryRun=All&fieldValidation=Strict`, server);
}

clusterTest('schema: the CRD and a namespace are there', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
});

for (const { what, spec, names } of REFUSED) {
  clusterTest(`schema: refuses ${what}`, async (cluster) => {
    const answer = await tryCreate(cluster, spec);
    assert.ok(answer.status === 422 || answer.status === 400, `answered ${answer.status}`);
    assert.match(answer.body.message, names);
  });
}

for (const [what, spec] of Object.entries(ACCEPTED)) {
  clusterTest(`schema: accepts ${what}`, async (cluster) => {
    const answer = await tryCreate(cluster, spec);
    assert.equal(answer.status, 201, answer.body.message);
  });
}
