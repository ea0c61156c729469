// The built server with its second bundle: spans reach a collector, in the trace of the caller; without it nothing is traced.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { admissionReview, syncRequest } from '../units/hooks/requests.ts';
import { call } from '../server/http-client.ts';
import { type ServerProcess, startProcess } from '../server/process-under-test.ts';
import { aloneCopy, buildBundles } from './built-server.ts';
import { type Collector, startCollector } from './collector.ts';

const bundles = buildBundles();
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT_SPAN = 'b7ad6b7169203331';
const HEADERS = { traceparent: `00-${TRACE}-${PARENT_SPAN}-01` };

interface Traced extends ServerProcess {
  readonly collector: Collector;
}

/** Both bundles in a folder of their own, and a collector that the variables name. */
async function startTraced(context: TestContext, variables: Readonly<Record<string, string>> = {}): Promise<Traced> {
  const collector = await startCollector(context);
  const file = aloneCopy(context, join(bundles, 'server.mjs'));
  copyFileSync(join(bundles, 'telemetry.mjs'), join(dirname(file), 'telemetry.mjs'));
  const preset = { DRAIN_SECONDS: '0', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  return { ...(await startProcess(context, file, { ...preset, ...variables })), collector };
}

/** What waits is sent when the process stops, so nothing has to be waited for. */
async function stop({ child, ended }: ServerProcess): Promise<void> {
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
}

test('traces: a request is a span in the trace of its caller, with what was decided', async (t) => {
  const server = await startTraced(t);
  const { port, collector } = server;
  await call({ port, path: '/validate', headers: HEADERS, body: JSON.stringify(admissionReview()) });
  await stop(server);
  const [span] = collector.spans;
  assert.ok(span !== undefined && collector.spans.length === 1);
  assert.deepEqual([span.traceId, span.parentSpanId], [TRACE, PARENT_SPAN]);
  assert.deepEqual([span.name, span.kind], ['POST /validate', 2]);
  const { attributes, resource } = span;
  assert.equal(attributes['http.request.method'], 'POST');
  assert.equal(attributes['http.route'], '/validate');
  assert.equal(Number(attributes['http.response.status_code']), 200);
  assert.equal(attributes['toolhive.admission.operation'], 'CREATE');
  assert.equal(attributes['toolhive.outcome'], 'allowed');
  assert.equal(Number(attributes['toolhive.findings.errors']), 0);
  assert.equal(resource['service.name'], 'toolhive-operator');
});

test('traces: a sync says how many children it asks for and what holds it, and no content of the object', async (t) => {
  const server = await startTraced(t, { OTEL_SERVICE_NAME: 'hooks', OTEL_RESOURCE_ATTRIBUTES: 'cluster=a' });
  const { port, collector } = server;
  const spec = { image: 'secret-name', transport: 'sse', resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } };
  const held = syncRequest({ parent: { ...(syncRequest()['parent'] as object), spec } });
  for (const body of [syncRequest(), held]) await call({ port, body: JSON.stringify(body) });
  await stop(server);
  const said = collector.spans.map(({ attributes }) => [attributes['toolhive.outcome'], attributes['toolhive.hold']]);
  assert.deepEqual(said, [
    ['synced', undefined],
    ['synced', 'spec'],
  ]);
  assert.ok(Number(collector.spans[0]?.attributes['toolhive.children']) > 5);
  assert.deepEqual(
    [collector.spans[0]?.resource['service.name'], collector.spans[0]?.resource['cluster']],
    ['hooks', 'a'],
  );
  assert.doesNotMatch(JSON.stringify(collector.spans), /secret-name/);
});

test('traces: a caller whose trace is not sampled is followed in that too, and samplers are obeyed', async (t) => {
  const server = await startTraced(t);
  const headers = { traceparent: `00-${TRACE}-${PARENT_SPAN}-00` };
  await call({ port: server.port, headers, body: JSON.stringify(syncRequest()) });
  await stop(server);
  assert.deepEqual(server.collector.spans, []);
  const silent = await startTraced(t, { OTEL_TRACES_SAMPLER: 'always_off' });
  await call({ port: silent.port, body: JSON.stringify(syncRequest()) });
  await stop(silent);
  assert.deepEqual(silent.collector.spans, []);
});

test('traces: a collector that is not there costs no answer, and the log says so', async (t) => {
  const server = await startTraced(t, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  let output = '';
  server.child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const { status } = await call({ port: server.port, headers: HEADERS, body: JSON.stringify(syncRequest()) });
  assert.equal(status, 200);
  await stop(server);
  assert.match(output, new RegExp(`"trace_id":"${TRACE}"`));
  assert.match(output, /"msg":"telemetry is not sent"/);
});

test('traces: the server alone, told to trace, does not start and says which file is missing', (t) => {
  const file = aloneCopy(t, join(bundles, 'server.mjs'));
  const env = { PORT: '0', METRICS_PORT: '0', INSECURE: '1', OTEL_TRACES_EXPORTER: 'otlp' };
  const { status, stderr } = spawnSync(process.execPath, [file], { env, encoding: 'utf8', timeout: 60_000 });
  assert.equal(status, 1);
  assert.match(stderr, /^\{.*"msg":"not started: .*telemetry\.mjs beside server\.mjs.*\}\n$/);
});
