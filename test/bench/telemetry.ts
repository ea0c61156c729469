// What metrics and traces cost: a server of a pod with them beside one without, in turns.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chartEnvironment } from './chart-environment.ts';
import { type Cost, measure, median, total, warmUp } from './cost.ts';
import { tlsVolume } from './limits-change.ts';
import { ask } from './limits-clients.ts';
import { startReplica } from './limits-server.ts';
import type { Measure } from './measure.ts';
import { cpuMsOf, type MeasuredProcess, memoryOf, startMeasured, stop } from './measured-process.ts';
import { admissionReview, syncOn, syncRequest } from './payloads.ts';

const OURS = join(import.meta.dirname, '../../dist/server.mjs');

type Variables = Readonly<Record<string, string>>;

/** Nothing is measured, nothing is traced, no SDK is loaded. */
export const OFF: Variables = { OTEL_METRICS_EXPORTER: 'none' };

/** Nobody listens there: what is sent is lost, as the worst case of a collector. */
const NOWHERE = 'http://127.0.0.1:9';

const WAYS: Readonly<Record<string, Variables>> = {
  'metrics for Prometheus': { OTEL_METRICS_EXPORTER: 'prometheus' },
  'metrics by OTLP': { OTEL_METRICS_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${NOWHERE}/v1/metrics` },
  'metrics both ways, and traces': { OTEL_METRICS_EXPORTER: 'prometheus,otlp', OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE },
};

const STARTS = 9;
const RUNS = 4;

/** Most that metrics may add to the CPU time of a start, and most that an idle process may hold with them. */
const MAX_START_MS = 60;
const MAX_IDLE_MIB = 34;

/** Rows for each way, then the cost of a request under the costliest. */
export async function telemetryCost(folder: string): Promise<readonly Measure[]> {
  const tlsFolder = tlsVolume(folder, 'telemetry');
  const starts = await startsOf(tlsFolder, { without: OFF, ...WAYS });
  const bare = starts['without'];
  const rows = Object.keys(WAYS).flatMap((way) => rowsOf(way, starts[way], bare));
  return [...rows, ...(await requestRows(folder))];
}

interface Start {
  readonly cpuMs: number;
  readonly anonymous: number;
}

/** Medians of several starts that take turns, so that what else the machine does falls on all. */
async function startsOf(
  tlsFolder: string,
  ways: Readonly<Record<string, Variables>>,
): Promise<Readonly<Record<string, Start>>> {
  const seen: Record<string, Start[]> = {};
  for (let start = 0; start < STARTS; start += 1)
    for (const [way, variables] of Object.entries(ways)) (seen[way] ??= []).push(await startOf(tlsFolder, variables));
  return Object.fromEntries(
    Object.entries(seen).map(([way, all]) => [
      way,
      { cpuMs: mean(all.map(({ cpuMs }) => cpuMs)), anonymous: median(all.map(({ anonymous }) => anonymous)) },
    ]),
  );
}

/** The kernel counts in steps of 10 ms: the mean of several says more than any of them. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function startOf(tlsFolder: string, variables: Variables): Promise<Start> {
  const server = await startReplica({ tlsFolder, variables });
  const cpuMs = cpuMsOf(server) ?? Number.NaN;
  await ask(server.port, admissionReview());
  await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`).then((page) => page.text());
  await sleep(1500);
  const anonymous = memoryOf(server)?.anonymous ?? Number.NaN;
  await server.close();
  return { cpuMs, anonymous };
}

function rowsOf(way: string, start: Start | undefined, bare: Start | undefined): readonly Measure[] {
  if (start === undefined || bare === undefined || Number.isNaN(start.cpuMs)) return [];
  const added = start.cpuMs - bare.cpuMs;
  return [
    {
      what: `${way}: start, CPU until ready`,
      value: `+${added.toFixed(0)} ms to ${bare.cpuMs.toFixed(0)}, ${(start.cpuMs / bare.cpuMs).toFixed(2)} x`,
      target: `<= +${MAX_START_MS} ms`,
      isMet: added <= MAX_START_MS,
    },
    {
      what: `${way}: idle memory, anonymous`,
      value: `${start.anonymous.toFixed(1)} MiB to ${bare.anonymous.toFixed(1)}, ${(start.anonymous / bare.anonymous).toFixed(2)} x`,
      target: `<= ${MAX_IDLE_MIB} MiB`,
      isMet: start.anonymous <= MAX_IDLE_MIB,
    },
  ];
}

/** Both servers get the same bytes in turns, over plain HTTP. */
async function requestRows(folder: string): Promise<readonly Measure[]> {
  const asInPod = chartEnvironment(folder);
  const review = admissionReview();
  const first = { path: '/validate', body: review };
  const without = await startMeasured(OURS, first, { ...asInPod, ...OFF });
  const sync = await syncRequest(syncOn(without.port));
  const rows: Measure[] = [];
  for (const way of ['metrics for Prometheus', 'metrics both ways, and traces']) {
    const measured = await startMeasured(OURS, first, { ...asInPod, ...WAYS[way] });
    for (const request of [first, { path: '/sync', body: sync }])
      rows.push(requestRow(way, request.path, await compare(without, measured, request)));
    await stop(measured);
  }
  await stop(without);
  return rows;
}

interface Pair {
  readonly without: number;
  readonly measured: number;
}

async function compare(
  without: MeasuredProcess,
  measured: MeasuredProcess,
  request: { readonly path: string; readonly body: string },
): Promise<Pair> {
  const costs: { readonly without: Cost[]; readonly measured: Cost[] } = { without: [], measured: [] };
  await warmUp(without, request);
  await warmUp(measured, request);
  for (let run = 0; run < RUNS; run += 1) {
    costs.without.push(await measure(without, request));
    costs.measured.push(await measure(measured, request));
  }
  return { without: total(costs.without).cpuMs, measured: total(costs.measured).cpuMs };
}

function requestRow(way: string, path: string, { without, measured }: Pair): Measure {
  const ratio = measured / without;
  const value = Number.isNaN(ratio)
    ? 'no /proc here'
    : `${measured.toFixed(3)} ms CPU to ${without.toFixed(3)}, ${ratio.toFixed(2)} x`;
  return { what: `${way}: ${path}`, value, target: '', isMet: undefined };
}
