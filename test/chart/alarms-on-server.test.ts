// Alarms judged by Prometheus' own rule evaluation on what a running server exposes, before and after the event.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { Hook } from '../../functions/hooks/hook.ts';
import { issueCertificate, mount, secretVolume } from '../server/certificates.ts';
import { call } from '../server/http-client.ts';
import { type RunningServer, runServer } from '../server/running-server.ts';
import { whyNoHelm } from './helm.ts';
import { promtool, whyNoPromtool } from './promtool.ts';
import { recorded, scrape } from './recorded.ts';
import { only, type Part, render } from './render.ts';

/** Minutes with the first scrape, and the minute at which the rules are asked. */
const BEFORE = 10;
const ASKED = 20;

const answering =
  (log: Readonly<Record<string, string | boolean>>): Hook =>
  () => ({ status: 200, body: {}, log });
const failing: Hook = () => {
  throw new Error('a bug');
};
const CALM = { '/validate': answering({ outcome: 'allowed' }) };

/** What makes an alarm go off, from the start of the server to the event. */
interface Row {
  readonly alarm: string;
  readonly routes?: Readonly<Record<string, Hook>>;
  readonly event: (server: RunningServer, folder: string) => Promise<unknown>;
}

const ROWS: readonly Row[] = [
  { alarm: 'ToolHiveHooksPanicked', routes: { '/sync': failing }, event: ({ port }) => secureCall(port, '/sync') },
  {
    alarm: 'ToolHivePermissionsWidened',
    routes: { '/validate': answering({ outcome: 'allowed', widened: true }) },
    event: ({ port }) => secureCall(port, '/validate'),
  },
  {
    alarm: 'ToolHiveManyRefusals',
    routes: { '/validate': answering({ outcome: 'denied', operation: 'CREATE' }) },
    event: ({ port }) => Promise.all(Array.from({ length: 50 }, () => secureCall(port, '/validate'))),
  },
  {
    alarm: 'ToolHiveHooksCertificateRefused',
    event: async ({ lines }, folder) => {
      mount(folder, { cert: 'x', key: 'y' });
      while (!lines.some(({ level }) => level === 'error')) await sleep(10);
    },
  },
];

const certificate = issueCertificate('hooks');

function secureCall(port: number, path: string): Promise<unknown> {
  return call({ port, path, body: '{}', tls: { rejectUnauthorized: false } });
}

async function judge(
  context: TestContext,
  series: readonly object[],
  { alarm, isOn }: { readonly alarm: string; readonly isOn: boolean },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'alarms-on-server-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const [rules, cases] = [join(folder, 'rules.yaml'), join(folder, 'cases.yaml')];
  const { spec } = only(await render({ set: ['monitoring.rules.enabled=true'] }), 'PrometheusRule');
  writeFileSync(rules, stringify(spec));
  const rule: Part = spec.groups.flatMap(({ rules: all }: Part) => all).find((one: Part) => one.alert === alarm);
  const fired = alarm === 'ToolHiveHooksPanicked' ? { route: '/sync' } : {};
  const exp_alerts = isOn ? [{ exp_labels: { ...rule.labels, ...fired }, exp_annotations: rule.annotations }] : [];
  const test_of_rule = { alertname: alarm, eval_time: `${isOn ? ASKED : BEFORE - 1}m`, exp_alerts };
  const tests = [{ interval: '1m', input_series: series, alert_rule_test: [test_of_rule] }];
  writeFileSync(cases, stringify({ rule_files: [rules], evaluation_interval: '1m', tests }));
  promtool('test', 'rules', cases);
}

for (const row of ROWS) {
  test(`alarms on a server: ${row.alarm} goes off at the first event, and not before`, {
    skip: whyNoPromtool ?? whyNoHelm,
  }, async (t) => {
    const { folder, variables } = secretVolume(t, certificate);
    const server = await runServer(t, { routes: row.routes ?? CALM, variables });
    const before = await scrape(server);
    await row.event(server, folder);
    const series = recorded([before, await scrape(server)], { before: BEFORE, after: ASKED });
    await judge(t, series, { alarm: row.alarm, isOn: false });
    await judge(t, series, { alarm: row.alarm, isOn: true });
  });
}
