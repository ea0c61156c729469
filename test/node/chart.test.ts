// The chart on a real node: its pods run under level restricted, and the API server calls them through their Service.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect } from 'node:tls';
import { type Cluster, clusterTest, makeNamespace, read, removeNamespace, serversPath } from '../apiserver/cluster.ts';
import { RELEASE, RELEASE_NAMESPACE, runHelm } from '../apiserver/harness/chart-release.ts';
import { type CommandResult, kubectl, shell } from '../apiserver/harness/kubectl.ts';
import { listAll, listPath, PODS, SERVICES } from '../apiserver/harness/objects.ts';
import { waitFor } from '../apiserver/harness/wait.ts';
import { conditionOf, type WireObject } from '../apiserver/harness/wire.ts';
import { CHART, helm, whyNoHelm } from '../chart/helm.ts';
import {
  installMetacontroller,
  letReadSecrets,
  startController,
  whyNoMetacontroller,
} from './harness-metacontroller.ts';
import { get, listen, reached } from './harness-reach.ts';

const NAMESPACE = 'chart-test-servers';
/** Where a hook pod serves its hooks. */
const HOOK_PORT = 8443;
const OUTSIDE = '198.51.100.1';
/** This machine, where the API server runs, as pods see it. */
const API_SERVER = '10.243.0.1/32';
const VALUES = [
  'image.registry=docker.io',
  'image.repository=library/hooks',
  'image.tag=v1',
  `test.namespace=${NAMESPACE}`,
  `networkPolicy.apiServerCIDRs={${API_SERVER}}`,
  'settings.proxy.image=stand-in:1',
];
/** What every namespace has. */
const ALWAYS_THERE = new Set(['configmap/kube-root-ca.crt', 'serviceaccount/default']);

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

function releaseTest(name: string, check: (cluster: Cluster) => Promise<void>): void {
  if (whyNoHelm === false) clusterTest(name, check, ['pods']);
  else test(name, { skip: whyNoHelm });
}

function server(name: string, spec: object): object {
  return { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata: { name }, spec };
}

const SOUND = { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http' };
const WRONG = { image: 'https://not-an-image', transport: 'sse' };

function hookPods(cluster: Cluster): Promise<readonly WireObject[]> {
  return listAll(cluster, PODS, RELEASE_NAMESPACE).then((pods) =>
    pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'hooks'),
  );
}

/** Runs a program in a pod of the release's namespace. */
function execIn(pod: string, program: readonly string[]): Promise<CommandResult> {
  return kubectl(['exec', pod, '-n', RELEASE_NAMESPACE, '--', ...program]);
}

releaseTest(
  'helm install --wait: both pods are ready under level restricted, and the first apply finds them',
  async (cluster) => {
    cleanup.push(await installMetacontroller(cluster));
    await makeNamespace(cluster, NAMESPACE);
    await makeNamespace(cluster, RELEASE_NAMESPACE);
    cleanup.push(
      () => removeNamespace(cluster, NAMESPACE),
      () => removeNamespace(cluster, RELEASE_NAMESPACE),
      async () => void (await runHelm(cluster, 'uninstall', '--ignore-not-found')),
    );
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await cluster.request('MERGE', `/api/v1/namespaces/${RELEASE_NAMESPACE}`, { metadata: { labels } });
    const values = VALUES.flatMap((value) => ['--set', value]);
    // The CRD may be there from another suite.
    const adopting = ['--take-ownership', '--force-conflicts'];
    await runHelm(cluster, 'install', CHART, ...values, ...adopting, '--wait', '--timeout', '240s');
    // At once, and once: what a script does next.
    const first = await kubectl(['apply', '-n', NAMESPACE, '-f', '-'], JSON.stringify(server('first', SOUND)));
    const pods = await hookPods(cluster);
    assert.equal(pods.length, 2);
    for (const pod of pods) assert.equal(conditionOf(pod, 'Ready')?.status, 'True');
    assert.deepEqual([first.code, first.stderr], [0, '']);
  },
);

releaseTest(
  'webhooks: the API server reaches them through the Service; a mistake is refused with its reason',
  async (cluster) => {
    const refused = await cluster.request('POST', serversPath(NAMESPACE), server('wrong', WRONG));
    assert.ok(refused.status >= 400, String(refused.status));
    assert.match(refused.body.message, /validate\.mcpserver\.toolhive\.stacklok\.dev.*MCP012/s);
    assert.equal(await cluster.get(`${serversPath(NAMESPACE)}/wrong`), undefined);
  },
);

releaseTest('webhooks: a sound server is stored with its defaults', async (cluster) => {
  const made = await cluster.request('POST', serversPath(NAMESPACE), server('sound', SOUND));
  assert.equal(made.status, 201, made.body.message);
  const { spec } = await read(cluster, `${serversPath(NAMESPACE)}/sound`);
  assert.equal(spec['proxyPort'], 8080);
  assert.equal(spec['permissionProfile'], undefined, 'the settings of the day decide');
});

releaseTest(
  'sync: a server becomes Ready through the hooks, called as the CompositeController says',
  async (cluster) => {
    cleanup.push(await startController(cluster));
    const spec = { image: process.env['BACKEND_IMAGE'], transport: 'streamable-http', mcpPort: 3001 };
    const run = { args: ['streamableHttp'], env: [{ name: 'PORT', value: '3001' }] };
    const made = await cluster.request('POST', serversPath(NAMESPACE), server('everything', { ...spec, ...run }));
    assert.equal(made.status, 201, made.body.message);
    const ready = await waitFor(
      'the server to be Ready',
      async () => {
        const { status } = await read(cluster, `${serversPath(NAMESPACE)}/everything`);
        return status.phase === 'Ready' ? status : undefined;
      },
      { seconds: 120 },
    );
    assert.equal(ready.url, `http://mcp-everything-proxy.${NAMESPACE}.svc.cluster.local:8080/mcp`);
  },
);

releaseTest('helm test: every pod of it succeeds', async (cluster) => {
  const said = await runHelm(cluster, 'test', '--timeout', '180s');
  for (const name of ['rendering', 'metrics', 'refusal'])
    assert.match(said, new RegExp(`-test-${name}\\n.*\\n.*\\nPhase: +Succeeded`), said);
});

const LOOK: readonly (readonly [command: string, answer: RegExp])[] = [
  ['kubectl get deployment -n NS', new RegExp(`^${RELEASE} +2/2 `, 'm')],
  ['kubectl get pods -n NS', new RegExp(`^${RELEASE}-\\S+ +1/1 +Running`, 'm')],
  ['kubectl rollout status deployment/NAME -n NS', /successfully rolled out/],
  ['kubectl logs -n NS deployment/NAME', /^\{.*\}$/m],
  ["kubectl get events -n NS --sort-by='.lastTimestamp'", /Scheduled|Started|Pulled|Created/],
];

releaseTest('commands: what the documentation tells to look at answers', async () => {
  for (const [command, answer] of LOOK) {
    const { code, stdout, stderr } = await shell(command.replace('NS', RELEASE_NAMESPACE).replace('NAME', RELEASE));
    assert.equal(code, 0, stderr);
    assert.match(stdout, answer, command);
  }
});

releaseTest('network policy: a hook pod connects to nobody', async (cluster) => {
  const { port, server: listener } = await listen('outside');
  cleanup.push(async () => void listener.close());
  const ask = `fetch('http://${OUTSIDE}:${port}', { signal: AbortSignal.timeout(5000) }).then((answer) => answer.text()).then(console.log, () => console.log('closed'))`;
  const [pod] = await hookPods(cluster);
  const closed = await execIn(pod?.metadata.name ?? '', ['/nodejs/bin/node', '--eval', ask]);
  assert.equal(closed.stdout, 'closed\n', closed.stderr);
  // The same from a pod that no policy selects, so it is the policy that closes.
  await startStranger(cluster);
  const open = await execIn('stranger', ['curl', '-s', '-m', '5', `http://${OUTSIDE}:${port}`]);
  assert.equal(open.stdout, 'outside', open.stderr);
});

releaseTest('network policy: other pods reach metrics, and not the hooks', async (cluster) => {
  const { spec } = await read(cluster, `${listPath(SERVICES, RELEASE_NAMESPACE)}/${RELEASE}`);
  const { clusterIP } = spec as { readonly clusterIP: string };
  const end = { ip: clusterIP };
  const targets = {
    hooks: { command: get(`https://${clusterIP}/validate`), end, port: 443 },
    metrics: { command: get(`http://${clusterIP}:9090/metrics`), end, port: 9090 },
  };
  assert.deepEqual(await reached({ namespace: RELEASE_NAMESPACE, pod: 'stranger' }, targets), ['metrics']);
});

/** A pod with a shell, which level restricted admits. */
async function startStranger(cluster: Cluster): Promise<void> {
  const securityContext = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    runAsUser: 65532,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const path = listPath(PODS, RELEASE_NAMESPACE);
  const made = await cluster.request('POST', path, {
    metadata: { name: 'stranger' },
    spec: {
      containers: [{ name: 'shell', image: 'toolbox:1', command: ['sleep', '3600'], securityContext }],
      terminationGracePeriodSeconds: 0,
    },
  });
  assert.equal(made.status, 201, made.body.message);
  cleanup.push(async () => void (await cluster.request('DELETE', `${path}/stranger`)));
  await waitFor('the stranger', async () =>
    conditionOf(await read(cluster, `${path}/stranger`), 'Ready')?.status === 'True' ? true : undefined,
  );
}

/** Beside each other, so that a machine with other work, where an answer takes a second, still asks often. */
const ASKERS = 4;

/** Asks for sound and wrong servers until something is over; what was not admitted or refused as it should be, and how often was asked. */
async function askMeanwhile(
  cluster: Cluster,
  something: Promise<unknown>,
): Promise<{ readonly surprises: readonly string[]; readonly applied: number }> {
  const progress = { isOver: false };
  const over = something.finally(() => (progress.isOver = true));
  const surprises: string[] = [];
  let applied = 0;
  // The first one's server is stored; the others' requests go the same way through admission and leave nothing.
  const ask = async (more: string): Promise<void> => {
    while (!progress.isOver) {
      const path = `${serversPath(NAMESPACE)}/applied?fieldManager=toolhive-tests&force=true${more}`;
      const spec = { ...SOUND, proxyPort: 8080 + (applied % 100) };
      const [sound, wrong] = await Promise.all([
        cluster.request('APPLY', path, server('applied', spec)),
        cluster.request('POST', `${serversPath(NAMESPACE)}?dryRun=All`, server('wrong', WRONG)),
      ]);
      if (sound.status >= 300) surprises.push(`sound: ${sound.status} ${sound.body.message}`);
      if (!(wrong.body.message ?? '').includes('MCP012'))
        surprises.push(`wrong: ${wrong.status} ${wrong.body.message}`);
      applied += 1;
    }
  };
  await Promise.all(['', ...Array.from({ length: ASKERS - 1 }, () => '&dryRun=All')].map(ask));
  await over;
  return { surprises, applied };
}

/** Waits until none of these pods is left. */
function gone(cluster: Cluster, uids: ReadonlySet<string | undefined>): Promise<boolean> {
  return waitFor(
    'the old pods to be gone',
    async () => {
      const left = (await hookPods(cluster)).filter(({ metadata }) => uids.has(metadata.uid));
      return left.length === 0 ? true : undefined;
    },
    { seconds: 120 },
  );
}

async function rolledOut(): Promise<void> {
  const status = ['rollout', 'status', `deployment/${RELEASE}`, '-n', RELEASE_NAMESPACE, '--timeout=240s'];
  const { code, stdout, stderr } = await kubectl(status);
  assert.equal(code, 0, stdout + stderr);
}

releaseTest('rolling restart: every sound server is admitted and every mistake refused meanwhile', async (cluster) => {
  const before = new Set((await hookPods(cluster)).map(({ metadata }) => metadata.uid));
  const restarted = await kubectl(['rollout', 'restart', `deployment/${RELEASE}`, '-n', RELEASE_NAMESPACE]);
  assert.equal(restarted.code, 0, restarted.stderr);
  const { surprises, applied } = await askMeanwhile(
    cluster,
    rolledOut().then(() => gone(cluster, before)),
  );
  assert.deepEqual(surprises, []);
  assert.ok(applied > 20, `${applied} applied`);
});

releaseTest(
  'drain of a node: one hook pod leaves, the last ready one may not, and no request fails',
  async (cluster) => {
    const [first, second] = await hookPods(cluster);
    const evict = (pod: WireObject | undefined): Promise<{ readonly status: number }> => {
      const path = `${listPath(PODS, RELEASE_NAMESPACE)}/${pod?.metadata.name}/eviction`;
      const metadata = { name: pod?.metadata.name, namespace: RELEASE_NAMESPACE };
      return cluster.request('POST', path, { apiVersion: 'policy/v1', kind: 'Eviction', metadata });
    };
    assert.equal((await evict(first)).status, 201);
    // What kubectl drain would meet next, before the new pod is ready.
    assert.equal((await evict(second)).status, 429);
    const { surprises, applied } = await askMeanwhile(
      cluster,
      gone(cluster, new Set([first?.metadata.uid])).then(rolledOut),
    );
    assert.deepEqual(surprises, []);
    assert.ok(applied > 20, `${applied} applied`);
    const present = (await hookPods(cluster)).map(({ metadata }) => metadata.uid);
    assert.equal(present.length, 2);
    assert.ok(present.some((uid) => uid === second?.metadata.uid));
  },
);

releaseTest(
  'certificate: a new one in the Secret is served by the running pods, and no caller notices',
  async (cluster) => {
    const before = await hookPods(cluster);
    const served = await servedCertificates(before);
    assert.equal(new Set(served).size, 1, 'the pods serve the same certificate');
    // Without the annotation the certificate is due, and an upgrade makes a new one by the same CA.
    const secret = `/api/v1/namespaces/${RELEASE_NAMESPACE}/secrets/${RELEASE}-tls`;
    const annotations = { 'toolhive.stacklok.dev/renew-after': '0' };
    await cluster.request('MERGE', secret, { metadata: { annotations } });
    await runHelm(cluster, 'upgrade', CHART, '--reuse-values', '--force-conflicts');
    const refusals: string[] = [];
    await waitFor(
      'both pods to serve the new certificate',
      async () => {
        const wrong = await cluster.request('POST', `${serversPath(NAMESPACE)}?dryRun=All`, server('wrong', WRONG));
        if (!(wrong.body.message ?? '').includes('MCP012')) refusals.push(`${wrong.status} ${wrong.body.message}`);
        const now = await servedCertificates(before);
        return now.every((fingerprint) => fingerprint !== served[0]) ? true : undefined;
      },
      // The kubelet looks at a mounted Secret about once a minute.
      { seconds: 200, everyMs: 1000 },
    );
    assert.deepEqual(refusals, []);
    const present = (await hookPods(cluster)).map(({ metadata }) => metadata.uid).toSorted();
    assert.deepEqual(present, before.map(({ metadata }) => metadata.uid).toSorted(), 'no pod was replaced');
  },
);

releaseTest(
  'settings: with a bad file new pods do not start and say why, and the old ones serve on',
  async (cluster) => {
    const before = new Set((await hookPods(cluster)).map(({ metadata }) => metadata.uid));
    const path = `/api/v1/namespaces/${RELEASE_NAMESPACE}/configmaps/${RELEASE}-settings`;
    const { data } = (await read(cluster, path)) as unknown as { readonly data: Readonly<Record<string, string>> };
    // Helm would refuse them; somebody writes past it.
    await cluster.request('MERGE', path, { data: { 'settings.yaml': 'podSecurity: {enforce: loose}' } });
    await kubectl(['rollout', 'restart', `deployment/${RELEASE}`, '-n', RELEASE_NAMESPACE]);
    const crashed = await waitFor(
      'a new pod that has ended',
      async () => (await hookPods(cluster)).find((pod) => !before.has(pod.metadata.uid) && hasRestarted(pod)),
      { seconds: 120 },
    );
    const { stdout } = await kubectl(['logs', crashed.metadata.name, '-n', RELEASE_NAMESPACE, '--previous']);
    assert.match(stdout, /not started: SETTINGS_FILE .*podSecurity/);
    const left = (await hookPods(cluster)).filter(({ metadata }) => before.has(metadata.uid));
    assert.deepEqual(
      left.map((pod) => conditionOf(pod, 'Ready')?.status),
      ['True', 'True'],
    );
    const wrong = await cluster.request('POST', `${serversPath(NAMESPACE)}?dryRun=All`, server('wrong', WRONG));
    assert.match(wrong.body.message, /MCP012/);
    await cluster.request('MERGE', path, { data });
    await kubectl(['rollout', 'restart', `deployment/${RELEASE}`, '-n', RELEASE_NAMESPACE]);
    await rolledOut();
    await gone(cluster, new Set([crashed.metadata.uid]));
  },
);

function hasRestarted({ status }: WireObject): boolean {
  const { containerStatuses = [] } = status as { readonly containerStatuses?: readonly { restartCount: number }[] };
  return containerStatuses.some(({ restartCount }) => restartCount > 0);
}

/** Fingerprint of the certificate that each pod serves. */
function servedCertificates(pods: readonly WireObject[]): Promise<readonly string[]> {
  return Promise.all(
    pods.map(({ status }) => {
      const { podIP } = status as { readonly podIP?: string };
      return new Promise<string>((resolve, reject) => {
        const socket = connect({ host: podIP ?? '', port: HOOK_PORT, rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        });
        socket.on('error', reject);
      });
    }),
  );
}

/** A test of what only the real Metacontroller does. */
function callerTest(name: string, check: (cluster: Cluster) => Promise<void>): void {
  if (whyNoMetacontroller === false) releaseTest(name, check);
  else test(name, { skip: whyNoMetacontroller });
}

callerTest('callers: Metacontroller gets in with its bearer token, and nobody without it', async (cluster) => {
  const secret = { metadata: { name: 'hook-token' }, stringData: { token: 'a-token-of-32-letters-for-a-test' } };
  await cluster.request('POST', `/api/v1/namespaces/${RELEASE_NAMESPACE}/secrets`, secret);
  cleanup.push(await letReadSecrets(cluster));
  const value = ['--set', 'callers.bearerToken.existingSecret=hook-token'];
  await runHelm(
    cluster,
    'upgrade',
    CHART,
    '--reuse-values',
    '--force-conflicts',
    ...value,
    '--wait',
    '--timeout',
    '240s',
  );
  const ask = `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    fetch('https://127.0.0.1:${HOOK_PORT}/sync', { method: 'POST' }).then(({ status }) => console.log(status))`;
  await waitFor('a refusal without a token', async () => {
    const [pod] = await hookPods(cluster);
    const { stdout } = await execIn(pod?.metadata.name ?? '', ['/nodejs/bin/node', '--eval', ask]);
    return stdout === '401\n' ? true : undefined;
  });
  const made = await cluster.request('POST', serversPath(NAMESPACE), server('with-token', SOUND));
  assert.equal(made.status, 201, made.body.message);
  const deployment = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/with-token`;
  await waitFor('its Deployment', () => cluster.get(deployment), { seconds: 90 });
  await cluster.request('DELETE', `/api/v1/namespaces/${RELEASE_NAMESPACE}/secrets/hook-token`);
});

releaseTest('helm uninstall: leaves the CRDs and the servers, and nothing else', async (cluster) => {
  await cluster.request('DELETE', `${listPath(PODS, RELEASE_NAMESPACE)}/stranger`);
  const manifests = await Promise.all(
    ['manifest', 'hooks'].map((part) =>
      helm(['get', part, RELEASE, '-n', RELEASE_NAMESPACE], { KUBECONFIG: cluster.kubeconfig }),
    ),
  );
  const manifest = manifests.map(({ stdout }) => stdout).join('\n');
  assert.match(manifest, /kind: Deployment/);
  await runHelm(cluster, 'uninstall', '--wait');
  const kinds =
    'all,secrets,configmaps,serviceaccounts,roles,rolebindings,networkpolicies,poddisruptionbudgets,resourcequotas';
  await waitFor('the namespace to be empty', async () => {
    const { stdout } = await kubectl(['get', kinds, '-n', RELEASE_NAMESPACE, '-o', 'name']);
    const left = stdout.split('\n').filter((name) => name !== '' && !ALWAYS_THERE.has(name));
    if (left.length > 0) throw new Error(left.join(', '));
    return true;
  });
  const kept = await kubectl(['get', '-f', '-', '--ignore-not-found', '-o', 'name'], manifest);
  const names = kept.stdout.split('\n').filter((name) => name !== '');
  const crd = 'customresourcedefinition.apiextensions.k8s.io/';
  assert.ok(names.includes(`${crd}mcpservers.toolhive.stacklok.dev`), kept.stderr);
  assert.deepEqual(
    names.filter((name) => !name.startsWith(crd)),
    [],
  );
  const changed = await cluster.request('MERGE', `${serversPath(NAMESPACE)}/sound`, { spec: { proxyPort: 8099 } });
  assert.equal(changed.status, 200, changed.body.message);
});
