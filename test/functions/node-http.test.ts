// The shape of Node's servers where nobody has read the body before: what stays on the connection after a refusal.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { answerCustomize } from '../../functions/hooks/customize.ts';
import { createFunction } from '../../functions/platforms/function/cold-start.ts';
import { shapesOf } from '../../functions/platforms/shapes/index.ts';
import { MAX_SYNC_BODY_BYTES } from '../../functions/requests/limits.ts';

const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
const PIECE = `10000\r\n${' '.repeat(0x1_00_00)}\r\n`;

/** A connection to a server of the shape. */
async function connected(context: TestContext): Promise<Socket> {
  const { http } = shapesOf(
    createFunction({
      routes: { '/customize': answerCustomize },
      variables: { MAX_BODY_BYTES: '1024' },
      sink: () => undefined,
    }),
  );
  const server = createServer((request, response) => void http(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  context.after(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return socket;
}

/** What comes back on one connection, until as many answers as are asked for have begun. */
async function exchange(context: TestContext, sent: string, answers: number): Promise<readonly string[]> {
  const socket = await connected(context);
  socket.write(sent);
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    const begun = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status = '']) => status);
    if (begun.length === answers) return begun;
  }
  throw new Error(`the connection has ended after ${text}`);
}

test('Node HTTP: after a body in pieces that is too large the next request of the connection is answered', async (t) => {
  const large = `${HEAD}Transfer-Encoding: chunked\r\n\r\n${PIECE.repeat(40)}0\r\n\r\n`;
  const next = `${HEAD}Content-Length: 2\r\n\r\n[]`;
  assert.deepEqual(await exchange(t, large + next, 2), ['413', '400']);
});

test('Node HTTP: a body that is refused unread leaves the connection as it was', async (t) => {
  const body = ' '.repeat(1_000_000);
  const refused = `${HEAD}Content-Encoding: br\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  assert.deepEqual(await exchange(t, `${refused}GET / HTTP/1.1\r\nHost: a\r\n\r\n`, 2), ['415', '405']);
});

test('Node HTTP: who goes on sending after a refusal, without an end, loses the connection', async (t) => {
  const socket = await connected(t);
  const ended = new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
  socket.resume().write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
  for (let sent = 0; !socket.destroyed && sent < 4 * MAX_SYNC_BODY_BYTES; sent += PIECE.length) {
    if (!socket.write(PIECE)) await Promise.race([ended, new Promise((resolve) => socket.once('drain', resolve))]);
  }
  assert.equal(socket.destroyed, true);
});
