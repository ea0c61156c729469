// The demo's hook server: the built program in a process of its own, over HTTPS with a certificate for this run.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';

const PROGRAM = new URL('../../dist/server.mjs', import.meta.url).pathname;
const START_LIMIT_MS = 20_000;

/** A hook server that is ready. */
export interface HookServer {
  readonly url: string;
  /** PEM of the authority that its callers must trust. */
  readonly ca: string;
  /** What it wrote since the last call, warnings and errors only. */
  readonly problems: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts the program and waits until it is ready; `onEnd` is called if it ends by itself. */
export async function startHookServer(onEnd: (reason: string) => void): Promise<HookServer> {
  if (!existsSync(PROGRAM))
    throw new Error('dist/server.mjs is not there: run "npm run build" first, or start with "make run".');
  const folder = await mkdtemp(join(tmpdir(), 'toolhive-demo-'));
  const { ca, cert, key } = createThrowawayCertificate(['127.0.0.1', 'localhost']);
  const files = { TLS_CERT_FILE: join(folder, 'tls.crt'), TLS_KEY_FILE: join(folder, 'tls.key') };
  await writeFile(files.TLS_CERT_FILE, cert);
  await writeFile(files.TLS_KEY_FILE, key, { mode: 0o600 });
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      LOG_LEVEL: 'warn',
      DRAIN_SECONDS: '0',
      ...files,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Even a run that is stopped while it starts leaves nothing behind.
  process.once('exit', () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(...chunk.toString().split('\n').filter(Boolean)));
  const stop = async (): Promise<void> => {
    child.removeAllListeners('exit');
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  child.once('exit', (code) => onEnd([`The hook server ended with code ${code}.`, ...output.slice(-5)].join('\n')));
  try {
    await untilReady(child, `http://127.0.0.1:${metricsPort}/readyz`);
  } catch (error) {
    await stop();
    throw new Error(
      [`The hook server did not become ready within ${START_LIMIT_MS / 1000} s.`, ...output.slice(-5)].join('\n'),
      { cause: error },
    );
  }
  return { url: `https://127.0.0.1:${port}`, ca, problems: () => output.splice(0), stop };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const ready = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${url} is not ready`);
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => void child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(force);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
