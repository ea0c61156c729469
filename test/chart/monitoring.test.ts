// Monitoring: the ServiceMonitor finds the pods, and alarms and dashboard ask for metrics and labels that there are.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { prometheusName } from '../../functions/requests/metric-row.ts';
import { METRICS } from '../../functions/requests/metric-table.ts';
import { CHART, helmTest, whyNoHelm } from './helm.ts';
import { promtool, whyNoPromtool } from './promtool.ts';
import { only, type Part, type Rendered, render } from './render.ts';

const ROOT = join(import.meta.dirname, '../..');
const OPERATIONS = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
const CASES = readFileSync(new URL('fixtures/alarm-cases.yaml', import.meta.url), 'utf8');
const ALL = ['serviceMonitor', 'rules', 'dashboard'].map((part) => `monitoring.${part}.enabled=true`);

/** What others measure: the API server and Metacontroller. */
const FOREIGN = new Set([
  'apiserver_admission_webhook_fail_open_count',
  'apiserver_admission_webhook_rejection_count',
  'apiserver_admission_webhook_admission_duration_seconds_bucket',
  'metacontroller_sync_requests_total',
  'workqueue_depth',
  'workqueue_retries_total',
  'toolhive_mcpserver_status_condition',
  'toolhive_mcpserver_status_phase',
]);

function alarms(objects: readonly Rendered[]): readonly Part[] {
  return only(objects, 'PrometheusRule').spec.groups.flatMap(({ rules }: Part): readonly Part[] => rules);
}

function dashboardOf(objects: readonly Rendered[]): Part {
  const { data } = only(objects, 'ConfigMap', 'toolhive-operator-dashboard');
  const [text] = Object.values<string>(data);
  return JSON.parse(text ?? '');
}

/** Expressions of all alarms and panels. */
function expressions(objects: readonly Rendered[]): readonly string[] {
  const panels: readonly Part[] = dashboardOf(objects).panels;
  return [
    ...alarms(objects).map(({ expr }): string => expr),
    ...panels.flatMap(({ targets }): string[] => targets.map(({ expr }: Part): string => expr)),
  ];
}

/** What the server exposes; a test of the server keeps the table equal to that. */
function ownMetrics(): ReadonlySet<string> {
  const rows = Object.values(METRICS);
  return new Set(rows.map((row) => (row.kind === 'histogram' ? `${prometheusName(row)}_bucket` : prometheusName(row))));
}

helmTest('monitoring: nothing of it is made unless it is asked for', async () => {
  const kinds = (await render()).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  assert.deepEqual(
    kinds.filter((name) => /ServiceMonitor|PrometheusRule|dashboard/.test(name)),
    [],
  );
});

helmTest('ServiceMonitor: selects the Service and its port for metrics', async () => {
  const objects = await render({ set: [...ALL, 'monitoring.serviceMonitor.labels.release=prometheus'] });
  const { spec, metadata } = only(objects, 'ServiceMonitor');
  const service = only(objects, 'Service');
  for (const [key, value] of Object.entries(spec.selector.matchLabels))
    assert.equal(service.metadata.labels[key], value);
  const ports = service.spec.ports.map(({ name }: Part): string => name);
  assert.equal(ports.includes(spec.endpoints[0].port), true);
  assert.equal(metadata.labels.release, 'prometheus');
});

helmTest('alarms and dashboard: every metric exists', async () => {
  const own = ownMetrics();
  const used = expressions(await render({ set: ALL })).flatMap((text) =>
    [...text.replaceAll(/\bby \([^)]*\)/g, '').matchAll(/\b([a-z][a-z0-9]*_[a-z0-9_]+)\b(?=[{[)]| -| >)/g)].map(
      ([, name = '']) => name,
    ),
  );
  assert.ok(used.length > 30, String(used.length));
  assert.deepEqual(
    used.filter(
      (name) => !own.has(name) && !FOREIGN.has(name) && !['histogram_quantile', '__rate_interval'].includes(name),
    ),
    [],
  );
});

helmTest('alarms and dashboard: our own metrics are those of this release', async () => {
  const objects = await render({ release: 'team-a', namespace: 'tools', set: ALL.slice(1, 2) });
  const service = only(objects, 'Service').metadata;
  for (const { alert, expr } of alarms(objects)) {
    const asked: readonly string[] = [...expr.matchAll(/(?:toolhive_hook_\w+|http_server_\w+)\{([^}]*)\}/g)].map(
      ([, labels = '']) => labels,
    );
    for (const labels of asked)
      assert.equal(labels.startsWith(`namespace="tools", job="${service.name}"`), true, alert);
    assert.doesNotMatch(expr, /JOB|CONTROLLER|RELEASE/);
  }
  const syncs = alarms(objects).find(({ alert }) => alert === 'ToolHiveSyncFailing');
  const { name } = only(objects, 'CompositeController').metadata;
  assert.match(syncs.expr, new RegExp(`controller_name=~"${name}"`));
});

helmTest('alarms: each has a section of the documentation that names it', async () => {
  const set = [...ALL, 'monitoring.rules.runbook=https://docs.example.com/operations'];
  const sections = OPERATIONS.split(/^#+ /m).map((text) => ({
    anchor: (text.split('\n', 1)[0] ?? '').toLowerCase().replaceAll(' ', '-'),
    text,
  }));
  for (const { alert, annotations } of alarms(await render({ set }))) {
    const [url, anchor] = annotations.runbook_url.split('#');
    assert.equal(url, 'https://docs.example.com/operations');
    const section = sections.find((one) => one.anchor === anchor);
    assert.ok(section?.text.includes(`\`${alert}\``) === true, `${alert} -> ${anchor}`);
  }
});

helmTest('alarms: some can be left out, and without a runbook none points to one', async () => {
  const all = alarms(await render({ set: ALL }));
  const fewer = alarms(
    await render({ set: [...ALL, 'monitoring.rules.without={ToolHiveHooksSlow,ToolHiveSyncBehind}'] }),
  );
  assert.equal(fewer.length, all.length - 2);
  assert.ok(all.every(({ annotations }): boolean => annotations.runbook_url === undefined));
});

helmTest('dashboard: panels do not overlap, and its id fits into Grafana', async () => {
  const { panels, uid } = dashboardOf(await render({ set: ALL }));
  const cells = new Set<string>();
  for (const { gridPos, title } of panels) {
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
        assert.ok(x < 24 && !cells.has(`${x},${y}`), title);
        cells.add(`${x},${y}`);
      }
    }
  }
  assert.equal(uid, 'toolhive-operator');
});

test('alarms: there is a case for each in which it goes off, and one in which it does not', () => {
  const cases: readonly Part[] = parse(CASES).tests.flatMap((one: Part) => one.alert_rule_test);
  const named = (isOn: boolean): ReadonlySet<string> =>
    new Set(cases.filter(({ exp_alerts }) => exp_alerts.length > 0 === isOn).map(({ alertname }) => alertname));
  const all: readonly Part[] = parse(readFileSync(join(CHART, 'files/alarms.yaml'), 'utf8'));
  for (const { alert } of all) assert.deepEqual([named(true).has(alert), named(false).has(alert)], [true, true], alert);
});

test('alarms: promtool reads them, and they go off when they should', {
  skip: whyNoPromtool ?? whyNoHelm,
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'alarms-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const rules = join(folder, 'alarms.yaml');
  writeFileSync(rules, stringify(only(await render({ set: ALL }), 'PrometheusRule').spec));
  const cases = join(folder, 'cases.yaml');
  writeFileSync(cases, CASES.replace('[RULES]', `[${rules}]`));
  promtool('check', 'rules', '--lint-fatal', rules);
  promtool('test', 'rules', cases);
});

test('kube-state-metrics: its values name paths and phases that an MCPServer has, and metrics that the alarms read', () => {
  const values = parse(readFileSync(join(CHART, 'kube-state-metrics-values.yaml'), 'utf8'));
  const crd = parse(readFileSync(join(CHART, 'files/crds/toolhive.stacklok.dev_mcpservers.yaml'), 'utf8'));
  const [resource] = values.customResourceState.config.spec.resources;
  const { group, version, kind } = resource.groupVersionKind;
  assert.deepEqual([group, kind], [crd.spec.group, crd.spec.names.kind]);
  const { schema } = crd.spec.versions.find(({ name }: Part) => name === version);
  const at = (path: readonly string[]): Part =>
    path.reduce((part: Part, name) => part?.properties?.[name], schema.openAPIV3Schema);
  const names = new Set<string>();
  for (const { name, each } of resource.metrics) {
    const detail = each.stateSet ?? each.gauge ?? each.info;
    names.add(`${resource.metricNamePrefix}_${name}`);
    if (detail.path !== undefined) assert.ok(at(detail.path) !== undefined, name);
    if (each.stateSet !== undefined) assert.deepEqual(detail.list, at(detail.path).enum);
    const item = detail.path === undefined ? { properties: schema.openAPIV3Schema.properties } : at(detail.path)?.items;
    for (const path of Object.values<readonly string[]>(detail.labelsFromPath ?? {}))
      assert.ok(
        path.reduce((part: Part, step) => part?.properties?.[step], item) !== undefined,
        `${name} ${path.join('.')}`,
      );
  }
  const read = [...FOREIGN].filter((name) => name.startsWith('toolhive_mcpserver_'));
  assert.deepEqual(
    read.filter((name) => !names.has(name)),
    [],
  );
});

async function runbookOf(...set: readonly string[]): Promise<string | undefined> {
  return alarms(await render({ set: ['monitoring.rules.enabled=true', ...set] }))[0]?.annotations.runbook_url;
}

helmTest('alarms: runbooks are below settings.documentation.baseUrl, unless their own place is said', async () => {
  const base = 'settings.documentation.baseUrl=https://docs.example.com';
  assert.equal(await runbookOf(), undefined);
  assert.equal(await runbookOf(`${base}/`), 'https://docs.example.com/operations.md#no-hook-answers');
  assert.equal(await runbookOf(`${base}/\\{page\\}.html`), 'https://docs.example.com/operations.html#no-hook-answers');
  const own = 'monitoring.rules.runbook=https://runbooks.example.com/hooks';
  assert.equal(await runbookOf(base, own), 'https://runbooks.example.com/hooks#no-hook-answers');
});
