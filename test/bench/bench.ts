// Measures the built server against a bare node:http server in the same run: `make bench`, about half a minute.

import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { post, throughput } from './load.ts';
import { cpuMsOf, type MeasuredProcess, memoryOf, startMeasured, stop } from './measured-process.ts';
import { admissionReview, syncRequest } from './payloads.ts';

const OURS = join(import.meta.dirname, '../../dist/server.mjs');
const BARE = join(import.meta.dirname, 'bare-server.mjs');

/** Starts per server for the cold start, and runs per server for the throughput; bare and ours take turns, so that what else the machine does falls on both. */
const STARTS = 9;
const RUNS = 4;
const RUN_MS = 750;

/** One line of the table. */
interface Row {
  readonly what: string;
  readonly value: string;
  readonly target: string;
  /** Undefined: could not be measured on this machine. */
  readonly isMet: boolean | undefined;
}

async function main(): Promise<void> {
  if (!existsSync(OURS)) throw new Error('dist/server.mjs is missing: run `make build` first');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const rows = [bundleSize(), await coldStart(), ...(await idleMemory()), ...(await load(folder))];
    print(rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bundleSize(): Row {
  const kilobytes = statSync(OURS).size / 1000;
  return { what: 'bundle', value: `${kilobytes.toFixed(0)} kB`, target: '<= 600 kB', isMet: kilobytes <= 600 };
}

async function coldStart(): Promise<Row> {
  const first = { path: '/validate', body: admissionReview() };
  const times: Record<string, number[]> = { [BARE]: [], [OURS]: [] };
  for (let start = 0; start < STARTS; start += 1) {
    for (const file of [BARE, OURS]) {
      const server = await startMeasured(file, first);
      times[file]?.push(server.firstAnswerMs);
      await stop(server);
    }
  }
  const [bare, ours] = [median(times[BARE] ?? []), median(times[OURS] ?? [])];
  const value = `${ours.toFixed(0)} ms, ${(ours / bare).toFixed(2)} x bare (${bare.toFixed(0)} ms)`;
  return {
    what: 'cold start to the first 200 of /validate',
    value,
    target: '<= 1.5 x bare',
    isMet: ours <= 1.5 * bare,
  };
}

async function idleMemory(): Promise<readonly Row[]> {
  const server = await startMeasured(OURS, { path: '/validate', body: admissionReview() });
  await sleep(1500);
  const memory = memoryOf(server);
  await stop(server);
  return [
    memoryRow('idle memory, resident', memory?.resident, 70),
    memoryRow('idle memory, anonymous', memory?.anonymous, 22),
  ];
}

function memoryRow(what: string, used: number | undefined, limit: number): Row {
  return {
    what,
    value: used === undefined ? 'no /proc here' : `${used.toFixed(1)} MiB`,
    target: `<= ${limit} MiB`,
    isMet: used === undefined ? undefined : used <= limit,
  };
}

/** Throughput of both hooks beside the bare server, which answers the very same bytes, and the CPU time of one sync. */
async function load(folder: string): Promise<readonly Row[]> {
  const review = admissionReview();
  const ours = await startMeasured(OURS, { path: '/validate', body: review });
  const sync = await syncRequest(ours.port);
  const bodies = { '/validate': review, '/sync': sync };
  const answers: Record<string, unknown> = {};
  for (const [path, body] of Object.entries(bodies)) {
    answers[path] = JSON.parse((await post(ours.port, path, body)).text);
  }
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const bare = await startMeasured(BARE, { path: '/validate', body: review }, { ANSWERS_FILE: file });
  const rows = [await compare({ ours, bare }, '/validate', review), await compare({ ours, bare }, '/sync', sync)];
  const cpu = await syncCpu(ours, sync, answers['/sync']);
  const memory = memoryOf(ours);
  await Promise.all([stop(ours), stop(bare)]);
  const peak =
    memory === undefined
      ? 'no /proc here'
      : `${memory.resident.toFixed(1)} MiB, ${memory.anonymous.toFixed(1)} anonymous`;
  return [...rows, cpu, { what: 'memory after the load', value: peak, target: '', isMet: undefined }];
}

async function compare(
  { ours, bare }: { readonly ours: MeasuredProcess; readonly bare: MeasuredProcess },
  path: string,
  body: string,
): Promise<Row> {
  const rates: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
  // The first run of each warms the compilers up and does not count.
  for (let run = 0; run <= RUNS; run += 1) {
    const bareRate = await throughput(bare.port, { path, body }, RUN_MS);
    const oursRate = await throughput(ours.port, { path, body }, RUN_MS);
    if (run === 0) continue;
    rates.bare.push(bareRate);
    rates.ours.push(oursRate);
  }
  const [one, other] = [median(rates.ours), median(rates.bare)];
  const percent = (100 * one) / other;
  const size = (Buffer.byteLength(body) / 1000).toFixed(1);
  return {
    what: `${path} of ${size} kB`,
    value: `${one.toFixed(0)}/s, ${percent.toFixed(0)} % of bare (${other.toFixed(0)}/s)`,
    target: '>= 50 % of bare',
    isMet: percent >= 50,
  };
}

async function syncCpu(server: MeasuredProcess, body: string, answer: unknown): Promise<Row> {
  const before = cpuMsOf(server);
  const rate = await throughput(server.port, { path: '/sync', body }, 2000);
  const after = cpuMsOf(server);
  const children = (answer as { readonly children: readonly unknown[] }).children.length;
  const what = `CPU of one /sync with ${children} children, HTTP included`;
  const target = '<= 1 ms';
  if (before === undefined || after === undefined) return { what, value: 'no /proc here', target, isMet: undefined };
  const perSync = (after - before) / (rate * 2);
  return { what, value: `${perSync.toFixed(2)} ms`, target, isMet: perSync <= 1 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(rows: readonly Row[]): void {
  const widest = (pick: (row: Row) => string): number => Math.max(...rows.map((row) => pick(row).length));
  const [what, value, target] = [widest((row) => row.what), widest((row) => row.value), widest((row) => row.target)];
  for (const row of rows) {
    const verdict = row.isMet === undefined ? '' : row.isMet ? 'ok' : 'missed';
    console.log(
      `${row.what.padEnd(what)}  ${row.value.padEnd(value)}  ${row.target.padEnd(target)}  ${verdict}`.trimEnd(),
    );
  }
}

await main();
