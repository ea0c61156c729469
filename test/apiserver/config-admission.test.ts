// Objects that servers refer to, judged at kubectl apply by a real API server that asks our hook server.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type ConfigKind, configResource } from '../../functions/decode/config-kinds.ts';
import { clusterTest, installCrd, makeNamespace, removeNamespace } from './cluster.ts';
import { startHookServer } from './harness/hook-server.ts';
import { kubectl } from './harness/kubectl.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'test-config-admission';
const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await Promise.all(cleanup.map((step) => step()));
});

interface Row {
  readonly kind: ConfigKind;
  readonly sound: object;
  /** What the schema lets pass, and no server could use. */
  readonly bad: object;
  readonly place: RegExp;
}

interface Of {
  readonly kind: string;
  readonly version: string;
}

const ISSUER = { issuer: 'https://login.example.com' };
const HOOK = { name: 'audit', url: 'https://audit.example.com' };

const ROWS: readonly Row[] = [
  {
    kind: 'MCPOIDCConfig',
    sound: { type: 'inline', inline: ISSUER },
    bad: { type: 'inline', inline: { issuer: 'http://login.example.com' } },
    place: /spec\.inline\.issuer: .*MCP150/,
  },
  {
    kind: 'MCPAuthzConfig',
    sound: { type: 'cedarv1', config: { policies: ['permit(principal, action, resource);'] } },
    bad: { type: 'opa', config: {} },
    place: /spec\.type: .*MCP150/,
  },
  {
    kind: 'MCPToolConfig',
    sound: { toolsFilter: ['fetch'] },
    bad: { toolsOverride: { fetch: { annotations: { title: 'Fetch' } } } },
    place: /spec\.toolsOverride\.fetch: .*MCP150/,
  },
  {
    kind: 'MCPTelemetryConfig',
    sound: { prometheus: { enabled: true } },
    bad: { openTelemetry: { enabled: true, endpoint: 'otel:4317' } },
    place: /spec\.openTelemetry\.endpoint: .*MCP150/,
  },
  {
    kind: 'MCPWebhookConfig',
    sound: { validating: [HOOK] },
    bad: { validating: [{ ...HOOK, timeout: '31s' }] },
    place: /spec\.validating\[0\]\.timeout: .*MCP150/,
  },
  { kind: 'MCPExternalAuthConfig', sound: { type: 'unauthenticated' }, bad: {}, place: /spec\.type/ },
  { kind: 'MCPGroup', sound: { description: 'readers' }, bad: { description: 5 }, place: /spec\.description/ },
];

function manifest({ kind, version }: Of, name: string, spec: object): string {
  const apiVersion = `toolhive.stacklok.dev/${version}`;
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace: NAMESPACE }, spec });
}

clusterTest('config admission: the webhooks are registered', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const hooks = await startHookServer();
  cleanup.push(hooks.stop);
  cleanup.push(await registerWebhooks(cluster, hooks, { name: 'toolhive-test-config', namespace: NAMESPACE }));
});

for (const { kind, sound, bad, place } of ROWS) {
  const versions = configResource(kind).apiVersion.endsWith('/v1alpha1') ? ['v1alpha1'] : ['v1alpha1', 'v1beta1'];
  for (const version of versions) {
    clusterTest(
      `config admission: ${version} ${kind} is stored when it can be used, and refused with the place otherwise`,
      async () => {
        const name = `${kind.toLowerCase()}-${version}`;
        const good = await kubectl(['apply', '-f', '-'], manifest({ kind, version }, name, sound));
        assert.equal(good.code, 0, good.stderr);
        assert.doesNotMatch(good.stderr, /MCP\d{3}/);
        const refused = await kubectl(['apply', '-f', '-'], manifest({ kind, version }, name, bad));
        assert.notEqual(refused.code, 0);
        assert.match(refused.stderr, place);
        const labelled = await kubectl(['label', kind, name, 'team=a', '-n', NAMESPACE]);
        assert.equal(labelled.code, 0, labelled.stderr);
        const deleted = await kubectl(['delete', kind, name, '-n', NAMESPACE]);
        assert.equal(deleted.code, 0, deleted.stderr);
      },
    );
  }
}

clusterTest('config admission: what other kinds may use is warned about and stored', async () => {
  const result = await kubectl(
    ['apply', '-f', '-'],
    manifest({ kind: 'MCPExternalAuthConfig', version: 'v1beta1' }, 'on-behalf', { type: 'obo', obo: {} }),
  );
  assert.equal(result.code, 0, result.stderr);
  assert.match(result.stderr, /Warning: MCP151 spec: An MCPServer that names this object is not started/);
});
