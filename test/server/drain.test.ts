// The stop: not ready first, every request answered, exit code 0.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { call } from './http-client.ts';
import { startProcess } from './process-under-test.ts';

const FAKE_MAIN = join(import.meta.dirname, 'fake-hooks-main.ts');
const MAIN = join(import.meta.dirname, '../../functions/main.ts');

test('drain: keep-alive clients that follow readiness lose no request, and the process ends with 0', async (t) => {
  // Long enough for the slowest client to learn of it.
  const leaves = startProcess(t, FAKE_MAIN, { DRAIN_SECONDS: '4' });
  const [leaving, staying] = await Promise.all([leaves, startProcess(t, FAKE_MAIN)]);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  t.after(() => agent.destroy());
  let target = leaving.port;
  const stop = new AbortController();
  const answered = { leaving: 0, staying: 0 };
  const closing = new Set<string>();
  const client = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const port = target;
      const { status, headers } = await call({ port, agent, body: '{"a":1}' });
      assert.equal(status, 200);
      answered[port === leaving.port ? 'leaving' : 'staying'] += 1;
      if (port === leaving.port && leaving.child.killed) closing.add(headers.connection ?? '');
    }
  };
  const clients = Array.from({ length: 8 }, client);
  while (answered.leaving < 50) await sleep(5);
  leaving.child.kill('SIGTERM');
  const isReady = async (): Promise<boolean> =>
    (await call({ port: leaving.metricsPort, path: '/readyz', method: 'GET' })).status === 200;
  while (await isReady()) await sleep(5);
  // The rest of the cluster learns it later than the process itself.
  while (!closing.has('close')) await sleep(5);
  target = staying.port;
  assert.equal(await leaving.ended, 0);
  stop.abort();
  await Promise.all(clients);
  assert.ok(closing.has('close'));
  assert.ok(answered.staying > 0);
});

test('drain: a request that is still running at the end gets its answer', async (t) => {
  const server = await startProcess(t, FAKE_MAIN, { DRAIN_SECONDS: '0' });
  let received = '';
  const socket = connect(server.port, '127.0.0.1');
  socket.on('data', (chunk) => {
    received += chunk.toString();
  });
  socket.write('POST /sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a"');
  while ((await inFlight(server.metricsPort)) === 0) await sleep(5);
  server.child.kill('SIGTERM');
  while (await isListening(server.port)) await sleep(5);
  socket.write(':1}');
  assert.equal(await server.ended, 0);
  assert.match(received, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(received, /\r\n\r\n\{"a":1\}$/);
});

test('drain: SIGINT drains too, and the second signal ends the process at once', async (t) => {
  const server = await startProcess(t, FAKE_MAIN, { DRAIN_SECONDS: '600' });
  server.child.kill('SIGINT');
  const status = async (): Promise<number> =>
    (await call({ port: server.metricsPort, path: '/readyz', method: 'GET' })).status;
  while ((await status()) === 200) await sleep(5);
  assert.equal((await call({ port: server.port, body: '{}' })).status, 200);
  server.child.kill('SIGTERM');
  assert.equal(await server.ended, 143);
});

test('drain: a signal during the start ends the process at once', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'drain-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const settings = join(folder, 'settings.yaml');
  execFileSync('mkfifo', [settings]);
  const env = { INSECURE: '1', PORT: '0', METRICS_PORT: '0', SETTINGS_FILE: settings };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  // From here on the start waits for its settings.
  const writer = await opened(settings);
  child.kill('SIGTERM');
  // Node ends its threads before it exits, and one of them is reading.
  closeSync(writer);
  assert.deepEqual(await ended, [143, null]);
});

/** A named pipe to write to, as soon as somebody reads it. */
async function opened(pipe: string): Promise<number> {
  for (;;) {
    try {
      return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch {
      await sleep(5);
    }
  }
}

/** Whether new connections are taken. */
async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isTaken = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return isTaken;
}

async function inFlight(metricsPort: number): Promise<number> {
  const { text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  return Number(/^http_server_active_requests\{.*\} (\d+)$/m.exec(text)?.[1]);
}
