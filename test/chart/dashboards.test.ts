// Dashboards judged by Prometheus' own program: each query is read by it, and those about servers have a result on recorded series.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parse, stringify } from 'yaml';
import { issueCertificate, secretVolume } from '../server/certificates.ts';
import { call } from '../server/http-client.ts';
import { runServer } from '../server/running-server.ts';
import { CHART, helmTest, whyNoHelm } from './helm.ts';
import { promtool, whyNoPromtool } from './promtool.ts';
import { recorded, scrape } from './recorded.ts';
import { only, type Part, render } from './render.ts';

const ENABLED = { set: ['monitoring.dashboard.enabled=true'] };
const SERIES: readonly Part[] = parse(readFileSync(new URL('fixtures/fleet-samples.yaml', import.meta.url), 'utf8'));
const SKIP = { skip: whyNoPromtool ?? whyNoHelm };

async function dashboards(): Promise<Readonly<Record<string, Part>>> {
  const { data } = only(await render(ENABLED), 'ConfigMap', 'toolhive-operator-dashboard');
  return Object.fromEntries(Object.entries<string>(data).map(([file, text]) => [file, JSON.parse(text)]));
}

/** Title and query, with what Grafana puts in for its variables. */
function queriesOf(dashboard: Part): readonly { readonly title: string; readonly expr: string }[] {
  return dashboard.panels.flatMap(({ title, targets }: Part) =>
    targets.map(({ expr }: Part) => ({
      title,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$namespace', '.*'),
    })),
  );
}

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

helmTest(
  'dashboards: one of the operator and one of the servers, each with an id of its own that fits into Grafana',
  async () => {
    const all = await dashboards();
    assert.deepEqual(Object.keys(all), ['toolhive-operator.json', 'toolhive-operator-fleet.json']);
    const ids = Object.values(all).map(({ uid }) => uid);
    assert.deepEqual(ids, ['toolhive-operator', 'toolhive-operator-fleet']);
    const long = { ...ENABLED, release: 'a-release-with-a-name-of-53-characters-which-is-all' };
    const found = (await render(long)).find(({ metadata }) => metadata.name.endsWith('-dashboard'));
    assert.ok(found !== undefined);
    for (const text of Object.values<string>(found.data))
      assert.ok(JSON.parse(text).uid.length <= 40, JSON.parse(text).uid);
    assert.doesNotMatch(JSON.stringify(all), /RELEASE/);
  },
);

test('dashboards: promtool reads each query', SKIP, async (t) => {
  const file = join(folderOf(t), 'rules.yaml');
  const queries = Object.values(await dashboards()).flatMap(queriesOf);
  assert.ok(queries.length > 35, String(queries.length));
  const rules = queries.map(({ expr }, index) => ({ record: `query_${index}`, expr }));
  writeFileSync(file, stringify({ groups: [{ name: 'queries', rules }] }));
  promtool('check', 'rules', file);
});

/** Whether a query has a result after an hour, as promtool asks: exactly one sample with the value 1. */
function hasResult(expr: string): Part {
  return { expr: `count((${expr})) >= bool 1`, eval_time: '60m', exp_samples: [{ labels: '{}', value: 1 }] };
}

function evaluate(folder: string, series: readonly Part[], expr: string): void {
  const file = join(folder, 'cases.yaml');
  const tests = [{ interval: '1m', input_series: series, promql_expr_test: [hasResult(expr)] }];
  writeFileSync(file, stringify({ rule_files: [], evaluation_interval: '1m', tests }));
  promtool('test', 'rules', file);
}

test('dashboards: each query about servers has a result, and none without its series', SKIP, async (t) => {
  const folder = folderOf(t);
  const { 'toolhive-operator-fleet.json': fleet } = await dashboards();
  for (const { title, expr } of queriesOf(fleet)) {
    assert.doesNotThrow(() => evaluate(folder, SERIES, expr), title);
    const used = new Set([...expr.matchAll(/toolhive_\w+/g)].map(([name]) => name));
    const others = SERIES.filter(({ series }) => !used.has(series.split('{', 1)[0]));
    if (!expr.endsWith('or vector(0)')) assert.throws(() => evaluate(folder, others, expr), title);
  }
});

/** What others expose: the API server, and Metacontroller. Written by hand, with the names that these programs have. */
const OTHERS: readonly Part[] = [
  'apiserver_admission_webhook_admission_duration_seconds_bucket{name="validate.mcpserver.toolhive.stacklok.dev", le="0.5"}',
  'apiserver_admission_webhook_admission_duration_seconds_bucket{name="validate.mcpserver.toolhive.stacklok.dev", le="+Inf"}',
  'apiserver_admission_webhook_rejection_count{name="validate.mcpserver.toolhive.stacklok.dev", error_type="no_error"}',
  'apiserver_admission_webhook_fail_open_count{name="default.mcpserver.toolhive.stacklok.dev"}',
  'metacontroller_sync_requests_total{controller_name="toolhive-mcpserver-b", code="200"}',
  'workqueue_depth{name="CompositeController-toolhive-mcpserver-b"}',
].map((series) => ({ series, values: '0+1x60' }));

test('dashboards: each query about the hooks has a result on what a running server exposes', SKIP, async (t) => {
  const folder = folderOf(t);
  const { variables } = secretVolume(t, issueCertificate('hooks'));
  const answers = { '/validate': () => ({ status: 200, body: {}, log: { outcome: 'allowed', operation: 'CREATE' } }) };
  const server = await runServer(t, { routes: answers, variables });
  const before = await scrape(server);
  await call({ port: server.port, path: '/validate', body: '{}', tls: { rejectUnauthorized: false } });
  const series = [...recorded([before, await scrape(server)], { before: 58, after: 10 }), ...OTHERS];
  const { 'toolhive-operator.json': operator } = await dashboards();
  for (const { title, expr } of queriesOf(operator)) {
    assert.doesNotThrow(() => evaluate(folder, series, expr), title);
    assert.throws(() => evaluate(folder, [{ series: 'nothing', values: '0x60' }], expr), title);
  }
});

test('dashboards: the numbers about servers are those of the series', SKIP, async (t) => {
  const { 'toolhive-operator-fleet.json': fleet } = await dashboards();
  const numbers = { Servers: 3, 'Not ready': 1, 'Profile not enforced': 1, 'Suspended or in quarantine': 1 };
  const queries = queriesOf(fleet).filter(({ title }) => title in numbers);
  const promql_expr_test = queries.map(({ title, expr }) => ({
    expr,
    eval_time: '60m',
    exp_samples: [{ labels: '{}', value: numbers[title as keyof typeof numbers] }],
  }));
  assert.equal(promql_expr_test.length, 4);
  const file = join(folderOf(t), 'cases.yaml');
  const tests = [{ interval: '1m', input_series: SERIES, promql_expr_test }];
  writeFileSync(file, stringify({ rule_files: [], evaluation_interval: '1m', tests }));
  promtool('test', 'rules', file);
});

test('dashboards: what they ask of kube-state-metrics is what its values make', () => {
  const values = parse(readFileSync(join(CHART, 'kube-state-metrics-values.yaml'), 'utf8'));
  const [resource] = values.customResourceState.config.spec.resources;
  const made = new Set<string>(resource.metrics.map(({ name }: Part) => `${resource.metricNamePrefix}_${name}`));
  const text = readFileSync(join(CHART, 'files/fleet-dashboard.json'), 'utf8');
  const asked = new Set([...text.matchAll(/toolhive_mcpserver_\w+/g)].map(([name]) => name));
  assert.ok(asked.size >= 4);
  for (const name of asked) assert.ok(made.has(name), name);
});
