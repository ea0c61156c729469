// The built server as a pod would run it: TLS, Node's flags of the chart, the limits of a container.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chartEnvironment } from './chart-environment.ts';
import { type Cgroup, createCgroup, type Limits } from './limits-cgroup.ts';

const SERVER = join(import.meta.dirname, '../../dist/server.mjs');

/** What a server is started with: the folder with tls.crt and tls.key, and limits if any. */
export interface ReplicaOptions {
  readonly tlsFolder: string;
  readonly limits?: Limits;
  readonly drainSeconds?: number;
  /** Besides those of the chart, and before them. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A server that is ready. */
export interface Replica {
  readonly child: ChildProcess;
  readonly port: number;
  readonly metricsPort: number;
  /** Milliseconds from the start of the process to `/readyz` 200. */
  readonly readyMs: number;
  readonly isAlive: () => boolean;
  /** Milliseconds for which it waited for its CPU share; 0 without limits. */
  readonly throttledMs: () => number;
  /** Kills what still runs and removes the group. */
  readonly close: () => Promise<void>;
}

/** Starts a server and waits until it is ready. */
export async function startReplica({
  tlsFolder,
  limits,
  drainSeconds = 10,
  variables = {},
}: ReplicaOptions): Promise<Replica> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const cgroup = limits === undefined ? undefined : createCgroup(limits);
  const env = {
    ...chartEnvironment(tlsFolder),
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    TLS_CERT_FILE: join(tlsFolder, 'tls.crt'),
    TLS_KEY_FILE: join(tlsFolder, 'tls.key'),
    DRAIN_SECONDS: String(drainSeconds),
    ...variables,
  };
  const started = performance.now();
  const child = spawn('/bin/sh', ['-c', entering(cgroup)], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  while (!(await isReady(metricsPort))) {
    if (!isAlive()) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode} before it was ready`);
    await sleep(2);
  }
  const readyMs = performance.now() - started;
  const throttledMs = (): number => cgroup?.throttledMs() ?? 0;
  return { child, port, metricsPort, readyMs, isAlive, throttledMs, close: () => close(child, cgroup) };
}

/** Milliseconds that Node alone takes to start and end within the limits: what a start cannot do without. */
export async function bareNodeMs(tlsFolder: string, limits: Limits): Promise<number> {
  const cgroup = createCgroup(limits);
  const started = performance.now();
  const command = entering(cgroup).replace(`'${SERVER}'`, '-e 0');
  await once(spawn('/bin/sh', ['-c', command], { env: chartEnvironment(tlsFolder), stdio: 'ignore' }), 'exit');
  const milliseconds = performance.now() - started;
  await sleep(50);
  cgroup.remove();
  return milliseconds;
}

/** The shell puts itself into the group and becomes the server. */
function entering(cgroup: Cgroup | undefined): string {
  const steps = (cgroup?.processFiles ?? []).map((file) => `echo $$ > '${file}'`);
  return [...steps, `exec '${process.execPath}' '${SERVER}'`].join(' && ');
}

async function close(child: ChildProcess, cgroup: Cgroup | undefined): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
  // The kernel takes a moment to let the last process go.
  await sleep(50);
  cgroup?.remove();
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/readyz', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return address !== null && typeof address === 'object' ? address.port : 0;
}
