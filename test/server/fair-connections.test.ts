// Idle connections are closed in favour of active ones.

import assert from 'node:assert/strict';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { test } from 'node:test';
import { MAX_CONNECTIONS, OPERATIONS_CONNECTIONS } from '../../functions/requests/limits.ts';
import { type Caller, FORMS, head, target, type Target, until } from './attackers.ts';
import { call } from './http-client.ts';

const MANY = MAX_CONNECTIONS + 40;

/** Opens so many, a few at a time, as a patient attacker does. */
async function openMany(count: number, open: () => Promise<Caller>): Promise<readonly Caller[]> {
  const callers: Caller[] = [];
  while (callers.length < count) {
    callers.push(...(await Promise.all(Array.from({ length: Math.min(20, count - callers.length) }, open))));
  }
  return callers;
}

/** A connection on which one good request was answered, or one that leads nowhere. */
async function openAnswered(server: Target, kind: 'good' | 'bad', address?: string): Promise<Caller> {
  const caller = await server.open(address);
  caller.socket.write(kind === 'good' ? `${head(2, '/sync')}{}` : 'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n');
  const start = `HTTP/1.1 ${kind === 'good' ? 200 : 404}`;
  await until('it is answered', () => caller.received().startsWith(start) || !caller.isOpen());
  return caller;
}

for (const form of FORMS) {
  test(`connections over ${form}: idle ones that only ever got a 404 leave for new ones`, async (t) => {
    const server = await target(t, form);
    // Of the same address, as behind a node's SNAT.
    const good = await openAnswered(server, 'good', '127.0.0.9');
    await openMany(MANY, () => openAnswered(server, 'bad', '127.0.0.9'));
    for (let count = 0; count < 20; count += 1) assert.equal((await server.ask()).status, 200);
    assert.ok(good.isOpen());
    assert.ok((await server.metric('toolhive_hook_closed_connections_total{reason="unproven"}')) > 0);
    assert.equal(await server.metric('toolhive_hook_closed_connections_total{reason="idle"}'), 0);
  });

  test(`connections over ${form}: those that say nothing leave for new ones`, async (t) => {
    const server = await target(t, form);
    await openMany(MANY, () => server.knock('127.0.0.9'));
    for (let count = 0; count < 20; count += 1) assert.equal((await server.ask()).status, 200);
  });

  test(`connections over ${form}: those with a body that does not end leave for new ones`, async (t) => {
    const server = await target(t, form);
    await openMany(MANY, async () => {
      const caller = await server.open('127.0.0.9');
      caller.socket.write(`${head(100, '/sync')}{`);
      return caller;
    });
    for (let count = 0; count < 20; count += 1) assert.equal((await server.ask()).status, 200);
  });

  test(`connections over ${form}: good answers buy an attacker no lasting place`, async (t) => {
    const server = await target(t, form);
    await openMany(MANY, () => openAnswered(server, 'good', '127.0.0.9'));
    for (let count = 0; count < 20; count += 1) assert.equal((await server.ask()).status, 200);
  });

  test(`connections over ${form}: 300 of one address with good requests are all served, again and again`, async (t) => {
    const server = await target(t, form);
    const options = { keepAlive: true, maxSockets: 300, maxFreeSockets: 300 };
    const agent = form === 'HTTPS' ? new HttpsAgent(options) : new HttpAgent(options);
    t.after(() => agent.destroy());
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(Array.from({ length: 300 }, () => server.ask({ agent })));
      assert.ok(answers.every(({ status }) => status === 200));
    }
    assert.ok((await server.metric('toolhive_hook_open_connections')) >= 300);
  });
}

for (const [what, text] of [
  ['say nothing', ''],
  ['never end their headers', `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(10_000)}`],
  ['got their answer', 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'],
] as const) {
  test(`connections to the operations port: those that ${what} leave for probes`, async (t) => {
    const server = await target(t, 'plain HTTP');
    await openMany(OPERATIONS_CONNECTIONS.max + 40, async () => {
      const caller = await server.open('127.0.0.9', server.metricsPort);
      caller.socket.write(text);
      return caller;
    });
    for (const path of ['/healthz', '/readyz', '/metrics', '/healthz'])
      assert.equal((await call({ port: server.metricsPort, path, method: 'GET' })).status, 200);
    const gone = ['closed_connections_total{reason="unproven"}', 'closed_connections_total{reason="idle"}'];
    const counts = [...gone, 'refused_connections_total'].map((name) => server.metric(`toolhive_hook_${name}`));
    assert.ok((await Promise.all(counts)).reduce((sum, count) => sum + count, 0) >= 40);
  });
}

test('connections: what was closed is told now and then, with the number and the address', async (t) => {
  const server = await target(t, 'plain HTTP', { clock: () => new Date('2026-05-06T07:08:09Z') });
  await openMany(MANY, () => openAnswered(server, 'bad', '127.0.0.9'));
  for (let count = 0; count < 5; count += 1) await server.open();
  const lines = server.lines.filter(({ msg }) => msg === 'connections closed for new ones');
  assert.deepEqual(
    lines.map(({ level, address, state, count }) => ({ level, address, state, count })),
    [{ level: 'warn', address: '127.0.0.9', state: 'unproven', count: 1 }],
  );
});
