// What leads to each answer of the hook port.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import type { HookContext } from '../../functions/hooks/hook.ts';
import { type AppOptions, createApp } from '../../functions/server/app.ts';
import { createBodyBudget } from '../../functions/server/body-budget.ts';
import { createLog } from '../../functions/server/log.ts';
import { measuredMetrics } from './measured.ts';
import { until } from './attackers.ts';
import { call, sendRaw } from './http-client.ts';
import { echo, runServer } from './running-server.ts';

/** Every refusal is one small JSON object with one sentence; the API server gets it as a Status, too. */
function assertSentence(text: string): string {
  const { error, ...rest } = JSON.parse(text) as Record<string, unknown>;
  const body = { error };
  if (rest['kind'] === 'Status') assert.equal(rest['message'], error);
  else assert.deepEqual(rest, {});
  const sentence = String(body['error']);
  assert.match(sentence, /^[A-Z][^\n]{10,200}\.$/);
  assert.doesNotMatch(sentence, /\bat .*:\d+|node_modules/);
  return sentence;
}

function now(): Date {
  return new Date();
}

/** An object of exactly this many bytes. */
function padded(bytes: number): string {
  return `{"a":"${'x'.repeat(bytes - 8)}"}`;
}

/** An object with a list of so many equal values. */
function list(count: number, value: string): string {
  return `{"a":[${Array.from({ length: count }, () => value).join(',')}]}`;
}

/** Objects in objects. */
function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}null${'}'.repeat(levels)}`;
}

/** The application alone on a free port. */
async function runApp(context: TestContext, options: Partial<AppOptions>): Promise<number> {
  const app = createApp({
    routes: { '/sync': echo },
    settings: DEFAULT_SETTINGS,
    log: createLog('error', () => undefined, now),
    metrics: measuredMetrics().metrics,
    clock: now,
    ...options,
  });
  const server = app.listen(0, '127.0.0.1');
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('route: answers status and body of the hook, as JSON and nothing more', async (t) => {
  const { port } = await runServer(t, { routes: { '/sync': () => ({ status: 418, body: { text: 'ü' } }) } });
  const { status, headers, text } = await call({ port, body: '{}' });
  assert.equal(status, 418);
  assert.equal(text, '{"text":"ü"}');
  assert.equal(headers['content-type'], 'application/json');
  assert.equal(headers['content-length'], '13');
  assert.deepEqual(Object.keys(headers).toSorted(), ['connection', 'content-length', 'content-type', 'date']);
});

test('route: the hook gets the settings and the time of arrival in whole seconds', async (t) => {
  const seen: HookContext[] = [];
  const hook = (_body: unknown, context: HookContext): { status: number; body: object } => {
    seen.push(context);
    return { status: 200, body: {} };
  };
  const { port } = await runServer(t, {
    routes: { '/sync': hook },
    clock: () => new Date('2026-05-06T07:08:09.987Z'),
  });
  await call({ port, body: '{}' });
  assert.deepEqual(seen, [{ settings: DEFAULT_SETTINGS, receivedAt: '2026-05-06T07:08:09Z' }]);
});

for (const path of ['/', '/nothing', '/Sync', '/sync/', '/sync/x', '/%', '/healthz', '/metrics']) {
  test(`path ${path}: there is no hook, 404`, async (t) => {
    const { port } = await runServer(t);
    const { status, text } = await call({ port, path, body: '{}' });
    assert.equal(status, 404);
    assertSentence(text);
  });
}

test('path: a query string does not matter', async (t) => {
  const { port } = await runServer(t);
  assert.equal((await call({ port, path: '/sync?timeout=10s', body: '{}' })).status, 200);
});

for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
  test(`method ${method}: 405 that names the allowed one`, async (t) => {
    const { port } = await runServer(t);
    const { status, headers, text } = await call({ port, method });
    assert.equal(status, 405);
    assert.equal(headers.allow, 'POST');
    assertSentence(text);
  });
}

for (const [type, status] of [
  ['application/json', 200],
  ['application/json; charset=utf-8', 200],
  ['Application/JSON;charset="UTF-8"', 200],
  ['application/json; charset=latin1', 415],
  ['application/jsonx', 415],
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['', 415],
] as const) {
  test(`content type "${type}": ${status}`, async (t) => {
    const { port } = await runServer(t);
    const answer = await call({ port, headers: { 'content-type': type }, body: '{}' });
    assert.equal(answer.status, status);
    if (status !== 200) assertSentence(answer.text);
  });
}

test('content encoding: compressed bodies are refused, whatever they hold', async (t) => {
  const { port } = await runServer(t);
  const answer = await call({ port, headers: { 'content-encoding': 'gzip' }, body: gzipSync('{}') });
  assert.equal(answer.status, 415);
  assertSentence(answer.text);
});

const REFUSED_BODIES: Readonly<Record<string, string | Uint8Array>> = {
  'nothing at all': '',
  'an object without its end': '{"a": {',
  'a list': '[{}]',
  'a string': '"x"',
  'a number': '1',
  null: 'null',
  'two objects': '{}{}',
  'single quotes': "{'a': 1}",
  'a comment': '{} // x',
  'not a number': '{"a": NaN}',
  'a raw control character': '{"a": "\u0001"}',
  'a byte order mark': '\uFEFF{}',
  'bytes that are not UTF-8': Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d),
  'a deep list': '['.repeat(100_000),
};
for (const [what, body] of Object.entries(REFUSED_BODIES)) {
  test(`body that is ${what}: 400`, async (t) => {
    const { port } = await runServer(t);
    const { status, text } = await call({ port, body });
    assert.equal(status, 400);
    assertSentence(text);
  });
}

test('body: a refusal never quotes the body', async (t) => {
  const { port, lines } = await runServer(t);
  const { text } = await call({ port, body: '{"token": hunter2}' });
  assert.doesNotMatch(text, /hunter2/);
  assert.doesNotMatch(JSON.stringify(lines), /hunter2/);
});

test('body: __proto__ is data and changes no prototype', async (t) => {
  const { port } = await runServer(t);
  const body = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  const { status, text } = await call({ port, body });
  assert.equal(status, 200);
  assert.equal(text, body);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('body: exactly the limit passes, one byte more is 413, with and without Content-Length', async (t) => {
  const { port } = await runServer(t, { variables: { MAX_BODY_BYTES: '2048' } });
  assert.equal((await call({ port, body: padded(2048) })).status, 200);
  for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
    const { status, text } = await call({ port, headers, body: padded(2049) });
    assert.equal(status, 413);
    assertSentence(text);
  }
});

test('body: a huge Content-Length is refused before the body comes', async (t) => {
  const { port } = await runServer(t);
  const head =
    'POST /sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n';
  assert.match(await sendRaw(port, head, '"}'), /^HTTP\/1\.1 413 /);
});

test('body: more values than a small heap can hold are 413, however few bytes they take', async (t) => {
  const { port } = await runServer(t, { routes: { '/sync': () => ({ status: 200, body: {} }) } });
  for (const value of ['{}', '[]', '1', '""', '"\\""']) {
    const { status, text } = await call({ port, body: list(200_001, value) });
    assert.equal(status, 413, value);
    assertSentence(text);
  }
  for (const [count, value] of [
    [99_000, '{}'],
    [199_000, '1'],
    [10, JSON.stringify('{[,"'.repeat(60_000))],
  ] as const) {
    assert.equal((await call({ port, body: list(count, value) })).status, 200);
  }
});

test('body: chunks without Content-Length are joined', async (t) => {
  const { port } = await runServer(t);
  const { status, text } = await call({ port, headers: { 'transfer-encoding': 'chunked' }, body: '{"a":"é"}' });
  assert.equal(status, 200);
  assert.equal(text, '{"a":"é"}');
});

test('body: more in flight than fits is put off with 429, for the API server with 503, and then works again', async (t) => {
  const budget = createBodyBudget(1000);
  const port = await runApp(t, { routes: { '/sync': echo, '/validate': echo }, budget });
  const slow = connect(port, '127.0.0.1');
  slow.write('POST /sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n');
  slow.write(padded(900).slice(0, 600));
  await until('the first part has come', () => budget.heldBytes() === 600);
  const answer = await call({ port, body: padded(500) });
  assert.equal(answer.status, 429);
  assert.match(answer.headers['retry-after'] ?? '', /^[1-9]\d*$/);
  assertSentence(answer.text);
  assert.equal((await call({ port, path: '/validate', body: padded(500) })).status, 503);
  assert.equal((await call({ port, body: padded(300) })).status, 200);
  slow.destroy();
  await until('nothing is held', () => budget.heldBytes() === 0);
  assert.equal((await call({ port, body: padded(1000) })).status, 200);
  await until('nothing is held', () => budget.heldBytes() === 0);
});

test('body: a client that goes away in the middle harms nobody', async (t) => {
  const { port, metricsPort, lines } = await runServer(t);
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"');
  await until('the request has come', async () => {
    const { text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
    return /^http_server_active_requests\{.*\} 1$/m.test(text);
  });
  socket.destroy();
  await until('the log tells of it', () => lines.some(({ outcome }) => outcome === 'incomplete'));
  assert.equal((await call({ port, body: '{}' })).status, 200);
});

test('body: nested deeper than the hook can follow is 400, and the server lives on', async (t) => {
  const depth = (value: unknown): number => (value === null ? 0 : 1 + depth((value as { a: unknown }).a));
  const { port } = await runServer(t, {
    routes: { '/sync': (body) => ({ status: 200, body: { depth: depth(body) } }) },
  });
  const { status, text } = await call({ port, body: nested(100_000) });
  assert.equal(status, 400);
  assert.match(assertSentence(text), /nested too deeply/);
  assert.equal((await call({ port, body: nested(100) })).text, '{"depth":100}');
});

test('bug in a hook: recursion without end is 500, however harmless the body', async (t) => {
  const endless = (value: unknown): number => (value === null ? 0 : 1 + endless({ value }));
  const { port, lines } = await runServer(t, {
    routes: { '/sync': (body) => ({ status: 200, body: { depth: endless(body) } }) },
  });
  const { status, text } = await call({ port, body: nested(400) });
  assert.equal(status, 500);
  assertSentence(text);
  assert.equal(lines.filter(({ level }) => level === 'error').length, 1);
  assert.equal((await call({ port, body: `{"a":${'['.repeat(600)}${']'.repeat(600)}}` })).status, 400);
});

test('HTTP: what the parser refuses gets a JSON sentence too', async (t) => {
  const { port } = await runServer(t);
  const answer = await sendRaw(port, 'NONSENSE\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
  assertSentence(answer.slice(answer.indexOf('\r\n\r\n') + 4));
});

test('HTTP: headers above the limit of Node get 431', async (t) => {
  const { port } = await runServer(t);
  assert.match(await sendRaw(port, `GET / HTTP/1.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
});

test('refusals: of the hooks of admission they are a Status, which the API server shows to the user', async (t) => {
  const { port } = await runServer(t, { routes: { '/validate': echo, '/sync': echo } });
  const [admission, sync] = await Promise.all(
    ['/validate', '/sync'].map((path) =>
      call({ port, path, body: '[]' }).then(({ text }) => JSON.parse(text) as unknown),
    ),
  );
  const error = 'The request body must be a JSON object.';
  assert.deepEqual(sync, { error });
  assert.deepEqual(admission, {
    error,
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: error,
    reason: 'BadRequest',
    code: 400,
  });
});

test('bug in a hook: 500 with the uid, one log line, one count, no stack', async (t) => {
  const routes = {
    '/validate': (): never => {
      throw new TypeError('x is not\na function');
    },
    '/sync': echo,
  };
  const { port, metricsPort, lines } = await runServer(t, { routes });
  const body = JSON.stringify({ request: { uid: '705ab4f5-6393', name: 'n', namespace: 'ns' } });
  const { status, text } = await call({ port, path: '/validate', body });
  assert.equal(status, 500);
  assert.match(assertSentence(text), /705ab4f5-6393/);
  const errors = lines.filter(({ level }) => level === 'error');
  assert.equal(errors.length, 1);
  assert.equal(errors[0]?.['uid'], '705ab4f5-6393');
  assert.equal(errors[0]?.['error'], 'TypeError: x is not a function');
  const metrics = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  assert.match(metrics.text, /^toolhive_hook_panics_total\{route="\/validate"\} 1$/m);
  assert.equal((await call({ port, body: '{}' })).status, 200);
});

const BAD_BODIES: Readonly<Record<string, unknown>> = { undefined, 'a function': () => 1, 'a bigint': { a: 1n } };
for (const [what, body] of Object.entries(BAD_BODIES)) {
  test(`bug in a hook: a body that is ${what} is never sent as 200`, async (t) => {
    const { port } = await runServer(t, { routes: { '/sync': () => ({ status: 200, body }) } });
    const answer = await call({ port, body: '{"parent":{"metadata":{"uid":"u-1"}}}' });
    assert.equal(answer.status, 500);
    assert.match(assertSentence(answer.text), /u-1/);
  });
}

test('bug in the server itself: 500 as JSON, logged without a stack', async (t) => {
  const logged: string[] = [];
  const port = await runApp(t, {
    log: createLog('info', (line) => logged.push(line), now),
    callerProblem: () => {
      throw new TypeError('broken check');
    },
  });
  const { status, headers, text } = await call({ port, body: '{}' });
  assert.equal(status, 500);
  assert.equal(headers['content-type'], 'application/json');
  assertSentence(text);
  assert.match(logged.join(''), /"error":"TypeError: broken check"/);
});
