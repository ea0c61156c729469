// `make run`: the built hook server and a simulated cluster, from `kubectl apply` to a URL. FILE, ONCE and NO_COLOR are read.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { alignRows } from '../functions/cli/terminal/table.ts';
import { type Fields, isObject, type KubeObject, objectKey } from '../functions/kube/object.ts';
import { readCustomResources } from '../functions/simulator/cluster/custom-resource.ts';
import { type MemoryCluster, startMemoryCluster } from '../functions/simulator/cluster/memory-cluster.ts';
import { type PrinterColumn, readPrinterColumns } from '../functions/simulator/cluster/printer-columns.ts';
import { type Simulator, startSimulator } from '../functions/simulator/simulator.ts';
import { type HookServer, startHookServer } from './demo/hook-server.ts';
import { applyFile, watchFiles } from './demo/manifests.ts';
import { narrate } from './demo/narrator.ts';
import { hush, paint, say } from './demo/terminal.ts';

const EXAMPLES = ['test/examples/readme', 'test/examples/stdio-demo', 'test/examples/sse-demo'].map(
  (folder) => `${folder}/mcpserver.yaml`,
);
const CRD = readFileSync(
  new URL('../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml', import.meta.url),
  'utf8',
);

/** After this long without a change the cluster counts as settled. */
const QUIET_MS = 3000;
const LIMIT_MS = 60_000;

interface Demo {
  readonly hooks: HookServer;
  readonly cluster: MemoryCluster;
  readonly simulator: Simulator;
  readonly stop: () => Promise<void>;
}

async function startDemo(onEnd: (reason: string) => void): Promise<Demo> {
  const hooks = await startHookServer(onEnd);
  const cluster = await startMemoryCluster({
    customResources: readCustomResources(CRD),
    admission: { baseUrl: hooks.url, ca: hooks.ca },
  });
  const reported = new Set<string>();
  const simulator = await startSimulator({
    store: cluster.store,
    hookBaseUrl: hooks.url,
    ca: hooks.ca,
    onSyncError: ({ parent, message }) => {
      if (!reported.has(message)) say(paint('red', `  ! Warning SyncError on ${parent}: ${message}`));
      reported.add(message);
    },
  });
  const silence = await narrate(cluster.store);
  const stop = async (): Promise<void> => {
    silence();
    await simulator.stop();
    await cluster.stop();
    await hooks.stop();
  };
  return { hooks, cluster, simulator, stop };
}

/** Waits until all servers are ready, or until nothing changes any more. */
async function waitForServers({ cluster, simulator, hooks }: Demo): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  const quiet = simulator.settled(QUIET_MS).then(() => true);
  while (Date.now() < deadline && !servers(cluster).every(isReady)) {
    for (const problem of hooks.problems()) say(paint('red', `  ! hooks: ${problem}`));
    if (await Promise.race([quiet, sleep(50, false)])) return;
  }
}

function servers({ store }: MemoryCluster): readonly KubeObject[] {
  return store.objects().filter((object) => object.kind === 'MCPServer');
}

function statusOf(server: KubeObject): Fields {
  return isObject(server['status']) ? server['status'] : {};
}

function isReady(server: KubeObject): boolean {
  return statusOf(server)['phase'] === 'Ready' && statusOf(server)['observedGeneration'] === server.metadata.generation;
}

function printTable(cluster: MemoryCluster): void {
  const columns = readPrinterColumns(CRD);
  const rows = servers(cluster)
    .toSorted((left, right) => objectKey(left).localeCompare(objectKey(right), 'en'))
    .map((server) => cellsOf(server, columns));
  say();
  say(paint('bold', '$ kubectl get mcpservers -A'));
  if (rows.length === 0) say('No resources found');
  else
    for (const line of alignRows([['NAMESPACE', 'NAME', ...columns.map((column) => column.title)], ...rows])) say(line);
  say();
}

function cellsOf(server: KubeObject, columns: readonly PrinterColumn[]): readonly string[] {
  const { namespace = '', name } = server.metadata;
  return [namespace, name].concat(columns.map((column) => column.cell(server, Date.now())));
}

/** Returns the exit code of a run that ends by itself. */
function conclude(cluster: MemoryCluster, accepted: boolean): number {
  const waiting = servers(cluster).filter((server) => !isReady(server));
  for (const server of waiting) {
    const { phase, message } = statusOf(server);
    const why = [phase ?? 'no status', message].filter((text) => typeof text === 'string').join(': ');
    say(paint('red', `${objectKey(server)} is not ready: ${why}`));
  }
  if (!accepted) say(paint('red', 'Not every file was accepted.'));
  if (waiting.length > 0 || !accepted || servers(cluster).length === 0) return 1;
  const amount = servers(cluster).length;
  say(paint('green', amount === 1 ? 'The server is ready.' : `All ${amount} servers are ready.`));
  return 0;
}

/** Applies changed files one after another until the process is told to end. */
function serveOn(demo: Demo, files: readonly string[]): void {
  say('Edit and save one of the files to see it applied; Ctrl-C ends.');
  let work = Promise.resolve();
  const applyAgain = async (file: string): Promise<void> => {
    say();
    await applyFile(demo.cluster.store, file);
    await waitForServers(demo);
    printTable(demo.cluster);
  };
  watchFiles(files, (file) => {
    work = work.then(() => applyAgain(file)).catch(fail);
  });
}

let running: Demo | undefined;

function exit(code: number): void {
  hush();
  void (running?.stop() ?? Promise.resolve()).finally(() => process.exit(code));
}

function fail(error: unknown): void {
  say(paint('red', error instanceof Error ? error.message : String(error)));
  exit(1);
}

function interrupt(): void {
  say();
  exit(0);
}

async function main(): Promise<void> {
  const files = (process.env['FILE'] ?? '').split(',').filter((file) => file !== '');
  const wanted = files.length > 0 ? files : EXAMPLES;
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  running = await startDemo((reason) => fail(new Error(reason)));
  const { hooks, cluster } = running;
  say(paint('dim', `Hooks at ${hooks.url} with a throw-away certificate; the cluster is simulated in this process.`));
  const accepted: boolean[] = [];
  for (const file of wanted) accepted.push(await applyFile(cluster.store, file));
  await waitForServers(running);
  printTable(cluster);
  if (process.env['ONCE'] === '1') exit(conclude(cluster, accepted.every(Boolean)));
  else serveOn(running, wanted);
}

main().catch(fail);
