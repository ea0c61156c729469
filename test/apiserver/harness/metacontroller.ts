// Test harness: the real Metacontroller as the loop, with no more rights than the values that the chart brings for it give.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfigKind } from '../../../functions/decode/config-kinds.ts';
import {
  type CompositeController,
  compositeController,
  configController,
} from '../../../functions/simulator/composite-controller.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { ApplyStrategy } from '../../../functions/simulator/management.ts';
import type { SyncError } from '../../../functions/simulator/simulator.ts';
import { type Cluster, serversPath } from '../cluster.ts';
import { type OnRequest, type ProxyCounts, startCountingProxy } from './counting-proxy.ts';
import type { HookAddress } from './hook-server.ts';
import type { Loop } from './loop-interface.ts';
import {
  CONTROLLERS,
  installController,
  installDefinitions,
  installPolicies,
  installRights,
} from './metacontroller-install.ts';
import { startProgram } from './process.ts';
import { waitFor } from './wait.ts';

const NAME = 'metacontroller';
const POLL_MS = 100;

/** The program that METACONTROLLER names, and in METACONTROLLER_CRDS the file with its definitions. */
export interface MetacontrollerProgram {
  readonly command: string;
  readonly crds: string;
}

/** Undefined where the variables are not set: then the simulator's loop stands in. */
export function whichMetacontroller(): MetacontrollerProgram | undefined {
  const { METACONTROLLER: command, METACONTROLLER_CRDS: crds } = process.env;
  if (command === undefined || command === '') return undefined;
  if (crds === undefined) throw new Error('METACONTROLLER needs METACONTROLLER_CRDS, the file with its definitions');
  return { command, crds };
}

/** What it is started for. */
export interface MetacontrollerOptions {
  readonly hooks: HookAddress;
  readonly applyStrategy: ApplyStrategy;
  readonly program: MetacontrollerProgram;
  /** Whether the hooks' settings have `rollout.onSecretChange`. */
  readonly readsSecrets: boolean;
  /** Kinds of objects that servers refer to that get their status. @default none */
  readonly configKinds?: readonly ConfigKind[];
  /** The CompositeControllers to install, and the label by which this one of several programs finds them. @default one for all servers */
  readonly shard?: { readonly controllers: readonly CompositeController[]; readonly label: string };
  /** Its own limit of requests. @default 100 */
  readonly queriesPerSecond?: number;
  /** Hears of each request to the API server. */
  readonly onRequest?: OnRequest;
  /** Port of 127.0.0.1 for its metrics. @default none */
  readonly metricsPort?: number;
  /** Those of the hooks, which say which companions there are. @default those of no file */
  readonly settings?: Settings;
}

/** The program as a loop. */
export interface MetacontrollerLoop extends Loop {
  readonly counts: Readonly<ProxyCounts>;
  readonly pid: number;
}

/** Installs definitions, rights and the CompositeController, then starts the program; resolves when it has synced once or waits. */
export async function startMetacontroller(on: Cluster, options: MetacontrollerOptions): Promise<MetacontrollerLoop> {
  const { hooks, applyStrategy, program, queriesPerSecond = 100, settings = DEFAULT_SETTINGS } = options;
  await installDefinitions(on, program.crds);
  const token = await installRights(on, options);
  await installPolicies(on, settings);
  const controllers = [
    ...(options.shard?.controllers ?? [compositeController(hooks.url, settings)]),
    ...(options.configKinds ?? []).map((kind) => configController(hooks.url, kind)),
  ];
  await Promise.all(controllers.map((controller) => installController(on, hooks, controller)));
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-metacontroller-'));
  const proxy = await startCountingProxy(on.kubeconfig, token, options.onRequest);
  const kubeconfig = join(dir, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigText(proxy.url));
  const metacontroller = startProgram({
    name: NAME,
    command: program.command,
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--apply-strategy=${applyStrategy}`,
      '--workers=20',
      `--client-go-qps=${queriesPerSecond}`,
      `--client-go-burst=${2 * queriesPerSecond}`,
      ...(options.shard === undefined ? [] : [`--target-label-selector=${options.shard.label}`]),
      '--discovery-interval=5s',
      '--events-qps=1',
      `--metrics-address=${options.metricsPort === undefined ? '0' : `127.0.0.1:${options.metricsPort}`}`,
      '--health-probe-bind-address=0',
    ],
    logFile: join(dir, 'metacontroller.log'),
  });
  await waitFor('Metacontroller', async () => {
    if (!metacontroller.isRunning()) throw new Error(`Metacontroller has ended: ${metacontroller.logTail()}`);
    return metacontroller.log().includes('Starting CompositeController') ? true : undefined;
  });
  const errors: SyncError[] = [];
  const settled = async (quietMs = POLL_MS, sinceMs = Date.now()): Promise<void> => {
    if (!metacontroller.isRunning()) throw new Error(`Metacontroller has ended: ${metacontroller.logTail()}`);
    if (Date.now() - Math.max(proxy.counts.lastMs, sinceMs) >= quietMs) return;
    await sleep(POLL_MS);
    await settled(quietMs, sinceMs);
  };
  const watching = pollErrors(on, errors);
  return {
    counts: proxy.counts,
    pid: metacontroller.pid,
    errors,
    settled: (quietMs) => settled(quietMs),
    resync: () => void touchServers(on),
    stop: async () => {
      await metacontroller.stop();
      await watching.stop();
      await proxy.stop();
      await Promise.all(controllers.map(({ metadata }) => on.request('DELETE', `${CONTROLLERS}/${metadata.name}`)));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function kubeconfigText(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server } }],
    users: [{ name: NAME, user: {} }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: NAME } }],
    'current-context': 'test',
  });
}

/** Metacontroller syncs a server that has changed in any way; an annotation changes nothing else. */
async function touchServers(on: Cluster): Promise<void> {
  const { items } = (await on.get('/apis/toolhive.stacklok.dev/v1beta1/mcpservers')) ?? { items: [] };
  const annotations = { 'test/resync': String(Date.now()) };
  const paths = items.map(({ metadata }) => `${serversPath(metadata.namespace)}/${metadata.name}`);
  await Promise.all(paths.map((path) => on.request('MERGE', path, { metadata: { annotations } })));
}

interface WireEvent {
  readonly reason: string;
  readonly message: string;
  readonly metadata: { readonly uid: string; readonly resourceVersion: string };
  readonly involvedObject: { readonly namespace: string; readonly name: string };
}

/** Adds each new `SyncError` event of servers to `errors`. */
function pollErrors(on: Cluster, errors: SyncError[]): { readonly stop: () => Promise<void> } {
  const seen = new Set<string>();
  let running = true;
  const poll = async (isFirst: boolean): Promise<void> => {
    const events = (await on.get('/api/v1/events'))?.items as unknown as readonly WireEvent[] | undefined;
    for (const { reason, message, metadata, involvedObject } of events ?? []) {
      const key = `${metadata.uid} ${metadata.resourceVersion}`;
      if (reason !== 'SyncError' || seen.has(key)) continue;
      seen.add(key);
      // Events of an earlier loop are still in the cluster.
      if (!isFirst) errors.push({ parent: `${involvedObject.namespace}/${involvedObject.name}`, message });
    }
    if (!running) return;
    await sleep(POLL_MS * 5);
    await poll(false);
  };
  const polling = poll(true);
  return {
    stop: async () => {
      running = false;
      await polling;
    },
  };
}
