// Draws docs/fleet-dashboard.svg and docs/operator-dashboard.svg: the panels of both dashboards, their queries answered by a real
// Prometheus over the recorded series of the tests, and over what a server exposes that is asked meanwhile. For maintainers, with
// Debian's package `prometheus`: PROMETHEUS=… PROMTOOL=… node scripts/dashboard-picture.ts

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { drawDashboard, type Line, type PanelLines } from './dashboard-picture/svg.ts';
import { recordOperator } from './dashboard-picture/operator-series.ts';
import { openMetrics, type Recorded, SECONDS } from './dashboard-picture/series.ts';

const ROOT = join(import.meta.dirname, '..');
const PORT = 39_090;
const STEP_SECONDS = 60;

interface Target {
  readonly expr: string;
  readonly legendFormat: string;
}

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly fieldConfig: { readonly defaults: { readonly unit: string } };
  readonly targets: readonly Target[];
}

interface RangeAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

function read(path: string): unknown {
  return parse(readFileSync(join(ROOT, path), 'utf8'));
}

async function ask({ expr, legendFormat }: Target): Promise<readonly Line[]> {
  const query = expr
    .replaceAll('$__rate_interval', '5m')
    .replaceAll('$namespace', '.*')
    .replaceAll('RELEASE-NAMESPACE', 'toolhive-system')
    .replaceAll('RELEASE-NAME', 'toolhive-operator');
  const range = new URLSearchParams({ query, start: '0', end: String(SECONDS), step: String(STEP_SECONDS) });
  const answer = await fetch(`http://127.0.0.1:${PORT}/api/v1/query_range?${range.toString()}`);
  if (!answer.ok) throw new Error(`${query}: ${await answer.text()}`);
  const { data } = (await answer.json()) as RangeAnswer;
  return data.result.map(({ metric, values }) => ({
    name: legendFormat.replaceAll(/{{(\w+)}}/g, (_all, label: string) => metric[label] ?? ''),
    points: values.map(([time, value]) => [time, Number(value)] as const),
  }));
}

async function linesOf({ title, type, fieldConfig, targets }: Panel): Promise<PanelLines> {
  const lines = (await Promise.all(targets.map(ask))).flat();
  return { title, unit: fieldConfig.defaults.unit, isNumber: type === 'stat', lines };
}

async function isReady(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(200);
  }
  throw new Error('Prometheus does not start');
}

/** Draws one dashboard of the chart from samples in OpenMetrics. */
async function draw(dashboard: string, samples: string, picture: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-picture-'));
  const metrics = join(folder, 'metrics.txt');
  const data = join(folder, 'data');
  const config = join(folder, 'prometheus.yaml');
  writeFileSync(metrics, samples);
  writeFileSync(config, '{}');
  const { PROMETHEUS = 'prometheus', PROMTOOL = 'promtool' } = process.env;
  execFileSync(PROMTOOL, ['tsdb', 'create-blocks-from', 'openmetrics', metrics, data]);
  const flags = ['--storage.tsdb.retention.time=100y', `--web.listen-address=127.0.0.1:${PORT}`];
  const prometheus = spawn(PROMETHEUS, [`--config.file=${config}`, `--storage.tsdb.path=${data}`, ...flags], {
    stdio: 'ignore',
  });
  const ended = once(prometheus, 'exit');
  try {
    await isReady();
    const { panels } = read(`charts/toolhive-operator/files/${dashboard}`) as { readonly panels: readonly Panel[] };
    const drawn: PanelLines[] = [];
    for (const panel of panels) drawn.push(await linesOf(panel));
    writeFileSync(join(ROOT, 'docs', picture), drawDashboard(drawn, SECONDS));
  } finally {
    prometheus.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

const fleet = openMetrics(read('test/chart/fixtures/fleet-samples.yaml') as readonly Recorded[]);
await draw('fleet-dashboard.json', fleet, 'fleet-dashboard.svg');
await draw('dashboard.json', await recordOperator(), 'operator-dashboard.svg');
