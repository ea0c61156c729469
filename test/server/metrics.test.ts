// What the running server exposes is what docs/metrics.md says: names, types, labels, help; and what each request counts as.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { admissionReview, PARENT, syncRequest } from '../units/hooks/requests.ts';
import { issueCertificate, secretVolume } from './certificates.ts';
import { readExposition } from './exposition.ts';
import { call } from './http-client.ts';
import { type RunningServer, runServer } from './running-server.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/metrics.md'), 'utf8');
const certificate = issueCertificate('hooks');

function withSpec(spec: Readonly<Record<string, unknown>>): unknown {
  return { ...PARENT, spec: { image: 'ghcr.io/example/fetch:1.0.0', transport: 'sse', ...spec } };
}

const BAD = withSpec({ proxyPort: 70_000 });
const WARNED = withSpec({ image: 'ghcr.io/example/fetch:latest' });
const HELD = withSpec({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } });

function failing(): never {
  throw new Error('a bug');
}

/** Rows of the page: name to type and label names. */
function documented(page: string): ReadonlyMap<string, { readonly type: string; readonly labels: readonly string[] }> {
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\w+) \| (.*?) \| .+ \|$/gm)];
  return new Map(
    rows.map(([, name = '', type = '', labels = '']) => [
      name,
      { type, labels: [...labels.matchAll(/(?:^|<br>)`(\w+)`:/g)].map(([, label = '']) => label) },
    ]),
  );
}

async function textOf({ metricsPort }: RunningServer): Promise<string> {
  return (await call({ port: metricsPort, path: '/metrics', method: 'GET' })).text;
}

/** All that can be measured has been: over TLS, good and bad, known and unknown, and a bug. */
async function busyServer(t: TestContext, variables: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const volume = secretVolume(t, certificate);
  const routes = { ...ROUTES, '/finalize': failing };
  const server = await runServer(t, { routes, variables: { ...volume.variables, ...variables } });
  const ask = (path: string, body: unknown): Promise<unknown> =>
    call({ port: server.port, path, body: JSON.stringify(body), tls: { rejectUnauthorized: false } });
  await ask('/validate', admissionReview());
  await ask('/validate', admissionReview({ object: BAD }));
  await ask('/validate', admissionReview({ object: WARNED, oldObject: PARENT, operation: 'UPDATE' }));
  await ask('/default', admissionReview());
  await ask('/sync', syncRequest());
  await ask('/sync', syncRequest({ parent: HELD }));
  await ask('/sync', {});
  await ask('/finalize', syncRequest());
  await ask('/nothing', {});
  return server;
}

test('metrics: the server exposes what the page says, no more and no less', async (t) => {
  const exposed = readExposition(await textOf(await busyServer(t, { CONTROLLER_RUNTIME_METRICS: '1' })));
  const rows = documented(PAGE);
  assert.deepEqual([...exposed.keys()].toSorted(), [...rows.keys()].toSorted());
  assert.ok(rows.size > 20);
  for (const [name, { type, labels }] of rows) {
    assert.equal(exposed.get(name)?.type, type, name);
    assert.deepEqual([...(exposed.get(name)?.labels ?? [])].toSorted(), labels.toSorted(), name);
    assert.ok(PAGE.includes(` | ${exposed.get(name)?.help} |`), name);
  }
});

test('metrics: names of controller-runtime are there only where they are asked for', async (t) => {
  assert.doesNotMatch(await textOf(await busyServer(t)), /controller_runtime/);
  const text = await textOf(await busyServer(t, { CONTROLLER_RUNTIME_METRICS: '1' }));
  assert.match(text, /^controller_runtime_webhook_requests_total\{webhook="\/validate",code="200"\} 3$/m);
  assert.match(text, /^controller_runtime_webhook_requests_in_flight\{webhook="\/validate"\} 0$/m);
  assert.match(text, /^controller_runtime_webhook_latency_seconds_count\{webhook="\/default"\} 1$/m);
});

test('metrics: what admission and syncs decided', async (t) => {
  const text = await textOf(await busyServer(t));
  for (const [series, value] of [
    ['toolhive_hook_admission_decisions_total{route="/validate",operation="CREATE",decision="allowed"}', 1],
    ['toolhive_hook_admission_decisions_total{route="/validate",operation="CREATE",decision="denied"}', 1],
    ['toolhive_hook_admission_decisions_total{route="/default",operation="CREATE",decision="patched"}', 1],
    ['toolhive_hook_admission_warnings_total{code="MCP013"}', 1],
    ['toolhive_hook_syncs_total{outcome="built",hold="none"}', 1],
    ['toolhive_hook_syncs_total{outcome="kept",hold="spec"}', 1],
    ['toolhive_hook_syncs_total{outcome="refused",hold="none"}', 1],
    ['toolhive_hook_children_total{kind="StatefulSet"}', 1],
    ['toolhive_hook_panics_total{route="/finalize"}', 1],
    ['http_server_active_requests{http_request_method="POST",url_scheme="https"}', 0],
  ] as const)
    assert.ok(text.includes(`\n${series} ${value}\n`), series);
  assert.match(text, /^toolhive_hook_admission_refusals_total\{operation="CREATE",code="MCP\d{3}"\} 1$/m);
  assert.match(text, /^toolhive_hook_servers_seen_total\{phase="Pending",permissions_enforced="\w+"\} 1$/m);
  assert.match(
    text,
    /^http_server_request_duration_seconds_count\{.*http_response_status_code="500".*error_type="500"\} 1$/m,
  );
  assert.doesNotMatch(text, /fetch|demo|ghcr/);
});

test('metrics: a method of the caller becomes no label, and nobody else is asked for the page', async (t) => {
  const server = await runServer(t);
  await call({ port: server.port, path: '/sync', method: 'PROPFIND' });
  const text = await textOf(server);
  assert.match(text, /http_request_method="_OTHER"/);
  assert.doesNotMatch(text, /PROPFIND/);
});

test('metrics: where Prometheus is not asked for, the page says how to ask', async (t) => {
  const { metricsPort } = await runServer(t, { exposition: undefined });
  const { status, text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  assert.deepEqual([status, text], [404, 'OTEL_METRICS_EXPORTER=prometheus shows metrics here.\n']);
});

test('metrics: what cannot be read is a 500 with the reason in the log', async (t) => {
  const { metricsPort, lines } = await runServer(t, { exposition: () => Promise.reject(new Error('no numbers')) });
  const { status, text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  assert.equal(status, 500);
  assert.doesNotMatch(text, /no numbers/);
  assert.equal(lines.find(({ msg }) => msg === 'metrics not read')?.['error'], 'no numbers');
});

test('metrics: every series of counters that alarms read is there before anything has happened', async (t) => {
  const text = await textOf(await runServer(t, { routes: ROUTES }));
  for (const series of [
    'toolhive_hook_panics_total{route="/sync"}',
    'toolhive_hook_certificate_reloads_total{result="failure"}',
    'toolhive_hook_widened_total',
    'toolhive_hook_admission_decisions_total{route="/validate",operation="UPDATE",decision="denied"}',
    'toolhive_hook_requests_total{route="/sync",code="500"}',
    'toolhive_hook_requests_total{route="/validate",code="503"}',
  ])
    assert.ok(text.includes(`\n${series} 0\n`), series);
});
