// An edit of each kind of object that a server refers to changes, on a real API server, what reads it and nothing else.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type ConfigKind, configResource } from '../../functions/decode/config-kinds.ts';
import {
  type Cluster,
  clusterTest,
  installCrd,
  makeNamespace,
  read,
  readCrds,
  removeNamespace,
  serversPath,
} from './cluster.ts';
import { type Operator, startOperator } from './harness/loop.ts';
import { listChildren, listPath } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';
import type { WireObject } from './harness/wire.ts';

const NAMESPACE = 'test-reference-edits';
const CONFIG_KINDS = readCrds()
  .map((crd) => crd.spec.names.kind)
  .filter((kind) => kind !== 'MCPServer');

/** A server, the object that it refers to, and an edit of that object. */
interface Row {
  /** Name of the server and, with the kind, of the check. */
  readonly name: string;
  readonly kind: ConfigKind | 'ConfigMap' | 'Secret';
  readonly spec: object;
  readonly before: object;
  readonly edit: object;
  /** Children of this server that differ afterwards, as kinds; no other child of any server may. */
  readonly changes: readonly string[];
}

/** The proxy's file, and the proxy, which reads it at its start. */
const PROXY = ['ConfigMap', 'Deployment'];
/** The backend's own pods. */
const BACKEND = ['StatefulSet'];
const CEDAR = (action: string): object => ({
  policies: [`permit(principal, action == Action::"${action}", resource);`],
});
const DOCUMENT = (action: string): string => JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: CEDAR(action) });
const PROFILE = (port: number): string => JSON.stringify({ network: { outbound: { allow_port: [port] } } });
const BASE64 = (text: string): string => Buffer.from(text).toString('base64');

const ROWS: readonly Row[] = [
  {
    name: 'oidc',
    kind: 'MCPOIDCConfig',
    spec: { oidcConfigRef: { name: 'oidc', audience: 'a' } },
    before: { spec: { type: 'inline', inline: { issuer: 'https://login.example.com' } } },
    edit: { spec: { inline: { issuer: 'https://new.example.com' } } },
    changes: PROXY,
  },
  {
    name: 'authz',
    kind: 'MCPAuthzConfig',
    spec: { authzConfigRef: { name: 'authz' } },
    before: { spec: { type: 'cedarv1', config: CEDAR('read') } },
    edit: { spec: { config: CEDAR('write') } },
    changes: PROXY,
  },
  {
    name: 'tools',
    kind: 'MCPToolConfig',
    spec: { toolConfigRef: { name: 'tools' } },
    before: { spec: { toolsFilter: ['read'] } },
    edit: { spec: { toolsFilter: ['read', 'list'] } },
    changes: PROXY,
  },
  {
    name: 'sign-in',
    kind: 'MCPExternalAuthConfig',
    spec: { externalAuthConfigRef: { name: 'sign-in' } },
    before: { spec: { type: 'bearerToken', bearerToken: { tokenSecretRef: { name: 'token', key: 'a' } } } },
    edit: { spec: { bearerToken: { tokenSecretRef: { name: 'new-token' } } } },
    changes: PROXY,
  },
  {
    name: 'telemetry',
    kind: 'MCPTelemetryConfig',
    spec: { telemetryConfigRef: { name: 'telemetry' } },
    before: { spec: { openTelemetry: { enabled: true, endpoint: 'otel:4318', metrics: { enabled: true } } } },
    edit: { spec: { openTelemetry: { tracing: { enabled: true } } } },
    changes: PROXY,
  },
  {
    name: 'webhooks',
    kind: 'MCPWebhookConfig',
    spec: { webhookConfigRef: { name: 'webhooks' } },
    before: { spec: { validating: [{ name: 'a', url: 'https://a.example.com' }] } },
    edit: { spec: { validating: [{ name: 'a', url: 'https://a.example.com/v2' }] } },
    changes: PROXY,
  },
  {
    name: 'group',
    kind: 'MCPGroup',
    spec: { groupRef: { name: 'group' } },
    before: { spec: { description: 'a' } },
    edit: { spec: { description: 'b' } },
    changes: [],
  },
  {
    name: 'policies',
    kind: 'ConfigMap',
    spec: { authzConfig: { type: 'configMap', configMap: { name: 'policies' } } },
    before: { data: { 'authz.json': DOCUMENT('read') } },
    edit: { data: { 'authz.json': DOCUMENT('write') } },
    changes: PROXY,
  },
  {
    name: 'profile',
    kind: 'ConfigMap',
    spec: { permissionProfile: { type: 'configmap', name: 'profile', key: 'a.json' } },
    before: { data: { 'a.json': PROFILE(443) } },
    edit: { data: { 'a.json': PROFILE(8443) } },
    // Held by the rule for the backend's pods; the proxy has it in its file and does not act on it, so it is not restarted.
    changes: ['ConfigMap', 'NetworkPolicy'],
  },
  {
    name: 'legacy-login',
    kind: 'ConfigMap',
    spec: { oidcConfig: { type: 'configMap', configMap: { name: 'legacy-login' } } },
    before: { data: { issuer: 'https://login.example.com' } },
    edit: { data: { issuer: 'https://new.example.com' } },
    changes: PROXY,
  },
  {
    name: 'password',
    kind: 'Secret',
    spec: { secrets: [{ name: 'password', key: 'a', targetEnvName: 'PASSWORD' }] },
    before: { data: { a: BASE64('one'), b: BASE64('one') } },
    edit: { data: { a: BASE64('two') } },
    changes: BACKEND,
  },
  {
    name: 'store',
    kind: 'Secret',
    spec: {
      sessionStorage: { provider: 'redis', address: 'redis:6379', passwordRef: { name: 'store', key: 'a' } },
    },
    before: { data: { a: BASE64('one') } },
    edit: { data: { a: BASE64('two') } },
    changes: ['Deployment'],
  },
  {
    name: 'other-key',
    kind: 'Secret',
    spec: { secrets: [{ name: 'other-key', key: 'a', targetEnvName: 'PASSWORD' }] },
    before: { data: { a: BASE64('one'), b: BASE64('one') } },
    edit: { data: { b: BASE64('two') } },
    changes: [],
  },
];

const cleanup: (() => Promise<void>)[] = [];
const started: { operator?: Operator } = {};

after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

clusterTest('reference edits: a server for each kind of reference, and the loop comes to rest', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const settings = { references: { configKinds: CONFIG_KINDS }, rollout: { onSecretChange: true } };
  const operator = await startOperator(cluster, { hooks: { settings } });
  cleanup.push(operator.stop);
  started.operator = operator;
  await Promise.all(ROWS.map((row) => create(cluster, row)));
  await waitFor('the proxy of every server', async () => {
    const children = await listChildren(cluster, NAMESPACE);
    return children.filter(({ kind }) => kind === 'Deployment').length === ROWS.length ? true : undefined;
  });
  await operator.loop.settled(1000);
});

for (const row of ROWS) {
  const what = row.changes.length === 0 ? 'no child' : row.changes.join(', ');
  clusterTest(`reference edits: ${row.kind} of server ${row.name} changes ${what}`, async (cluster) => {
    const { operator } = started;
    assert.ok(operator !== undefined, 'hooks and loop did not start');
    const before = await contents(cluster);
    const syncs = operator.loop.counts.syncs;
    const edited = await cluster.request('MERGE', `${pathOf(row)}/${row.name}`, row.edit);
    assert.equal(edited.status, 200, edited.body.message);
    await waitFor('a sync', async () => (operator.loop.counts.syncs > syncs ? true : undefined));
    await operator.loop.settled(1000);
    assert.deepEqual(differences(before, await contents(cluster)), expectedOf(row));
    const server = await read(cluster, `${serversPath(NAMESPACE)}/${row.name}`);
    assert.notEqual(server.status.phase, 'Failed', server.status.message);
  });
}

async function create(cluster: Cluster, row: Row): Promise<void> {
  const metadata = { name: row.name, namespace: NAMESPACE };
  const server = { image: 'ghcr.io/example/fetch:1', transport: 'streamable-http', ...row.spec };
  const objects = [
    { path: pathOf(row), body: { apiVersion: apiVersionOf(row), kind: row.kind, metadata, ...row.before } },
    {
      path: serversPath(NAMESPACE),
      body: { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata, spec: server },
    },
  ];
  for (const { path, body } of objects) {
    const answer = await cluster.request('POST', path, body);
    assert.equal(answer.status, 201, answer.body.message);
  }
}

function apiVersionOf({ kind }: Row): string {
  return kind === 'ConfigMap' || kind === 'Secret' ? 'v1' : configResource(kind).apiVersion;
}

function pathOf(row: Row): string {
  return listPath({ apiVersion: apiVersionOf(row), resource: `${row.kind.toLowerCase()}s` }, NAMESPACE);
}

/** The names that the children of a row's server have, by kind. */
function expectedOf({ name, changes }: Row): readonly string[] {
  const names: Readonly<Record<string, string>> = { ConfigMap: `${name}-runconfig`, NetworkPolicy: `${name}-mcp` };
  return changes.map((kind) => `${kind} ${names[kind] ?? name}`).toSorted();
}

/** What every child of every server asks for, without what the cluster's own controllers write. */
async function contents(cluster: Cluster): Promise<ReadonlyMap<string, string>> {
  const children = await listChildren(cluster, NAMESPACE);
  return new Map(children.map((child) => [`${child.kind} ${child.metadata.name}`, contentOf(child)]));
}

function contentOf({ metadata, status: _status, ...rest }: WireObject): string {
  const { uid, labels, annotations = {} } = metadata;
  const ours = Object.entries(annotations).filter(([key]) => !key.startsWith('deployment.kubernetes.io/'));
  // The copy of what was applied last says the same twice.
  const own = ours.filter(([key]) => !key.startsWith('metacontroller.k8s.io/'));
  return JSON.stringify({ uid, labels, own, rest });
}

function differences(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  const all = new Set([...before.keys(), ...now.keys()]);
  return [...all].filter((key) => before.get(key) !== now.get(key)).toSorted();
}
