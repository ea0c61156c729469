// What one request leaves in the log and in the metrics.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchingSink, createLog } from '../../functions/server/log.ts';
import { call } from './http-client.ts';
import { type LogLine, runServer } from './running-server.ts';

function requestLines(lines: readonly LogLine[]): readonly LogLine[] {
  return lines.filter(({ msg }) => msg === 'request');
}

test('request log: one line with the object, the size and what the hook reports', async (t) => {
  const answer = { status: 200, body: {}, log: { outcome: 'denied', findings: 2 } };
  const { port, lines } = await runServer(t, { routes: { '/validate': () => answer } });
  const body = JSON.stringify({ request: { uid: 'r-1', namespace: 'team', name: 'web', object: { secret: 'x' } } });
  await call({ port, path: '/validate', body });
  const [line, ...more] = requestLines(lines);
  assert.deepEqual(more, []);
  const { time, ms, ...rest } = line ?? {};
  assert.equal(typeof ms, 'number');
  assert.match(String(time), /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.deepEqual(rest, {
    level: 'info',
    msg: 'request',
    method: 'POST',
    path: '/validate',
    status: 200,
    bytes: body.length,
    namespace: 'team',
    name: 'web',
    uid: 'r-1',
    outcome: 'denied',
    findings: 2,
  });
});

test('request log: a sync request is named by its parent', async (t) => {
  const { port, lines } = await runServer(t);
  await call({ port, body: '{"parent":{"metadata":{"namespace":"a","name":"b","uid":"c"}}}' });
  const { namespace, name, uid } = requestLines(lines)[0] ?? {};
  assert.deepEqual({ namespace, name, uid }, { namespace: 'a', name: 'b', uid: 'c' });
});

for (const body of ['{}', '{"parent":7}', '{"parent":{"metadata":[]}}', '{"request":{"name":{}}}']) {
  test(`request log: the odd body ${body} is logged without an object`, async (t) => {
    const { port, lines } = await runServer(t);
    assert.equal((await call({ port, body })).status, 200);
    assert.equal(requestLines(lines)[0]?.['name'], undefined);
  });
}

test('request log: a hostile name stays one line and is cut', async (t) => {
  const { port, lines } = await runServer(t);
  await call({ port, body: JSON.stringify({ parent: { metadata: { name: `a\n${'b'.repeat(5000)}` } } }) });
  assert.equal(String(requestLines(lines)[0]?.['name']).length, 253);
});

test('request log: a refusal has its name as the outcome', async (t) => {
  const { port, lines } = await runServer(t);
  await call({ port, path: '/x', body: '{}' });
  await call({ port, body: '{' });
  assert.deepEqual(
    requestLines(lines).map(({ path, status, outcome }) => ({ path, status, outcome })),
    [
      { path: 'other', status: 404, outcome: 'not_found' },
      { path: '/sync', status: 400, outcome: 'not_json' },
    ],
  );
});

test('metrics: requests by route and code, durations, and no label from the request', async (t) => {
  const { port, metricsPort } = await runServer(t);
  await call({ port, body: '{}' });
  await call({ port, body: '{' });
  await call({ port, path: '/secret-path', body: '{}' });
  const { text, headers } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  assert.match(headers['content-type'] ?? '', /^text\/plain; version=0\.0\.4/);
  assert.match(text, /^toolhive_hook_requests_total\{route="\/sync",code="200"\} 1$/m);
  assert.match(text, /^toolhive_hook_requests_total\{route="\/sync",code="400"\} 1$/m);
  assert.match(text, /^toolhive_hook_requests_total\{route="other",code="404"\} 1$/m);
  assert.match(
    text,
    /^http_server_request_duration_seconds_count\{http_request_method="POST",url_scheme="http",http_response_status_code="200",http_route="\/sync"\} 1$/m,
  );
  assert.match(text, /^http_server_active_requests\{http_request_method="POST",url_scheme="http"\} 0$/m);
  assert.match(text, /^toolhive_hook_build_info\{version="[^"]+",node="[^"]+"\} 1$/m);
  assert.doesNotMatch(text, /secret-path/);
});

test('metrics: every line is a comment or a sample of Prometheus text format', async (t) => {
  const { port, metricsPort } = await runServer(t);
  await call({ port, body: '{}' });
  const { text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  assert.ok(text.endsWith('\n'));
  for (const line of text.trimEnd().split('\n')) {
    assert.match(
      line,
      /^(# (HELP|TYPE|UNIT) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.e+-]+)$/,
    );
  }
});

test('createLog: lower levels are silent, and a field cannot replace time, level or message', () => {
  const written: string[] = [];
  const log = createLog(
    'warn',
    (line) => written.push(line),
    () => new Date(0),
  );
  log.info('serving');
  log.debug('connection refused');
  log.error('crashed', { level: 'debug', msg: 'other', time: 'never', reason: undefined, error: 'kept' });
  assert.deepEqual(written, ['{"time":"1970-01-01T00:00:00.000Z","level":"error","msg":"crashed","error":"kept"}\n']);
});

test('batchingSink: joins the lines of one turn, and flush writes what waits', async () => {
  const written: string[] = [];
  const { sink, flush } = batchingSink((lines) => written.push(lines));
  sink('a\n');
  sink('b\n');
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  assert.deepEqual(written, ['a\nb\n']);
  sink('c\n');
  flush();
  flush();
  assert.deepEqual(written, ['a\nb\n', 'c\n']);
});
