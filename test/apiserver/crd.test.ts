// The CRD on a real API server: accepted, established, and both versions read each other.

import assert from 'node:assert/strict';
import { clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { kubectl } from './harness/kubectl.ts';
import { conditionOf } from './harness/wire.ts';

const NAMESPACE = 'test-crd';

function minimal(name: string, version = 'v1beta1', spec: object = {}): object {
  return {
    apiVersion: `toolhive.stacklok.dev/${version}`,
    kind: 'MCPServer',
    metadata: { name, namespace: NAMESPACE },
    spec: { image: 'ghcr.io/example/mcp-server:1', ...spec },
  };
}

clusterTest('crd: accepted, names accepted, established, no schema violation', async (cluster) => {
  const crd = await installCrd(cluster);
  assert.equal(conditionOf(crd, 'Established')?.status, 'True');
  assert.equal(conditionOf(crd, 'NamesAccepted')?.status, 'True');
  assert.notEqual(conditionOf(crd, 'NonStructuralSchema')?.status, 'True');
  assert.deepEqual(crd.status.storedVersions, ['v1beta1']);
  await makeNamespace(cluster, NAMESPACE);
});

clusterTest(
  'crd: discovery shows plural, singular, short names, category and the status subresource',
  async (cluster) => {
    const list = await read(cluster, '/apis/toolhive.stacklok.dev/v1beta1');
    const resource = list.resources.find((entry) => entry.name === 'mcpservers');
    assert.ok(resource !== undefined);
    assert.equal(resource.singularName, 'mcpserver');
    assert.equal(resource.kind, 'MCPServer');
    assert.equal(resource.namespaced, true);
    assert.ok(resource.categories?.includes('toolhive') === true);
    assert.ok(list.resources.some((entry) => entry.name === 'mcpservers/status'));
  },
);

for (const [written, other] of [
  ['v1alpha1', 'v1beta1'],
  ['v1beta1', 'v1alpha1'],
] as const) {
  clusterTest(`crd: an object written as ${written} is read as ${other} with the same spec`, async (cluster) => {
    const name = `written-${written}`;
    const spec = { transport: 'sse', mcpPort: 9000, args: ['--verbose'], env: [{ name: 'A', value: '1' }] };
    const made = await cluster.request('POST', serversPath(NAMESPACE, written), minimal(name, written, spec));
    assert.equal(made.status, 201, made.body.message);
    const seen = await read(cluster, `${serversPath(NAMESPACE, other)}/${name}`);
    assert.equal(seen.apiVersion, `toolhive.stacklok.dev/${other}`);
    assert.deepEqual(seen.spec, made.body.spec);
    assert.equal(seen.metadata.uid, made.body.metadata.uid);
  });
}

clusterTest('crd: v1alpha1 warns that it is deprecated and names v1beta1; v1beta1 says nothing', async (cluster) => {
  const old = await cluster.request('GET', serversPath(NAMESPACE, 'v1alpha1'));
  assert.equal(old.warnings.length, 1);
  assert.match(old.warnings[0] ?? '', /v1beta1/);
  const current = await cluster.request('GET', serversPath(NAMESPACE, 'v1beta1'));
  assert.deepEqual(current.warnings, []);
});

clusterTest('crd: the legacy manifest of the first releases is stored as it was written', async (cluster) => {
  const spec = { transport: 'streamable-http', port: 8080, targetPort: 9090, tools: ['a'], groupRef: 'team' };
  const made = await cluster.request('POST', serversPath(NAMESPACE, 'v1alpha1'), minimal('legacy', 'v1alpha1', spec));
  assert.equal(made.status, 201, made.body.message);
  const seen = await read(cluster, `${serversPath(NAMESPACE)}/legacy`);
  for (const [field, value] of Object.entries(spec)) assert.deepEqual(seen.spec[field], value, field);
});

clusterTest('crd: proxyPort gets no default from the schema, because it would hide a legacy port', async (cluster) => {
  const made = await cluster.request('POST', serversPath(NAMESPACE), minimal('no-port'));
  assert.equal(made.status, 201, made.body.message);
  assert.equal(made.body.spec['proxyPort'], undefined);
  assert.equal(made.body.spec['transport'], 'stdio');
});

clusterTest('crd: an unknown field is refused by kubectl create and named', async () => {
  const result = await kubectl(
    ['create', '-f', '-'],
    JSON.stringify(minimal('unknown-field', 'v1beta1', { imagee: 'x' })),
  );
  assert.notEqual(result.code, 0);
  assert.match(result.stderr, /unknown field "spec\.imagee"/);
});

clusterTest('crd: kubectl explain knows each field of the spec', async () => {
  const result = await kubectl(['explain', 'mcpserver.spec', '--api-version=toolhive.stacklok.dev/v1beta1']);
  assert.equal(result.code, 0, result.stderr);
  for (const field of [
    'image',
    'transport',
    'proxyPort',
    'mcpPort',
    'permissionProfile',
    'podTemplateSpec',
    'secrets',
  ]) {
    assert.match(result.stdout, new RegExp(`^ +${field}\\t`, 'm'), field);
  }
});

clusterTest('crd: the namespace of this file can go', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
