// Ratcheting on a real API server: servers that are stored with errors may be edited past schema, admission policy and webhook
// together, and become no worse.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { stringify } from 'yaml';
import { render } from '../chart/render.ts';
import { type Cluster, installCrd, makeNamespace, readCrds, removeNamespace, serversPath } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { startHookServer } from './harness/hook-server.ts';
import { kubectl } from './harness/kubectl.ts';
import { waitFor } from './harness/wait.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'test-ratcheting';
const CRD = 'mcpservers.toolhive.stacklok.dev';
const SOUND = { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' };
const cleanup: (() => Promise<unknown>)[] = [];

after(async () => {
  for (const step of cleanup.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop -- the webhooks must be gone before their server
    await step();
  }
});

/** What is stored before anything judges it; by the name of the server, the code that it has. */
const STORED: Readonly<Record<string, readonly [string, object]>> = {
  'both-ports': ['MCP003', { port: 9000, proxyPort: 8081 }],
  'bad-image': ['MCP012', { image: 'https://ghcr.io/a' }],
  'large-request': ['MCP015', { resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }],
  'relative-path': ['MCP025', { volumes: [{ name: 'a', mountPath: 'data', emptyDir: {} }] }],
  'one-path': [
    'MCP026',
    { volumes: ['/data', '/data/'].map((mountPath, index) => ({ name: `v${index}`, mountPath, emptyDir: {} })) },
  ],
  'two-secrets': ['MCP023', { secrets: ['a', 'b'].map((name) => ({ name, key: 'token', targetEnvName: 'TOKEN' })) }],
  'two-spellings': ['MCP047', { podTemplateSpec: { spec: { hostNetwork: false, hostnetwork: false } } }],
  'reserved-label': ['MCP065', { resourceOverrides: { proxyService: { labels: { 'controller-uid': 'x' } } } }],
};

/** Edits that leave the error and are worse. */
const WORSE: Readonly<Record<string, object>> = {
  'both-ports': { port: 9001 },
  'bad-image': { image: 'https://ghcr.io/b' },
  'large-request': { resources: { requests: { memory: '3Gi' } } },
  'relative-path': { volumes: [{ name: 'a', mountPath: 'other', emptyDir: {} }] },
  'two-secrets': { secrets: ['a', 'c'].map((name) => ({ name, key: 'token', targetEnvName: 'TOKEN' })) },
  'reserved-label': { resourceOverrides: { proxyService: { labels: { 'controller-uid': 'y' } } } },
};

/** The definition of servers without rules of CEL, as an old release had it. */
async function installOldCrd(cluster: Cluster): Promise<void> {
  const crd = readCrds().find(({ metadata }) => metadata.name === CRD);
  const text = JSON.stringify(crd, (key, value: unknown) => (key === 'x-kubernetes-validations' ? undefined : value));
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${CRD}?fieldManager=toolhive-tests&force=true`;
  const { status, body } = await cluster.request('APPLY', path, JSON.parse(text));
  assert.equal(status, 200, body.message);
}

type Answer = ReturnType<Cluster['request']>;

function create(cluster: Cluster, path: string, [name, spec]: readonly [string, object]): Answer {
  const metadata = { name, namespace: NAMESPACE };
  const object = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata };
  return cluster.request('POST', path, { ...object, spec: { ...SOUND, ...spec } });
}

function store(cluster: Cluster, name: string, spec: object): Answer {
  return create(cluster, serversPath(NAMESPACE), [name, spec]);
}

function tryOut(cluster: Cluster, name: string, spec: object): Answer {
  return create(cluster, `${serversPath(NAMESPACE)}?dryRun=All`, [name, spec]);
}

function patch(name: string, spec: object): ReturnType<typeof kubectl> {
  return kubectl(['patch', 'mcpserver', name, '-n', NAMESPACE, '--type=merge', '-p', JSON.stringify({ spec })]);
}

chartTest(
  'ratcheting: servers with errors are stored, and then judged by schema, policy and webhook',
  async (cluster) => {
    await installCrd(cluster);
    await makeNamespace(cluster, NAMESPACE);
    cleanup.push(() => removeNamespace(cluster, NAMESPACE));
    await installOldCrd(cluster);
    const both = STORED['both-ports']?.[1] ?? {};
    await waitFor('the old schema', async () =>
      (await tryOut(cluster, 'probe', both)).status === 201 ? true : undefined,
    );
    for (const [name, [, spec]] of Object.entries(STORED)) {
      // oxlint-disable-next-line no-await-in-loop -- a handful
      const { status, body } = await store(cluster, name, spec);
      assert.equal(status, 201, `${name}: ${body.message}`);
    }
    await installCrd(cluster);
    const hooks = await startHookServer();
    cleanup.push(hooks.stop);
    cleanup.push(await registerWebhooks(cluster, hooks, { name: 'toolhive-test-ratcheting', namespace: NAMESPACE }));
    const set = [
      'admissionPolicies.enabled=true',
      `webhooks.namespaceSelector.matchLabels.kubernetes\\.io/metadata\\.name=${NAMESPACE}`,
    ];
    const objects = (await render({ release: 'ratcheting-test', set })).filter(
      ({ kind, metadata }) => kind.includes('Policy') && metadata.name.endsWith('-mcpservers'),
    );
    const policy = objects.map((object) => stringify(object)).join('\n---\n');
    cleanup.push(() => kubectl(['delete', '--ignore-not-found', '--wait=false', '-f', '-'], policy));
    const { code, stderr } = await kubectl(['apply', '--server-side', '-f', '-'], policy);
    assert.equal(code, 0, stderr);
    await waitFor('the policy', async () => {
      const { body } = await tryOut(cluster, 'mcpserver', {});
      return /ValidatingAdmissionPolicy/.test(body.message) ? true : undefined;
    });
  },
);

chartTest('ratcheting: none of them could be made anew', async (cluster) => {
  for (const [, spec] of Object.values(STORED)) {
    // oxlint-disable-next-line no-await-in-loop -- a handful
    const { status } = await tryOut(cluster, 'anew', spec);
    assert.equal(status, 422, JSON.stringify(spec));
  }
});

chartTest('ratcheting: each may be edited beside its error, with a warning', async () => {
  for (const [name, [code]] of Object.entries(STORED)) {
    // oxlint-disable-next-line no-await-in-loop -- a handful
    const { code: exit, stderr } = await patch(name, { audit: { enabled: true } });
    assert.equal(exit, 0, `${name}: ${stderr}`);
    assert.match(stderr, new RegExp(`Warning: ${code} .*Stored before this edit`), name);
  }
});

chartTest('ratcheting: none gets worse', async () => {
  for (const [name, spec] of Object.entries(WORSE)) {
    // oxlint-disable-next-line no-await-in-loop -- a handful
    const { code, stderr } = await patch(name, spec);
    assert.notEqual(code, 0, `${name} took ${JSON.stringify(spec)}`);
    assert.match(stderr, /denied|invalid|must|remove/i);
  }
});
