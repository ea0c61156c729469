// Test harness: a control plane of our own from the programs in KUBEBUILDER_ASSETS, for the length of one test run.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startProgram, type Program } from './process.ts';
import { connect } from './kube-client.ts';
import { waitFor } from './wait.ts';

/** A running control plane. */
export interface ControlPlane {
  /** Path of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Names of the programs that run. */
  readonly parts: readonly string[];
  /** Ends the programs and removes every file. */
  readonly stop: () => Promise<void>;
}

interface Place {
  readonly assets: string;
  readonly dir: string;
  readonly kubeconfig: string;
  readonly etcdUrl: string;
  readonly etcdPeerUrl: string;
  readonly port: number;
}

/** How much of a control plane to start. */
export interface ControlPlaneOptions {
  /** More arguments for kube-apiserver. */
  readonly apiServerArgs?: readonly string[];
  /** Beside etcd and kube-apiserver: nothing; the controller manager; scheduler and simulated nodes as well. @default 'nodes' */
  readonly upTo?: 'api' | 'controllers' | 'nodes';
}

const NODES = ['simulated-0', 'simulated-1'];

/**
 * Starts etcd and kube-apiserver from `assets`, and kube-controller-manager, kube-scheduler and kwok (simulated nodes; it
 * also wants `kwok-stages.yaml`) as far as they are there. Everything listens on 127.0.0.1 and lives in a temporary folder.
 */
export async function startControlPlane(assets: string, options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-apiserver-'));
  const programs: Program[] = [];
  const removeNow = (): void => rmSync(dir, { recursive: true, force: true });
  process.once('exit', removeNow);
  const stop = async (): Promise<void> => {
    await Promise.all(programs.toReversed().map((program) => program.stop()));
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const place = await preparePlace(assets, dir);
    await startAll(place, { programs, ...options });
    return { kubeconfig: place.kubeconfig, parts: programs.map((program) => program.name), stop };
  } catch (error) {
    const logs = programs.map((program) => `--- ${program.name}\n${program.logTail()}`).join('\n');
    await stop();
    throw new Error(`the control plane did not start\n${logs}`, { cause: error });
  }
}

async function preparePlace(assets: string, dir: string): Promise<Place> {
  const [etcd, peer, port] = [await freePort(), await freePort(), await freePort()];
  const kubeconfig = join(dir, 'kubeconfig');
  const token = randomBytes(24).toString('hex');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await mkdir(join(dir, 'certs'));
  await writeFile(join(dir, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  await writeFile(join(dir, 'sa.key'), privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  await writeFile(join(dir, 'sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(kubeconfig, kubeconfigText(port, join(dir, 'certs', 'apiserver.crt'), token), { mode: 0o600 });
  return {
    assets,
    dir,
    kubeconfig,
    port,
    etcdUrl: `http://127.0.0.1:${etcd}`,
    etcdPeerUrl: `http://127.0.0.1:${peer}`,
  };
}

// The API server makes its own certificate; the file also holds the authority that signed it.
function kubeconfigText(port: number, authority: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': authority } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  });
}

interface Started extends ControlPlaneOptions {
  readonly programs: Program[];
}

async function startAll(
  place: Place,
  { programs, apiServerArgs: moreArgs = [], upTo = 'nodes' }: Started,
): Promise<void> {
  const { assets, dir, kubeconfig } = place;
  const run = (name: string, args: readonly string[]): void => {
    programs.push(startProgram({ name, command: join(assets, name), args, logFile: join(dir, `${name}.log`) }));
  };
  const has = (name: string): boolean => existsSync(join(assets, name));
  run('etcd', etcdArgs(place));
  run('kube-apiserver', [...apiServerArgs(place), ...moreArgs]);
  const client = await waitFor('the API server', async () => {
    const api = await connect(kubeconfig);
    return (await api.request('GET', '/readyz')).status === 200 ? api : undefined;
  });
  if (upTo === 'api' || !has('kube-controller-manager')) return;
  run('kube-controller-manager', controllerManagerArgs(place));
  await waitFor('the default service account', async () =>
    client.get('/api/v1/namespaces/default/serviceaccounts/default'),
  );
  if (upTo === 'controllers' || !has('kube-scheduler') || !has('kwok') || !has('kwok-stages.yaml')) return;
  run('kube-scheduler', [`--kubeconfig=${kubeconfig}`, '--secure-port=0', '--leader-elect=false']);
  run('kwok', kwokArgs(place));
  await Promise.all(NODES.map((name) => client.request('POST', '/api/v1/nodes', simulatedNode(name))));
  await waitFor('the simulated nodes', async () => {
    const nodes = await client.get('/api/v1/nodes');
    return JSON.stringify(nodes).includes('"KubeletReady"') ? true : undefined;
  });
}

function etcdArgs({ dir, etcdUrl, etcdPeerUrl }: Place): string[] {
  return [
    `--data-dir=${join(dir, 'etcd-data')}`,
    '--unsafe-no-fsync',
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=${etcdPeerUrl}`,
    `--initial-advertise-peer-urls=${etcdPeerUrl}`,
    `--initial-cluster=default=${etcdPeerUrl}`,
    '--log-level=warn',
  ];
}

function apiServerArgs({ dir, etcdUrl, port }: Place): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    // A loopback address is refused in Endpoints.
    '--endpoint-reconciler-type=none',
    `--cert-dir=${join(dir, 'certs')}`,
    `--token-auth-file=${join(dir, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    // As in most clusters: else privileged containers are refused before any policy is asked.
    '--allow-privileged=true',
    '--service-cluster-ip-range=10.0.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-signing-key-file=${join(dir, 'sa.key')}`,
    `--service-account-key-file=${join(dir, 'sa.pub')}`,
  ];
}

function controllerManagerArgs({ dir, kubeconfig }: Place): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    '--secure-port=0',
    '--leader-elect=false',
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${join(dir, 'sa.key')}`,
    `--root-ca-file=${join(dir, 'certs', 'apiserver.crt')}`,
    '--kube-api-qps=200',
    '--kube-api-burst=400',
  ];
}

function kwokArgs({ assets, kubeconfig }: Place): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--config=${join(assets, 'kwok-stages.yaml')}`,
    '--manage-all-nodes=true',
    '--node-lease-duration-seconds=40',
    '--node-ip=127.0.0.1',
    '--cidr=10.244.0.1/16',
  ];
}

function simulatedNode(name: string): unknown {
  const amounts = { cpu: '32', memory: '256Gi', pods: '1000' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    status: { allocatable: amounts, capacity: amounts },
  };
}
