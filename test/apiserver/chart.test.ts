// The chart on a real API server, from install to uninstall, with admission by the credentials that the release made.

import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { CHART } from '../chart/helm.ts';
import { render } from '../chart/render.ts';
import { runTestPod } from '../chart/test-pod.ts';
import { type Cluster, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import {
  applyChart,
  installCompositeControllers,
  mountCertificate,
  readCore,
  RELEASE,
  RELEASE_NAMESPACE,
  rollBack,
  runHelm,
  serveRelease,
} from './harness/chart-release.ts';
import { kubectl } from './harness/kubectl.ts';
import { freePort } from './harness/free-port.ts';
import type { Program } from './harness/process.ts';
import { waitFor } from './harness/wait.ts';
import type { WireObject } from './harness/wire.ts';

const NAMESPACE = 'chart-test-servers';
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const RENDERING = { release: RELEASE, namespace: RELEASE_NAMESPACE } as const;
const CONTROLLER = `/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers/${RELEASE}-mcpserver`;
const COMPOSITE_CONTROLLERS =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/compositecontrollers.metacontroller.k8s.io';
const MUTED = 'mcpserver.toolhive.stacklok.dev/ignore-warnings';
// Any tag may move under the user, and that is a warning.
const UNPINNED = { image: 'ghcr.io/example/fetch:latest', transport: 'streamable-http' };

const dir = await mkdtemp(join(tmpdir(), 'toolhive-chart-'));
const port = await freePort();
const cleanup: (() => Promise<void>)[] = [() => rm(dir, { recursive: true, force: true })];
let program: Program | undefined;

after(async () => {
  await program?.stop();
  for (const step of cleanup.toReversed()) await step();
});

function server(name: string, spec: object, metadata: object = {}): object {
  return { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata: { name, ...metadata }, spec };
}

async function webhook(on: Cluster, kind: string): Promise<Record<string, unknown>> {
  const { webhooks } = (await read(on, `${ADMISSION}/${kind}/${RELEASE}`)) as unknown as {
    webhooks: Record<string, unknown>[];
  };
  return webhooks[0] ?? {};
}

/** The certificates that the API server trusts. */
async function bundle(on: Cluster): Promise<readonly X509Certificate[]> {
  const { clientConfig } = (await webhook(on, 'validatingwebhookconfigurations')) as {
    clientConfig: { caBundle: string };
  };
  const pem = Buffer.from(clientConfig.caBundle, 'base64').toString();
  return [...pem.matchAll(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g)].map(([text]) => new X509Certificate(text));
}

async function secretData(on: Cluster, name: string): Promise<unknown> {
  return ((await readCore(on, 'secrets', name)) as unknown as { data: unknown }).data;
}

/** Lines of the hooks' log about a server. */
function linesAbout(wanted: string): number {
  return (program?.log() ?? '').split('\n').filter((line) => line.includes(`${NAMESPACE}/${wanted}"`)).length;
}

/** How often the hooks were called about a server. Their log is written a moment late, so another call goes after it and is awaited. */
async function callsAbout(on: Cluster, name: string): Promise<number> {
  const before = linesAbout('wrong');
  await isRefusedByUs(on);
  await waitFor('the log', async () => (linesAbout('wrong') > before + 1 ? true : undefined));
  return linesAbout(name);
}

/** What kubelet gives a pod of this account, as far as the test uses it. */
async function accountOf(name: string): Promise<Record<string, string>> {
  const token = await kubectl(['create', 'token', name, '--namespace', RELEASE_NAMESPACE]);
  const view = await kubectl(['config', 'view', '--raw', '--flatten', '--minify', '--output', 'json']);
  const { cluster } =
    (JSON.parse(view.stdout) as { clusters: { cluster: Record<string, string> }[] }).clusters[0] ?? {};
  await writeFile(join(dir, 'token'), token.stdout);
  await writeFile(join(dir, 'ca.crt'), Buffer.from(cluster?.['certificate-authority-data'] ?? '', 'base64'));
  const { hostname, port: apiPort } = new URL(cluster?.['server'] ?? '');
  return { ACCOUNT: dir, KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: apiPort };
}

async function certificateIn(on: Cluster, suffix: string): Promise<X509Certificate> {
  const data = (await secretData(on, `${RELEASE}-${suffix}`)) as Record<string, string>;
  return new X509Certificate(Buffer.from(data['tls.crt'] ?? '', 'base64'));
}

/** Refused by our webhook, which therefore was called with the right certificate. */
async function isRefusedByUs(on: Cluster): Promise<boolean> {
  const answer = await on.request(
    'POST',
    `${serversPath(NAMESPACE)}?dryRun=All`,
    server('wrong', { image: 'https://x' }),
  );
  const { message } = answer.body;
  if (message.includes('failed calling webhook')) throw new Error(message);
  return (
    answer.status >= 400 && message.includes('validate.mcpserver.toolhive.stacklok.dev') && message.includes('MCP012')
  );
}

chartTest('helm install: admission works with the credentials of the release', async (cluster) => {
  await installCompositeControllers(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(
    () => removeNamespace(cluster, NAMESPACE),
    () => removeNamespace(cluster, RELEASE_NAMESPACE),
  );
  cleanup.push(async () => void (await runHelm(cluster, 'uninstall', '--ignore-not-found')));
  await applyChart(cluster, 'install', { port });
  program = await serveRelease(cluster, dir, port);
  await waitFor('a refusal by the webhook', async () => ((await isRefusedByUs(cluster)) ? true : undefined));
  const made = await cluster.request('POST', serversPath(NAMESPACE), server('sound', UNPINNED));
  assert.equal(made.status, 201, made.body.message);
  const { spec } = await read(cluster, `${serversPath(NAMESPACE)}/sound`);
  assert.equal(spec['proxyPort'], 8080);
});

chartTest('helm test: its account may ask for a server, and sees the refusal by the webhook', async () => {
  const objects = await render({ ...RENDERING, set: [`test.namespace=${NAMESPACE}`] });
  const account = objects.filter(({ kind, metadata }) => metadata.name === `${RELEASE}-test` && kind !== 'Pod');
  assert.deepEqual(
    account.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b)),
    ['Role', 'RoleBinding', 'ServiceAccount'],
  );
  const { code, stderr } = await kubectl(
    ['apply', '-f', '-'],
    account.map((object) => JSON.stringify(object)).join('\n---\n'),
  );
  assert.equal(code, 0, stderr);
  const env = await accountOf(`${RELEASE}-test`);
  const refused = await runTestPod(objects, 'refusal', env);
  assert.match(refused.output, /^ok: the mistake is refused/);
  const elsewhere = await runTestPod(objects, 'refusal', { ...env, NAMESPACE: 'default' });
  assert.match(elsewhere.output, /^failed: expected a refusal by the webhook, got 403/);
});

chartTest('webhooks: annotations mute warnings, and labels alone ask nobody', async (cluster) => {
  const path = `${serversPath(NAMESPACE)}/sound`;
  const warned = await cluster.request('MERGE', path, { spec: { proxyPort: 8081 } });
  assert.ok(
    warned.warnings.some((text) => text.includes('MCP013')),
    warned.warnings.join('\n'),
  );
  const muted = await cluster.request('MERGE', path, { metadata: { annotations: { [MUTED]: 'MCP013' } } });
  assert.equal(muted.status, 200, muted.body.message);
  const silent = await cluster.request('MERGE', path, { spec: { proxyPort: 8082 } });
  assert.ok(!silent.warnings.some((text) => text.includes('MCP013')), silent.warnings.join('\n'));
  const calls = await callsAbout(cluster, 'sound');
  assert.ok(calls > 0);
  const labelled = await cluster.request('MERGE', path, { metadata: { labels: { team: 'a' } } });
  assert.equal(labelled.status, 200);
  assert.equal(await callsAbout(cluster, 'sound'), calls);
});

chartTest(
  'webhooks: servers of our own namespace are judged like others, those of opted-out ones are not',
  async (cluster) => {
    const wrong = server('wrong', { image: 'https://x' });
    const path = `${serversPath(RELEASE_NAMESPACE)}?dryRun=All`;
    const own = await cluster.request('POST', path, wrong);
    assert.match(own.body.message, /MCP\d+/);
    assert.equal(
      (await cluster.request('POST', path, server('right', { image: 'ghcr.io/example/fetch:1.4.0', transport: 'sse' })))
        .status,
      201,
    );
    const setOptOut = (value: string | null): Promise<unknown> =>
      cluster.request('MERGE', `/api/v1/namespaces/${RELEASE_NAMESPACE}`, {
        metadata: { labels: { 'toolhive.stacklok.dev/disable-validation': value } },
      });
    await setOptOut('true');
    await waitFor('the label to count', async () =>
      (await cluster.request('POST', path, wrong)).status === 201 ? true : undefined,
    );
    await setOptOut(null);
  },
);

chartTest('helm upgrade: warns of another controller of the same servers', async (cluster) => {
  const labels = { app: 'other' };
  const container = { name: 'manager', image: 'ghcr.io/stacklok/toolhive/operator:v0.44.0' };
  const made = await cluster.request('POST', `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'other' },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  });
  assert.equal(made.status, 201, made.body.message);
  const notes = await runHelm(cluster, 'upgrade', CHART, '--reuse-values', '--force-conflicts', '--dry-run=server');
  assert.match(notes, /WARNING: another controller .*toolhive\/operator:v0\.44\.0/);
  await cluster.request('DELETE', `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/other`);
  const quiet = await runHelm(cluster, 'upgrade', CHART, '--reuse-values', '--force-conflicts', '--dry-run=server');
  assert.doesNotMatch(quiet, /WARNING: another controller/);
});

chartTest('helm upgrade: keeps CA and certificate as they are', async (cluster) => {
  const before = [await secretData(cluster, `${RELEASE}-ca`), await secretData(cluster, `${RELEASE}-tls`)];
  await applyChart(cluster, 'upgrade', { port, set: ['replicas=3'] });
  assert.deepEqual([await secretData(cluster, `${RELEASE}-ca`), await secretData(cluster, `${RELEASE}-tls`)], before);
  assert.equal((await bundle(cluster)).length, 1);
});

chartTest('helm upgrade: a new CA is trusted beside the old one, so no request fails meanwhile', async (cluster) => {
  const [old] = await bundle(cluster);
  await applyChart(cluster, 'upgrade', { port, set: ['tls.caGeneration=2'] });
  const trusted = await bundle(cluster);
  assert.equal(trusted.length, 2);
  assert.ok(trusted.some(({ fingerprint256 }) => fingerprint256 === old?.fingerprint256));
  const { spec } = await read(cluster, CONTROLLER);
  const [endpoint] = spec['endpointConfigs'] as { caBundle: { inline: string } }[];
  assert.equal(endpoint?.caBundle.inline.match(/BEGIN CERTIFICATE/g)?.length, 2);
  // The pod serves the old certificate until kubelet has brought the new one.
  await waitFor('the old certificate to be accepted', async () => ((await isRefusedByUs(cluster)) ? true : undefined));
  await mountCertificate(cluster, dir);
  await waitFor('the new certificate', async () =>
    program?.log().includes('certificate changed') === true ? true : undefined,
  );
  assert.ok(await isRefusedByUs(cluster));
});

chartTest('helm upgrade: the same generation again changes nothing', async (cluster) => {
  const before = await secretData(cluster, `${RELEASE}-ca`);
  await applyChart(cluster, 'upgrade', { port, set: ['replicas=2'] });
  assert.deepEqual(await secretData(cluster, `${RELEASE}-ca`), before);
  assert.equal((await bundle(cluster)).length, 2);
});

chartTest(
  'helm upgrade: renews the certificate when its time has come, and drops an old CA a day later',
  async (cluster) => {
    const secrets = `/api/v1/namespaces/${RELEASE_NAMESPACE}/secrets/${RELEASE}`;
    const annotate = (name: string, key: string): Promise<unknown> =>
      cluster.request('MERGE', secrets + name, {
        metadata: { annotations: { [`toolhive.stacklok.dev/${key}`]: '1' } },
      });
    await annotate('-tls', 'renew-after');
    await annotate('-ca', 'old-ca-until');
    const [ca, leaf] = [await certificateIn(cluster, 'ca'), await certificateIn(cluster, 'tls')];
    await applyChart(cluster, 'upgrade', { port, set: ['replicas=2'] });
    assert.equal((await certificateIn(cluster, 'ca')).fingerprint256, ca.fingerprint256);
    const renewed = await certificateIn(cluster, 'tls');
    assert.notEqual(renewed.fingerprint256, leaf.fingerprint256);
    assert.ok(renewed.verify(ca.publicKey));
    assert.deepEqual(
      (await bundle(cluster)).map(({ fingerprint256 }) => fingerprint256),
      [ca.fingerprint256],
    );
  },
);

chartTest('helm rollback: the earlier CA and certificate fit together again', async (cluster) => {
  await rollBack(cluster, 1);
  assert.equal((await bundle(cluster)).length, 1);
  await mountCertificate(cluster, dir);
  await waitFor('the earlier certificate', async () => ((await isRefusedByUs(cluster)) ? true : undefined));
});

chartTest('helm uninstall: servers and their CRD stay, and nothing holds them', async (cluster) => {
  await runHelm(cluster, 'uninstall');
  await program?.stop();
  const path = `${serversPath(NAMESPACE)}/sound`;
  const changed = await cluster.request('MERGE', path, { spec: { proxyPort: 8083 } });
  assert.equal(changed.status, 200, changed.body.message);
  const left = await Promise.all(
    [
      CONTROLLER,
      `${ADMISSION}/mutatingwebhookconfigurations/${RELEASE}`,
      `${ADMISSION}/validatingwebhookconfigurations/${RELEASE}`,
      `${ADMISSION}/validatingadmissionpolicies/${RELEASE}-no-connect`,
      `/apis/apps/v1/namespaces/${RELEASE_NAMESPACE}/deployments/${RELEASE}`,
      `/api/v1/namespaces/${RELEASE_NAMESPACE}/secrets/${RELEASE}-ca`,
    ].map((gone): Promise<WireObject | undefined> => cluster.get(gone)),
  );
  assert.deepEqual(
    left.filter((object) => object !== undefined),
    [],
  );
  assert.equal((await cluster.request('DELETE', path)).status, 200);
});

chartTest(
  'helm install: a CRD of CompositeControllers that would drop the CA is refused with what to do',
  async (cluster) => {
    // The last of all, because the API server does not serve the kind for a moment after each change. The CRD of a real Metacontroller
    // is left alone.
    if (!JSON.stringify((await read(cluster, COMPOSITE_CONTROLLERS)).metadata).includes('test fixture')) return;
    const rename = async (from: string, to: string): Promise<void> => {
      const crd = JSON.stringify(await read(cluster, COMPOSITE_CONTROLLERS)).replaceAll(`"${from}":`, `"${to}":`);
      const { status, body } = await cluster.request('PUT', COMPOSITE_CONTROLLERS, JSON.parse(crd) as unknown);
      assert.equal(status, 200, body.message);
    };
    await rename('endpointConfigs', 'nothing');
    try {
      const tried = runHelm(cluster, 'install', CHART, '--dry-run=server', '--set', 'crds.install=false');
      await assert.rejects(tried, /helm show crds/);
    } finally {
      await rename('nothing', 'endpointConfigs');
      await waitFor('the kind to be served again', () => cluster.get(CONTROLLER.slice(0, CONTROLLER.lastIndexOf('/'))));
    }
  },
);
