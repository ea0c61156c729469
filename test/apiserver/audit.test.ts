// The audit log of an API server, started with flags for it, shows who changed what a server may reach.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Cluster, installCrd, makeNamespace, serversPath } from './cluster.ts';
import { startControlPlane } from './harness/control-plane.ts';
import { startHookServer } from './harness/hook-server.ts';
import { connect } from './harness/kube-client.ts';
import { waitFor } from './harness/wait.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const ASSETS = process.env['KUBEBUILDER_ASSETS'];
const NAMESPACE = 'test-audit';
const PREFIX = 'mcpserver.validate.toolhive.stacklok.dev/';
const QUARANTINE = 'mcpserver.toolhive.stacklok.dev/quarantine';

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** One line of an audit log, as far as it is read here. */
interface AuditEvent {
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly objectRef?: { readonly resource?: string; readonly name?: string; readonly namespace?: string };
  readonly responseStatus?: { readonly code: number };
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Audited {
  readonly cluster: Cluster;
  readonly logFile: string;
}

/** Requests for MCPServers with user and verb but no bodies, which keeps an audit log small. */
async function startAudited(): Promise<Audited> {
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-audit-'));
  cleanup.push(() => rm(dir, { recursive: true, force: true }));
  const [policyFile, logFile] = [join(dir, 'policy.json'), join(dir, 'audit.log')];
  const rules = [
    { level: 'Metadata', resources: [{ group: 'toolhive.stacklok.dev', resources: ['mcpservers'] }] },
    { level: 'None' },
  ];
  const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived'], rules };
  await writeFile(policyFile, JSON.stringify(policy));
  const plane = await startControlPlane(ASSETS ?? '', {
    apiServerArgs: [`--audit-policy-file=${policyFile}`, `--audit-log-path=${logFile}`, '--audit-log-mode=blocking'],
    upTo: 'api',
  });
  cleanup.push(plane.stop);
  const client = await connect(plane.kubeconfig);
  const has = { controllers: false, pods: false };
  return { cluster: { ...client, kubeconfig: plane.kubeconfig, kinds: [], has }, logFile };
}

async function readLog(logFile: string): Promise<readonly AuditEvent[]> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as AuditEvent);
}

/** What the validating webhook said about the changes of one server, in their order. */
async function said(logFile: string, name: string, count: number): Promise<readonly (readonly [string, object])[]> {
  return waitFor(`${count} events about ${name}`, async () => {
    const events = (await readLog(logFile)).filter(
      ({ objectRef, verb }) => objectRef?.name === name && ['create', 'patch', 'update'].includes(verb),
    );
    if (events.length < count) throw new Error(`there are ${events.length}`);
    return events.map(({ user, annotations = {}, responseStatus }) => {
      const ours = Object.entries(annotations).filter(([key]) => key.startsWith(PREFIX));
      const short = Object.fromEntries(ours.map(([key, text]) => [key.slice(PREFIX.length), text]));
      return [`${user.username} ${responseStatus?.code}`, short] as const;
    });
  });
}

const SPEC = {
  image: 'ghcr.io/example/fetch:1.4.0',
  transport: 'streamable-http',
  permissionProfile: { type: 'builtin', name: 'none' },
};

test('audit: the log of a real API server tells who widened the network of a server, and from what to what', {
  skip: ASSETS === undefined && 'needs KUBEBUILDER_ASSETS: an API server of its own flags is started',
}, async () => {
  const { cluster, logFile } = await startAudited();
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  const hooks = await startHookServer();
  cleanup.push(hooks.stop);
  cleanup.push(await registerWebhooks(cluster, hooks, { name: 'audit', namespace: NAMESPACE }));

  const path = serversPath(NAMESPACE);
  const server = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata: { name: 'audited' } };
  const made = await cluster.request('POST', path, { ...server, spec: SPEC });
  assert.equal(made.status, 201, made.body.message);
  const edits = [
    { spec: { permissionProfile: { name: 'network' } } },
    { spec: { permissionProfile: { name: 'none' }, image: 'ghcr.io/example/fetch:1.5.0' } },
    { spec: { permissionProfile: { name: 'network' }, image: 'not an image!' } },
    { metadata: { labels: { team: 'a' } } },
    { metadata: { annotations: { [QUARANTINE]: 'true' } } },
  ];
  const codes: number[] = [];
  for (const edit of edits) {
    // oxlint-disable-next-line no-await-in-loop -- each edit builds on the one before
    codes.push((await cluster.request('MERGE', `${path}/audited`, edit)).status);
  }
  assert.deepEqual(codes, [200, 200, 422, 200, 200]);

  const none = { profile: 'builtin none', images: 'mcp=ghcr.io/example/fetch:1.4.0', 'service-account': 'audited-sa' };
  const network = { ...none, profile: 'builtin network' };
  const updated = { ...none, images: 'mcp=ghcr.io/example/fetch:1.5.0' };
  assert.deepEqual(await said(logFile, 'audited', 6), [
    ['admin 201', { ...suffixed(none, 'after'), widened: 'false' }],
    ['admin 200', { ...suffixed(none, 'before'), ...suffixed(network, 'after'), widened: 'true' }],
    ['admin 200', { ...suffixed(network, 'before'), ...suffixed(updated, 'after'), widened: 'false' }],
    [
      'admin 422',
      {
        ...suffixed(updated, 'before'),
        ...suffixed({ ...network, images: 'mcp=not an image!' }, 'after'),
        widened: 'true',
      },
    ],
    ['admin 200', {}],
    ['admin 200', { 'quarantine-before': 'false', 'quarantine-after': 'true', widened: 'false' }],
  ]);
});

function suffixed(facts: Readonly<Record<string, string>>, suffix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(facts).map(([name, text]) => [`${name}-${suffix}`, text]));
}
