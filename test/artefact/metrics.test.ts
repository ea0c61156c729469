// The built server with its second bundle: metrics for Prometheus, for a collector, for both, for nobody.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { admissionReview } from '../units/hooks/requests.ts';
import { readExposition } from '../server/exposition.ts';
import { call } from '../server/http-client.ts';
import { type ServerProcess, startProcess } from '../server/process-under-test.ts';
import { METRICS } from '../../functions/server/metric-table.ts';
import { aloneCopy, buildBundles } from './built-server.ts';
import { type Collector, startCollector } from './collector.ts';

const bundles = buildBundles();

interface Answered {
  readonly page: { readonly status: number; readonly text: string };
  readonly collector: Collector;
}

/** Starts the bundles with a collector that is named for metrics, asks for one decision and for the page, and stops. */
async function answered(context: TestContext, variables: Readonly<Record<string, string>>): Promise<Answered> {
  const collector = await startCollector(context);
  const file = aloneCopy(context, join(bundles, 'server.mjs'));
  copyFileSync(join(bundles, 'telemetry.mjs'), join(dirname(file), 'telemetry.mjs'));
  const endpoint = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${collector.url}/v1/metrics` };
  const server: ServerProcess = await startProcess(context, file, { DRAIN_SECONDS: '0', ...endpoint, ...variables });
  const body = JSON.stringify(admissionReview());
  assert.equal((await call({ port: server.port, path: '/validate', body })).status, 200);
  const page = await call({ port: server.metricsPort, path: '/metrics', method: 'GET' });
  server.child.kill('SIGTERM');
  assert.equal(await server.ended, 0);
  return { page, collector };
}

test('metrics: Prometheus alone reads them, and nothing is sent', async (t) => {
  const { page, collector } = await answered(t, { OTEL_METRICS_EXPORTER: 'prometheus' });
  assert.equal(page.status, 200);
  assert.match(
    page.text,
    /^toolhive_hook_admission_decisions_total\{route="\/validate",operation="CREATE",decision="allowed"\} 1$/m,
  );
  assert.ok(readExposition(page.text).size > 15);
  assert.deepEqual(collector.metrics, []);
});

test('metrics: a collector gets them with the names and units of the table, and there is no page', async (t) => {
  const { page, collector } = await answered(t, { OTEL_METRICS_EXPORTER: 'otlp' });
  assert.equal(page.status, 404);
  const rows = new Map(Object.values(METRICS).map((row) => [row.name, row.unit]));
  for (const { name, unit, description } of collector.metrics) {
    assert.equal(unit, rows.get(name), name);
    assert.notEqual(description, '', name);
  }
  const decisions = collector.metrics.find(({ name }) => name === 'toolhive.hook.admission.decisions')?.points;
  const allowed = decisions?.find(
    ({ attributes }) =>
      attributes['route'] === '/validate' &&
      attributes['operation'] === 'CREATE' &&
      attributes['decision'] === 'allowed',
  );
  assert.equal(allowed?.value, 1);
  const [duration] = collector.metrics.find(({ name }) => name === 'http.server.request.duration')?.points ?? [];
  assert.equal(duration?.attributes['http.route'], '/validate');
  assert.equal(duration?.value, 1);
  assert.deepEqual(collector.spans, []);
});

test('metrics: an address alone sends them too, and both ways go together', async (t) => {
  const address = await answered(t, {});
  assert.equal(address.page.status, 404);
  assert.ok(address.collector.metrics.length > 15);
  const both = await answered(t, { OTEL_METRICS_EXPORTER: 'prometheus,otlp' });
  assert.equal(both.page.status, 200);
  assert.ok(both.collector.metrics.length > 15);
});

test('metrics: none is none, whatever else is said', async (t) => {
  for (const variables of [{ OTEL_METRICS_EXPORTER: 'none' }, { OTEL_SDK_DISABLED: 'true' }]) {
    const { page, collector } = await answered(t, variables);
    assert.equal(page.status, 404);
    assert.deepEqual(collector.metrics, []);
  }
});
