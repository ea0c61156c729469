// Measures what a hook costs, about two minutes: its work ratio in this process, and the built server against a bare node:http
// server in the same run. Both get the same bytes over plain HTTP and kept connections, parse them as JSON and write the same
// answer as JSON; the bare server decides nothing. Both are warm, and their runs take turns.

import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadBundledHooks } from './bundled-hooks.ts';
import { chartEnvironment } from './chart-environment.ts';
import { type Cost, measure, median, total, warmUp } from './cost.ts';
import { cgroupProblem, takePrecedence } from './limits-cgroup.ts';
import { tlsVolume } from './limits-change.ts';
import { ask } from './limits-clients.ts';
import { startReplica } from './limits-server.ts';
import { post } from './load.ts';
import { type Measure, publish } from './measure.ts';
import { type MeasuredProcess, memoryOf, startMeasured, stop } from './measured-process.ts';
import { measureProfile } from './permissions.ts';
import { admissionReview, syncOn, syncRequest } from './payloads.ts';
import { OFF, telemetryCost } from './telemetry.ts';
import { workRatios } from './work-ratio.ts';

const OURS = join(import.meta.dirname, '../../dist/server.mjs');
const BARE = join(import.meta.dirname, 'bare-server.mjs');

/**
 * Starts per server for the cold start, and runs per server for the throughput; bare and ours take turns, so that what else the machine
 * does falls on both.
 */
const STARTS = 9;
const RUNS = 4;

/** Least percentages of the bare server's throughput. */
const SHARES = { '/validate': 25, '/sync': 30 } as const;

async function main(): Promise<void> {
  if (!existsSync(OURS)) throw new Error('dist/server.mjs is missing: run `make build` first');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  // Before the precedence: what bundles runs on until the end, and would keep the group from being removed.
  const askHook = await loadBundledHooks(folder);
  const stepBack = cgroupProblem() === undefined ? takePrecedence() : (): void => undefined;
  try {
    const rows = [
      ...(await workRatios(askHook)),
      bundleSize(),
      largeProfile(),
      await coldStart(),
      ...(await idleMemory(folder)),
      ...(await load(folder)),
    ];
    publish('hooks', rows);
    publish('telemetry', await telemetryCost(folder));
  } finally {
    stepBack();
    rmSync(folder, { recursive: true });
  }
}

function bundleSize(): Measure {
  const kilobytes = statSync(OURS).size / 1000;
  return { what: 'bundle', value: `${kilobytes.toFixed(0)} kB`, target: '<= 600 kB', isMet: kilobytes <= 600 };
}

function largeProfile(): Measure {
  const ms = measureProfile();
  const what = 'a profile of 1,000 entries compiled and evaluated';
  return { what, value: `${ms.toFixed(1)} ms`, target: '< 20 ms', isMet: ms < 20 };
}

async function coldStart(): Promise<Measure> {
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

/** As a pod runs it, HTTPS, with the chart's variables and settings, but without metrics: what they cost is a table of its own. */
async function idleMemory(folder: string): Promise<readonly Measure[]> {
  const server = await startReplica({ tlsFolder: tlsVolume(folder, 'idle'), variables: OFF });
  await ask(server.port, admissionReview());
  // The hooks that warm up behind the start are warm by then.
  await sleep(2500);
  const memory = memoryOf(server);
  await server.close();
  return [
    memoryRow('idle memory, resident', memory?.resident, 70),
    memoryRow('idle memory, anonymous', memory?.anonymous, 20),
  ];
}

function memoryRow(what: string, used: number | undefined, limit: number): Measure {
  return {
    what,
    value: used === undefined ? 'no /proc here' : `${used.toFixed(1)} MiB`,
    target: `<= ${limit} MiB`,
    isMet: used === undefined ? undefined : used <= limit,
  };
}

/** Throughput of both hooks beside the bare server, which answers the very same bytes, and the CPU time of one sync. */
async function load(folder: string): Promise<readonly Measure[]> {
  const review = admissionReview();
  const asInPod = chartEnvironment(folder);
  const ours = await startMeasured(OURS, { path: '/validate', body: review }, asInPod);
  const sync = await syncRequest(syncOn(ours.port));
  const bodies = { '/validate': review, '/sync': sync };
  const answers: Record<string, unknown> = {};
  for (const [path, body] of Object.entries(bodies)) {
    answers[path] = JSON.parse((await post(ours.port, path, body)).text);
  }
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const bare = await startMeasured(BARE, { path: '/validate', body: review }, { ...asInPod, ANSWERS_FILE: file });
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

/**
 * Judged by the CPU time of a request, because a server with one thread is through when its core is full; requests per
 * second say the same on a quiet machine, and on a busy one they say what else runs.
 */
async function compare(
  { ours, bare }: { readonly ours: MeasuredProcess; readonly bare: MeasuredProcess },
  path: keyof typeof SHARES,
  body: string,
): Promise<Measure> {
  const goal = SHARES[path];
  const costs: { readonly ours: Cost[]; readonly bare: Cost[] } = { ours: [], bare: [] };
  await warmUp(bare, { path, body });
  await warmUp(ours, { path, body });
  for (let run = 0; run < RUNS; run += 1) {
    costs.bare.push(await measure(bare, { path, body }));
    costs.ours.push(await measure(ours, { path, body }));
  }
  const [one, other] = [total(costs.ours), total(costs.bare)];
  const byTime = (100 * one.perSecond) / other.perSecond;
  const byCpu = (100 * other.cpuMs) / one.cpuMs;
  const share = Number.isNaN(byCpu) ? byTime : byCpu;
  const cpu = `${one.cpuMs.toFixed(2)} ms CPU to ${other.cpuMs.toFixed(2)}`;
  return {
    what: `${path} of ${(Buffer.byteLength(body) / 1000).toFixed(1)} kB`,
    value: `${share.toFixed(0)} % of bare: ${cpu}; ${one.perSecond.toFixed(0)}/s to ${other.perSecond.toFixed(0)}/s`,
    target: `>= ${goal} % of bare`,
    isMet: share >= goal,
  };
}

async function syncCpu(server: MeasuredProcess, body: string, answer: unknown): Promise<Measure> {
  const { cpuMs } = await measure(server, { path: '/sync', body });
  const children = (answer as { readonly children: readonly unknown[] }).children.length;
  return {
    what: `one /sync with ${children} children, HTTP included`,
    value: Number.isNaN(cpuMs) ? 'no /proc here' : `${cpuMs.toFixed(2)} ms CPU`,
    target: '<= 1 ms',
    isMet: Number.isNaN(cpuMs) ? undefined : cpuMs <= 1,
  };
}

await main();
