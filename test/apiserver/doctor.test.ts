// `doctor` asks a real API server about the chart as Helm installs it: whole, and with one thing broken at a time.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { run } from '../cli/command-line.ts';
import { type Cluster, removeNamespace } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import {
  applyChart,
  installCompositeControllers,
  RELEASE,
  RELEASE_NAMESPACE,
  runHelm,
  serveRelease,
} from './harness/chart-release.ts';
import { freePort } from './harness/free-port.ts';
import { kubectl } from './harness/kubectl.ts';
import { installRights } from './harness/metacontroller-install.ts';
import type { Program } from './harness/process.ts';
import { waitFor } from './harness/wait.ts';

const VALUES = fileURLToPath(new URL('../../charts/toolhive-operator/metacontroller-values.yaml', import.meta.url));
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const METACONTROLLER = '/apis/apps/v1/namespaces/metacontroller/statefulsets/metacontroller';
const DEPLOYMENT = `/apis/apps/v1/namespaces/${RELEASE_NAMESPACE}/deployments/${RELEASE}`;

const dir = await mkdtemp(join(tmpdir(), 'toolhive-doctor-'));
const port = await freePort();
const cleanup: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })];
let program: Program | undefined;

after(async () => {
  await program?.stop();
  for (const step of cleanup.toReversed()) await step();
});

/** Verdict and words by the name of the check. */
async function ask(options = ''): Promise<{ readonly code: number; readonly says: Readonly<Record<string, string>> }> {
  const { code, out, err } = await run(`doctor -o json ${options}`);
  assert.equal(err, 'asking the cluster of the present kubectl context…\n');
  const checks: readonly { readonly what: string; readonly verdict: string; readonly message: string }[] =
    JSON.parse(out);
  return {
    code,
    says: Object.fromEntries(checks.map(({ what, verdict, message }) => [what, `${verdict}: ${message}`])),
  };
}

type Call = readonly [method: 'APPLY' | 'DELETE' | 'MERGE', path: string, body?: object];

async function send(on: Cluster, ...[method, path, body]: Call): Promise<void> {
  const answer = await on.request(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.body.message}`);
}

/** Metacontroller as its own chart would make it with our values; nothing runs in it. */
async function installMetacontroller(on: Cluster): Promise<void> {
  await installRights(on);
  const { commandArgs } = parse(await readFile(VALUES, 'utf8')) as { readonly commandArgs: readonly string[] };
  const labels = { app: 'metacontroller' };
  const containers = [{ name: 'm', image: 'ghcr.io/metacontroller/metacontroller:v4.17.2', args: commandArgs }];
  await send(on, 'APPLY', `${METACONTROLLER}?fieldManager=toolhive-tests&force=true`, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'metacontroller' },
    spec: {
      selector: { matchLabels: labels },
      serviceName: 'm',
      template: { metadata: { labels }, spec: { serviceAccountName: 'metacontroller', containers } },
    },
  });
}

/** What the controllers of a cluster say when a pod runs. This cluster may have none. */
async function makeReady(on: Cluster, path: string): Promise<void> {
  if (!on.has.pods) await send(on, 'MERGE', `${path}/status`, { status: { replicas: 1, readyReplicas: 1 } });
}

/** Asks until the lines are as wanted, or time is up; then the lines are in the message. */
async function waitForLines(wanted: Readonly<Record<string, RegExp>>): Promise<number> {
  let last = '';
  try {
    return await waitFor('the lines', async () => {
      const { code, says } = await ask();
      last = JSON.stringify(says, undefined, 1);
      return Object.entries(wanted).every(([what, words]) => words.test(says[what] ?? '')) ? code : undefined;
    });
  } catch (error) {
    throw new Error(last, { cause: error });
  }
}

const WHOLE = { hooks: /^ok/, metacontroller: /^ok/, 'dry run': /^ok/, certificate: /^ok/ };

chartTest('doctor: the chart as Helm installs it is whole, admission answers the dry runs', async (cluster) => {
  await installCompositeControllers(cluster);
  cleanup.push(
    () => removeNamespace(cluster, RELEASE_NAMESPACE),
    () => removeNamespace(cluster, 'metacontroller'),
    () => runHelm(cluster, 'uninstall', '--ignore-not-found'),
    () => cluster.request('DELETE', `${RBAC}/clusterroles/metacontroller`),
    () => cluster.request('DELETE', `${RBAC}/clusterrolebindings/metacontroller`),
  );
  await installMetacontroller(cluster);
  await applyChart(cluster, 'install', { port });
  program = await serveRelease(cluster, dir, port);
  await makeReady(cluster, METACONTROLLER);
  await makeReady(cluster, DEPLOYMENT);
  // Servers of a suite before may be about to go.
  assert.equal(await waitForLines({ ...WHOLE, servers: /^ok/ }), 0);
  const { says } = await ask();
  const { 'hook port': hookPort, ...others } = says;
  assert.match(hookPort ?? '', /^hint: every pod may connect, NetworkPolicy .* lets it/);
  for (const [what, words] of Object.entries(others)) assert.match(words, /^ok: /, what);
  assert.equal(says['dry run'], 'ok: a bad server is refused, a good one gets its defaults');
});

chartTest('doctor: another context, and a namespace that is not there', async () => {
  const { code, err } = await run('doctor --context elsewhere');
  assert.equal(code, 4);
  assert.match(err, /elsewhere/);
  assert.match(
    (await ask('--namespace nowhere-at-all')).says['dry run'] ?? '',
    /^unknown: namespace nowhere-at-all is not there/,
  );
  assert.equal((await ask('--no-probe')).says['dry run'], 'unknown: not tried: leave out --no-probe');
});

interface Break {
  readonly what: string;
  readonly harm: (on: Cluster) => Promise<void>;
  readonly says: Readonly<Record<string, RegExp>>;
  readonly repair: (on: Cluster) => Promise<void>;
}

const LEFT_BEHIND = '/apis/toolhive.stacklok.dev/v1beta1/namespaces/default/mcpservers/left-behind';

const SECRET = `/api/v1/namespaces/${RELEASE_NAMESPACE}/secrets/${RELEASE}-tls`;
let certificate = '';

const BREAKS: readonly Break[] = [
  {
    what: 'the validating webhook is deleted',
    harm: (on) => send(on, 'DELETE', `${ADMISSION}/validatingwebhookconfigurations/${RELEASE}`),
    says: {
      'validating webhook': /^no: no ValidatingWebhookConfiguration leads to \/validate/,
      'dry run': /^no: a server with a wrong image would be stored/,
    },
    repair: upgrade,
  },
  {
    what: 'the defaulting webhook is deleted',
    harm: (on) => send(on, 'DELETE', `${ADMISSION}/mutatingwebhookconfigurations/${RELEASE}`),
    says: {
      'defaulting webhook': /^no: no MutatingWebhookConfiguration leads to \/default/,
      'dry run': /^no: a good server is stored without its defaults/,
    },
    repair: upgrade,
  },
  {
    what: 'Metacontroller lost its rights',
    harm: (on) => send(on, 'DELETE', `${RBAC}/clusterrolebindings/metacontroller`),
    says: { 'its rights': /^no: account metacontroller\/metacontroller may not get, list, watch compositecontrollers/ },
    repair: async (on) => void (await installRights(on)),
  },
  {
    what: 'the CompositeController is gone',
    harm: (on) => send(on, 'DELETE', `/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers/${RELEASE}-mcpserver`),
    says: { 'composite controller': /^no: no CompositeController has mcpservers as parent/ },
    repair: upgrade,
  },
  {
    what: 'the certificate is one that nobody trusts',
    harm: async (on) => {
      const { data } = (await on.get(SECRET)) as unknown as { readonly data: Readonly<Record<string, string>> };
      certificate = data['tls.crt'] ?? '';
      const { cert } = createThrowawayCertificate([`${RELEASE}.${RELEASE_NAMESPACE}.svc`]);
      await send(on, 'MERGE', SECRET, { data: { 'tls.crt': Buffer.from(cert).toString('base64') } });
    },
    says: { certificate: /^no: the certificate of Secret .* is not trusted by webhook / },
    repair: (on) => send(on, 'MERGE', SECRET, { data: { 'tls.crt': certificate } }),
  },
  {
    what: 'a server waits for a finalizer of before, and nobody syncs it',
    harm: (on) =>
      send(on, 'APPLY', `${LEFT_BEHIND}?fieldManager=toolhive-tests`, {
        apiVersion: 'toolhive.stacklok.dev/v1beta1',
        kind: 'MCPServer',
        metadata: { name: 'left-behind', finalizers: ['mcpserver.toolhive.stacklok.dev/finalizer'] },
        spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'stdio' },
      }),
    says: {
      'old finalizers': /^no: default\/left-behind can never be deleted/,
      servers: /^no: nobody has synced default\/left-behind/,
    },
    repair: async (on) => {
      await send(on, 'MERGE', LEFT_BEHIND, { metadata: { finalizers: null } });
      await send(on, 'DELETE', LEFT_BEHIND);
    },
  },
  {
    what: 'the hooks are down',
    harm: async () => program?.stop(),
    says: {
      'dry run':
        /^no: the API server cannot reach the hooks: see the lines hooks, hook port and certificate above; failed calling webhook/,
    },
    repair: async (on) => {
      program = await serveRelease(on, dir, port);
    },
  },
];

for (const { what, harm, says, repair } of BREAKS)
  chartTest(`doctor: ${what}`, async (cluster) => {
    await harm(cluster);
    try {
      assert.equal(await waitForLines(says), 1);
    } finally {
      await repair(cluster);
    }
    assert.equal(await waitForLines(WHOLE), 0, 'it was that and nothing else');
  });

chartTest('doctor: who may see little is told what he may not see', async (cluster) => {
  const kubeconfig = join(dir, 'nobody');
  await send(cluster, 'APPLY', `/api/v1/namespaces/${RELEASE_NAMESPACE}/serviceaccounts/nobody?fieldManager=t`, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'nobody' },
  });
  const { stdout } = await kubectl(['create', 'token', 'nobody', '-n', RELEASE_NAMESPACE]);
  const config = JSON.parse(await readFile(cluster.kubeconfig, 'utf8'));
  config.users[0].user = { token: stdout.trim() };
  await writeFile(kubeconfig, JSON.stringify(config));
  const { code, err } = await run(`doctor --kubeconfig ${kubeconfig}`);
  assert.equal(code, 4);
  assert.match(err, /^error: the cluster cannot be asked: .*forbidden.*nobody/im);
});

async function upgrade(on: Cluster): Promise<void> {
  await applyChart(on, 'upgrade', { port });
}
