// The log: lines and fields are those of docs/logs.md, what anybody can repeat is counted, and the level can be changed.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { RARE_LOG_MS } from '../../functions/requests/limits.ts';
import { createLog } from '../../functions/requests/log.ts';
import { switchedLevel } from '../../functions/server/log-level.ts';
import { LOG_FIELDS, LOG_LINES, type LogLineName } from '../../functions/requests/log-table.ts';
import { rareLines } from '../../functions/requests/rare-log.ts';
import { admissionReview, PARENT, syncRequest } from '../units/hooks/requests.ts';
import { call } from './http-client.ts';
import { runServer } from './running-server.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/logs.md'), 'utf8');

function atStart(): Date {
  return new Date(0);
}

function failing(): never {
  throw new Error('a bug');
}

test('logs: each line of the table is written somewhere, and each field is one of some line', () => {
  const sources = globSync('functions/{requests,server,telemetry}{/**,}/*.ts', { cwd: ROOT })
    .concat('functions/main.ts', 'functions/telemetry.ts')
    .filter((file) => !file.endsWith('log-table.ts'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');
  for (const msg of Object.keys(LOG_LINES)) assert.ok(sources.includes(`'${msg}'`), msg);
  const used = new Set(Object.values(LOG_LINES).flatMap(({ fields }): readonly string[] => fields));
  const always = ['time', 'level', 'msg'];
  assert.deepEqual([...used, ...always].toSorted(), Object.keys(LOG_FIELDS).toSorted());
});

test('logs: what a busy server writes is what the page says', async (t) => {
  const routes = { ...ROUTES, '/finalize': failing };
  const { port, lines } = await runServer(t, { routes });
  const held = {
    ...PARENT,
    spec: { ...(PARENT['spec'] as object), resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
  };
  const policy = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPGroup', metadata: PARENT.metadata, spec: {} };
  const requests = [
    ['/validate', admissionReview()],
    ['/validate', admissionReview({ object: held })],
    ['/default', admissionReview()],
    ['/sync', syncRequest()],
    ['/sync', syncRequest({ parent: held })],
    ['/sync', {}],
    ['/customize', syncRequest()],
    ['/config/customize', syncRequest({ parent: policy })],
    ['/finalize', syncRequest()],
    ['/nothing', {}],
  ] as const;
  for (const [path, body] of requests) await call({ port, path, body: JSON.stringify(body) });
  assert.ok(lines.length >= requests.length);
  for (const line of lines) {
    const msg = String(line['msg']) as LogLineName;
    const { level, fields } = LOG_LINES[msg];
    assert.equal(line['level'], level, msg);
    const known: ReadonlySet<string> = new Set(['time', 'level', 'msg', ...fields]);
    assert.deepEqual(
      Object.keys(line).filter((name) => !known.has(name)),
      [],
      `${msg} ${String(line['path'])}`,
    );
    const { outcome } = line;
    if (typeof outcome === 'string') assert.ok(PAGE.includes(`\`${outcome}\``), outcome);
  }
});

test('logs: the same bug is one line, and requests that name an object are all told', async (t) => {
  const { port, lines } = await runServer(t, { routes: { '/sync': failing } });
  const body = JSON.stringify(syncRequest());
  for (let count = 0; count < 5; count += 1) await call({ port, body });
  const written = (msg: string): number => lines.filter((line) => line['msg'] === msg).length;
  assert.equal(written('hook failed'), 1);
  assert.equal(written('request'), 5);
});

test('logs: a bug is told with the trace and the uid of the request that met it, as is the request itself', async (t) => {
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new TracerProvider());
  t.after(() => {
    propagation.disable();
    trace.disable();
  });
  const { port, lines } = await runServer(t, { routes: { '/sync': failing, '/validate': failing } });
  const [synced, reviewed] = ['0af7651916cd43dd8448eb211c80319c', '4bf92f3577b34da6a3ce929d0e0e4736'];
  const send = (path: string, body: unknown, traceId: string): Promise<unknown> =>
    call({ port, path, body: JSON.stringify(body), headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
  await send('/sync', syncRequest(), synced);
  await send('/validate', admissionReview({ uid: 'of-the-review' }), reviewed);
  assert.deepEqual(
    lines.map(({ msg, path, trace_id: traceId, uid }) => [msg, path, traceId, uid]),
    [
      ['hook failed', '/sync', synced, PARENT.metadata.uid],
      ['request', '/sync', synced, PARENT.metadata.uid],
      ['hook failed', '/validate', reviewed, 'of-the-review'],
      ['request', '/validate', reviewed, 'of-the-review'],
    ],
  );
});

test('logs: refusals of nobody in particular are one line for each path and outcome', async (t) => {
  const { port, lines } = await runServer(t);
  for (let count = 0; count < 5; count += 1) {
    await call({ port, path: `/nothing-${count}`, body: '{}' });
    await call({ port, body: '{' });
  }
  assert.deepEqual(
    lines.map(({ outcome, count }) => [outcome, count]),
    [
      ['not_found', 1],
      ['not_json', 1],
    ],
  );
});

test('rareLines: the first at once, then one in 10 s with the number of those between, each kind for itself', () => {
  let nowMs = 0;
  const clock = (): Date => new Date(nowMs);
  const written: string[] = [];
  const tell = rareLines(
    createLog('info', (line) => written.push(line), clock),
    clock,
  );
  const counts = (): readonly unknown[] => written.map((line) => (JSON.parse(line) as { count: unknown }).count);
  for (let event = 0; event < 3; event += 1) tell({ level: 'error', msg: 'hook failed', kind: 'a' }, {});
  tell({ level: 'error', msg: 'hook failed', kind: 'b' }, {});
  assert.deepEqual(counts(), [1, 1]);
  nowMs = RARE_LOG_MS;
  tell({ level: 'error', msg: 'hook failed', kind: 'a' }, {});
  assert.deepEqual(counts(), [1, 1, 3]);
});

test('rareLines: texts of errors cannot fill the memory', () => {
  let written = 0;
  const tell = rareLines(
    createLog('info', () => (written += 1), atStart),
    atStart,
  );
  for (let kind = 0; kind < 101; kind += 1) tell({ level: 'error', msg: 'hook failed', kind: String(kind) }, {});
  tell({ level: 'error', msg: 'hook failed', kind: '100' }, {});
  assert.equal(written, 101);
  tell({ level: 'error', msg: 'hook failed', kind: '0' }, {});
  assert.equal(written, 102);
});

test('createLog: a level that is switched counts from the next line on', () => {
  const written: string[] = [];
  const level = switchedLevel('error');
  const log = createLog(
    level.now,
    (line) => written.push(line),
    () => new Date(0),
  );
  log.info('stopped');
  assert.equal(level.toggle(), 'debug');
  log.debug('connection refused');
  assert.equal(level.toggle(), 'error');
  log.info('stopped');
  assert.equal(written.length, 1);
  assert.equal(switchedLevel('debug').toggle(), 'info');
});
