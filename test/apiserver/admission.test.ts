// Real AdmissionReviews over TLS: the API server asks our hook server, and kubectl shows the user what it said.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath, type Cluster } from './cluster.ts';
import { startHookServer } from './harness/hook-server.ts';
import { kubectl } from './harness/kubectl.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'test-admission';
const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await Promise.all(cleanup.map((step) => step()));
});

function manifest(name: string, spec: object, version = 'v1beta1'): string {
  return JSON.stringify({
    apiVersion: `toolhive.stacklok.dev/${version}`,
    kind: 'MCPServer',
    metadata: { name, namespace: NAMESPACE },
    spec,
  });
}

const SOUND = { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' };

function post(cluster: Cluster, text: string, version = 'v1beta1'): ReturnType<Cluster['request']> {
  return cluster.request('POST', serversPath(NAMESPACE, version), JSON.parse(text));
}

clusterTest('admission: the webhooks are registered and called over TLS', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const hooks = await startHookServer();
  cleanup.push(hooks.stop);
  cleanup.push(await registerWebhooks(cluster, hooks, { name: 'toolhive-test-admission', namespace: NAMESPACE }));
});

clusterTest('admission: what is absent is filled in and stored', async (cluster) => {
  const made = await post(cluster, manifest('defaulted', SOUND));
  assert.equal(made.status, 201, made.body.message);
  const { spec } = await read(cluster, `${serversPath(NAMESPACE)}/defaulted`);
  assert.equal(spec['permissionProfile'], undefined, 'the settings of the day decide');
  assert.equal(spec['proxyPort'], 8080);
  assert.equal(spec['image'], SOUND.image);
});

clusterTest('admission: legacy fields are translated for every reader', async (cluster) => {
  const legacy = { ...SOUND, port: 9090, targetPort: 3000, groupRef: 'team-a' };
  const made = await post(cluster, manifest('translated', legacy, 'v1alpha1'), 'v1alpha1');
  assert.equal(made.status, 201, made.body.message);
  const { spec } = await read(cluster, `${serversPath(NAMESPACE)}/translated`);
  assert.equal(spec['proxyPort'], 9090);
  assert.equal(spec['mcpPort'], 3000);
  assert.deepEqual(spec['groupRef'], { name: 'team-a' });
});

clusterTest('admission: applying the stored object again changes nothing', async (cluster) => {
  const stored = await read(cluster, `${serversPath(NAMESPACE)}/defaulted`);
  const again = await cluster.request('PUT', `${serversPath(NAMESPACE)}/defaulted`, stored);
  assert.equal(again.status, 200, again.body.message);
  assert.equal(again.body.metadata.resourceVersion, stored.metadata.resourceVersion);
});

clusterTest('admission: kubectl apply shows warnings, one line each, and the object is stored', async () => {
  const result = await kubectl(
    ['apply', '-f', '-'],
    manifest('warned', { image: 'ghcr.io/example/mcp-server', transport: 'sse' }),
  );
  assert.equal(result.code, 0, result.stderr);
  const warnings = result.stderr.split('\n').filter((line) => line.startsWith('Warning: '));
  assert.ok(warnings.length >= 2, result.stderr);
  for (const warning of warnings) {
    assert.match(warning, /MCP\d{3}/);
    assert.ok(warning.length <= 'Warning: '.length + 256, warning);
  }
  assert.match(result.stdout, /mcpserver\.toolhive\.stacklok\.dev\/warned created/);
});

clusterTest('admission: a mistake is refused with 422 and one cause for each place', async (cluster) => {
  const spec = {
    ...SOUND,
    image: 'UPPER/case:tag:again',
    resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } },
  };
  const answer = await post(cluster, manifest('denied', spec));
  assert.equal(answer.status, 422);
  assert.equal(answer.body.reason, 'Invalid');
  const fields = (answer.body.details?.causes ?? []).map((cause) => cause.field);
  for (const field of ['spec.image', 'spec.resources.requests.memory']) {
    assert.ok(fields.includes(field), `${field} is not among ${fields.join(', ')}`);
  }
  assert.equal(await cluster.get(`${serversPath(NAMESPACE)}/denied`), undefined);
});

clusterTest(
  'admission: kubectl apply prints the refusal with place and remedy, and nothing is stored',
  async (cluster) => {
    const spec = { ...SOUND, image: 'UPPER/case:tag:again' };
    const result = await kubectl(['apply', '-f', '-'], manifest('refused', spec));
    assert.notEqual(result.code, 0);
    assert.match(result.stderr, /spec\.image/);
    assert.match(result.stderr, /MCP\d{3}/);
    assert.equal(await cluster.get(`${serversPath(NAMESPACE)}/refused`), undefined);
  },
);

clusterTest('admission: an edit to something invalid is refused and the stored object stays', async (cluster) => {
  const path = `${serversPath(NAMESPACE)}/defaulted`;
  const answer = await cluster.request('MERGE', path, { spec: { image: 'not an image!' } });
  assert.equal(answer.status, 422);
  assert.equal((await read(cluster, path)).spec['image'], SOUND.image);
});

clusterTest('admission: labels, finalizers and status of any object pass', async (cluster) => {
  const path = `${serversPath(NAMESPACE)}/defaulted`;
  const labelled = await cluster.request('MERGE', path, {
    metadata: { labels: { a: 'b' }, finalizers: ['example.com/hold'] },
  });
  assert.equal(labelled.status, 200, labelled.body.message);
  const status = await cluster.request('MERGE', `${path}/status`, { status: { phase: 'Pending', message: 'x' } });
  assert.equal(status.status, 200, status.body.message);
  await cluster.request('MERGE', path, { metadata: { finalizers: null } });
});

clusterTest('admission: a muted warning is not shown', async () => {
  const loud = await kubectl(
    ['apply', '--dry-run=server', '-f', '-'],
    manifest('muted', { ...SOUND, image: 'a/b:latest' }),
  );
  const code = /Warning: .*(MCP\d{3})/.exec(loud.stderr)?.[1];
  assert.ok(code !== undefined, loud.stderr);
  const quiet = JSON.parse(manifest('muted', { ...SOUND, image: 'a/b:latest' })) as { metadata: object };
  const metadata = { ...quiet.metadata, annotations: { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': code } };
  const result = await kubectl(['apply', '--dry-run=server', '-f', '-'], JSON.stringify({ ...quiet, metadata }));
  assert.equal(result.code, 0, result.stderr);
  assert.ok(!result.stderr.includes(code), result.stderr);
});

clusterTest('admission: dry run and server-side apply are judged alike', async () => {
  const args = ['apply', '--server-side', '--dry-run=server', '-f', '-'];
  const sound = await kubectl(args, manifest('dry', SOUND));
  assert.equal(sound.code, 0, sound.stderr);
  const wrong = await kubectl(args, manifest('dry', { ...SOUND, image: 'not an image!' }));
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.stderr, /spec\.image/);
});
