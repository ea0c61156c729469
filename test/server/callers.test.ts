// Who may call: the bearer token, checked before the body.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseTokens } from '../../functions/requests/tokens.ts';
import { call, sendRaw } from './http-client.ts';
import { echo, type RunningServer, runServer } from './running-server.ts';

const TOKEN = 'first-token-0123456789';
const NEXT_TOKEN = 'second-token-0123456789';

function guardedServer(context: TestContext): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hook-token-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'token');
  writeFileSync(file, `${TOKEN}\n${NEXT_TOKEN}\n`);
  const routes = { '/sync': echo, '/customize': echo, '/validate': echo, '/default': echo };
  return runServer(context, { routes, variables: { HOOK_TOKEN_FILE: file } });
}

for (const [authorization, status] of [
  [`Bearer ${TOKEN}`, 200],
  [`bearer ${NEXT_TOKEN}`, 200],
  [`Bearer ${TOKEN}x`, 401],
  [`Bearer ${TOKEN.slice(1)}`, 401],
  [`Basic ${TOKEN}`, 401],
  [TOKEN, 401],
  ['Bearer ', 401],
  ['', 401],
] as const) {
  test(`bearer token: "${authorization}" is answered ${status}`, async (t) => {
    const { port } = await guardedServer(t);
    const answer = await call({ port, headers: { authorization }, body: '{}' });
    assert.equal(answer.status, status);
    if (status === 401) assert.equal(answer.headers['www-authenticate'], 'Bearer');
  });
}

test('bearer token: refused before any of the body has come, and never logged', async (t) => {
  const { port, lines } = await guardedServer(t);
  const head = 'POST /sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n';
  const answer = await sendRaw(port, `${head}Authorization: Bearer wrong-wrong-wrong-wrong\r\n\r\n`, '"}');
  assert.match(answer, /^HTTP\/1\.1 401 /);
  assert.doesNotMatch(JSON.stringify(lines), /wrong-wrong|first-token|second-token/);
});

test('bearer token: guards the hooks of Metacontroller, not those of the API server', async (t) => {
  const { port } = await guardedServer(t);
  assert.equal((await call({ port, path: '/customize', body: '{}' })).status, 401);
  assert.equal((await call({ port, path: '/validate', body: '{}' })).status, 200);
  assert.equal((await call({ port, path: '/default', body: '{}' })).status, 200);
});

test('bearer token: probes and metrics need none', async (t) => {
  const { metricsPort } = await guardedServer(t);
  assert.equal((await call({ port: metricsPort, path: '/readyz', method: 'GET' })).status, 200);
});

test('parseTokens: a file without a token, with a short one or one that no header carries is refused without showing it', () => {
  const unusable = ['short and more of it', `${TOKEN}\tshort`, `${TOKEN}\u00e9short`, `${TOKEN}\u0000short`];
  for (const text of ['', '\n \n', 'short', `${TOKEN}\nshort`, ...unusable]) {
    const tokens = parseTokens(text);
    assert.equal(tokens.ok, false, text);
    assert.doesNotMatch(tokens.error, /short\b(?!er)/);
  }
  assert.deepEqual(parseTokens(` ${TOKEN}\r\n`), { ok: true, value: [TOKEN] });
});
