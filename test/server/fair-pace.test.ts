// Slow requests that make progress are served, others are cut off. The test itself advances the time, so nothing here waits.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import type { Hook } from '../../functions/hooks/hook.ts';
import { createApp } from '../../functions/server/app.ts';
import { type BodyBudget, createBodyBudget } from '../../functions/server/body-budget.ts';
import {
  MAX_ANSWER_LOOKS,
  MAX_IN_FLIGHT_BYTES,
  MAX_LAG_LOOKS,
  SMALL_RESERVE_BYTES,
} from '../../functions/server/limits.ts';
import { createLog } from '../../functions/server/log.ts';
import { measuredMetrics } from './measured.ts';
import { head, until } from './attackers.ts';

const BODY = `{"a":"${'x'.repeat(6_000_000 - 8)}"}`;

function clock(): Date {
  return new Date();
}

interface Alone {
  readonly port: number;
  readonly budget: BodyBudget;
  /** Bytes that came over all connections. */
  readonly readBytes: () => number;
  /** Requests cut because they were slow. */
  readonly slowCuts: () => Promise<number>;
}

/** The application alone; the test itself says when half a second is over. */
async function runAlone(t: TestContext, hook: Hook): Promise<Alone> {
  const sockets: Socket[] = [];
  const { metrics, exposition } = measuredMetrics();
  const budget = createBodyBudget(MAX_IN_FLIGHT_BYTES, SMALL_RESERVE_BYTES);
  const app = createApp({
    routes: { '/sync': hook },
    settings: DEFAULT_SETTINGS,
    log: createLog('error', () => undefined, clock),
    metrics,
    clock,
    budget,
  });
  const server = app.listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  // What is closed here is closed by us.
  server.keepAliveTimeout = 600_000;
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    budget,
    readBytes: () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    slowCuts: async () =>
      Number(/^toolhive_hook_cut_requests_total\{reason="slow"\} (\d+)$/m.exec(await exposition())?.[1] ?? 0),
  };
}

function caller(t: TestContext, port: number): { readonly socket: Socket; readonly received: () => string } {
  let received = '';
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket
    .on('error', () => undefined)
    .on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
  return { socket, received: () => received };
}

test('slow body: 6 MB with 100 kB/s, a whole minute, are answered', async (t) => {
  const { port, budget } = await runAlone(t, (body) => ({ status: 200, body: { bytes: JSON.stringify(body).length } }));
  const { socket, received } = caller(t, port);
  socket.write(head(BODY.length, '/sync'));
  for (let sent = 0; sent < BODY.length - 50_000; sent += 50_000) {
    socket.write(BODY.slice(sent, sent + 50_000));
    await until('half a second of it has come', () => budget.heldBytes() === sent + 50_000);
    budget.look();
  }
  socket.write(BODY.slice(-50_000));
  await until('the answer is there', () => received().includes('{"bytes":6000000}'));
  await until('nothing is held', () => budget.heldBytes() === 0);
});

test('slow body: with 10 kB/s it is cut soon, and holds nothing any more', async (t) => {
  const { port, budget } = await runAlone(t, () => ({ status: 200, body: {} }));
  const { socket, received } = caller(t, port);
  socket.write(head(BODY.length, '/sync'));
  let looks = 0;
  for (let sent = 0; received() === ''; sent += 5000) {
    socket.write(BODY.slice(sent, sent + 5000));
    await until('half a second of it has come', () => budget.heldBytes() === sent + 5000 || received() !== '');
    looks += 1;
    budget.look();
    if (looks > MAX_LAG_LOOKS + 2) await until('it is cut', () => received() !== '');
  }
  assert.match(received(), /^HTTP\/1\.1 408 /);
  assert.equal(budget.heldBytes(), 0);
});

test('refused body: who sends on is left alone, who then stands still loses the connection and is forgotten', async (t) => {
  const { port, budget, readBytes, slowCuts } = await runAlone(t, () => ({ status: 200, body: {} }));
  const { socket, received } = caller(t, port);
  let arrived = 0;
  const others = { address: '127.0.0.1', announcedBytes: undefined, cut: () => undefined };
  const all = budget.open({ ...others, arrivedBytes: () => (arrived += 100_000) });
  assert.ok(all.take(MAX_IN_FLIGHT_BYTES - SMALL_RESERVE_BYTES));
  socket.write(head(BODY.length, '/sync') + BODY.slice(0, 100_000));
  await until('it is put off', () => received().startsWith('HTTP/1.1 429 '));
  for (let sent = 100_000; sent < 1_000_000; sent += 100_000) {
    await until('it has been read', () => readBytes() >= sent);
    budget.look();
    socket.write(BODY.slice(sent, sent + 100_000));
  }
  await until('it has been read', () => readBytes() >= 1_000_000);
  assert.equal(await slowCuts(), 0);
  for (let count = 0; count < MAX_LAG_LOOKS + 2; count += 1) budget.look();
  await until('the connection is closed', () => socket.destroyed);
  const cuts = await slowCuts();
  assert.ok(cuts > 0);
  budget.look();
  assert.equal(await slowCuts(), cuts);
});

test('slow body: once it is cut and gone, nothing of it is kept', async (t) => {
  const { port, budget, readBytes, slowCuts } = await runAlone(t, () => ({ status: 200, body: {} }));
  const { socket } = caller(t, port);
  socket.write(head(BODY.length, '/sync') + BODY.slice(0, 100_000));
  await until('it has been read', () => readBytes() > 100_000);
  for (let count = 0; count < MAX_LAG_LOOKS + 2; count += 1) budget.look();
  await until('the connection is closed', () => socket.destroyed);
  assert.equal(await slowCuts(), 1);
  for (let count = 0; count < MAX_LAG_LOOKS + 2; count += 1) budget.look();
  assert.equal(await slowCuts(), 1);
});

test('answer that nobody takes: it is counted, and the connection is closed in the end', async (t) => {
  const answerBytes = 30_000_000;
  const { port, budget } = await runAlone(t, () => ({ status: 200, body: { a: 'x'.repeat(answerBytes) } }));
  const { socket } = caller(t, port);
  socket.pause();
  socket.write(`${head(2, '/sync')}{}`);
  await until('the answer waits', () => budget.heldBytes() > answerBytes);
  for (let count = 0; count < MAX_ANSWER_LOOKS; count += 1) budget.look();
  assert.ok(budget.heldBytes() > answerBytes);
  budget.look();
  assert.equal(budget.heldBytes(), 0);
  socket.resume();
  await until('the connection is closed', () => socket.destroyed);
  assert.ok(socket.bytesRead < answerBytes);
});
