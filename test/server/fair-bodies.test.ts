// Bodies that stall or crawl harm only their senders.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hook } from '../../functions/hooks/hook.ts';
import { MAX_IN_FLIGHT_BYTES, SMALL_BODY_BYTES } from '../../functions/server/limits.ts';
import { FORMS, head, sendAll, target, until } from './attackers.ts';

const bytesOf: Hook = (body) => ({ status: 200, body: { bytes: JSON.stringify(body).length } });
const ROUTES = { '/validate': bytesOf, '/sync': bytesOf };

/** Sizes of the attack that was seen: three of these fill all of the budget. */
const [STALLED_BYTES, ANNOUNCED_BYTES] = [5_590_000, 6_000_000];

function object(bytes: number): string {
  return `{"a":"${'x'.repeat(bytes - 8)}"}`;
}

for (const form of FORMS) {
  test(`stalled bodies over ${form}: small reviews are answered meanwhile, whoever sends them`, async (t) => {
    const server = await target(t, form, { routes: ROUTES });
    const read = countReads(server.listeners.hooks, form === 'HTTPS');
    const stalled = await Promise.all([1, 2, 3].map(() => server.open()));
    await Promise.all(
      stalled.map((caller) => sendAll(caller, head(ANNOUNCED_BYTES) + object(ANNOUNCED_BYTES).slice(0, STALLED_BYTES))),
    );
    await until('the bodies have arrived', () => read() >= 3 * STALLED_BYTES);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => server.ask({ path: '/validate', body: object(60_000) })),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  });

  test(`stalled bodies over ${form}: they are cut with 408, and what they held is free`, async (t) => {
    const server = await target(t, form, { routes: ROUTES });
    const stalled = await Promise.all([1, 2].map(() => server.open()));
    await Promise.all(
      stalled.map((caller) => sendAll(caller, head(ANNOUNCED_BYTES) + object(ANNOUNCED_BYTES).slice(0, STALLED_BYTES))),
    );
    await until('both are hung up on', () => stalled.every((caller) => !caller.isOpen()));
    for (const caller of stalled)
      assert.match(caller.received(), /^HTTP\/1\.1 408 [^]*"message":"The request body came too slowly\."/);
    assert.equal(await server.metric('toolhive_hook_cut_requests_total{reason="slow"}'), 2);
    await until('nothing is held', async () => (await server.metric('toolhive_hook_held_bytes')) === 0);
    assert.equal(server.lines.filter(({ outcome }) => outcome === 'too_slow').length, 1);
  });

  test(`small stalled bodies over ${form}: one of another address gets in at once`, async (t) => {
    const server = await target(t, form, { routes: ROUTES });
    const read = countReads(server.listeners.hooks, form === 'HTTPS');
    const count = Math.ceil(MAX_IN_FLIGHT_BYTES / SMALL_BODY_BYTES) + 10;
    const part = head(SMALL_BODY_BYTES) + object(SMALL_BODY_BYTES).slice(0, -1);
    const flood = await Promise.all(Array.from({ length: count }, () => server.open('127.0.0.9')));
    await Promise.all(flood.map((caller) => sendAll(caller, part)));
    await until('the bodies have arrived', () => read() >= count * (SMALL_BODY_BYTES - 1));
    const { status } = await server.ask({ path: '/validate', body: object(60_000) });
    assert.equal(status, 200);
  });
}

/** Bytes that the server has read, over all connections. */
function countReads(server: NodeJS.EventEmitter, isTls: boolean): () => number {
  const sockets: { readonly bytesRead: number }[] = [];
  server.on(isTls ? 'secureConnection' : 'connection', (socket: { readonly bytesRead: number }) =>
    sockets.push(socket),
  );
  return () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
}
