// What one request costs a running server, in CPU time and by the clock.

import { countAnswers } from './load.ts';
import { cpuMsOf, type MeasuredProcess } from './measured-process.ts';

/** Milliseconds of one run. */
const RUN_MS = 750;

/**
 * Requests until V8 has compiled what is hot (after 5,000 a request still costs a third more), and the time after which a busy machine
 * is no longer waited for.
 */
const WARM_UP_REQUESTS = 20_000;
const WARM_UP_MS = 20_000;

/** Asks until the server is as fast as it gets, or the time is over. */
export async function warmUp(server: MeasuredProcess, request: Request): Promise<void> {
  const ends = performance.now() + WARM_UP_MS;
  let answers = 0;
  while (answers < WARM_UP_REQUESTS && performance.now() < ends) {
    answers += await countAnswers(server.port, request, RUN_MS);
  }
}

/** What is sent. */
export interface Request {
  readonly path: string;
  readonly body: string;
}

/** What one request costs. */
export interface Cost {
  readonly answers: number;
  /** CPU time of one request in milliseconds; NaN where there is no /proc. */
  readonly cpuMs: number;
  readonly perSecond: number;
}

/** One run. */
export async function measure(server: MeasuredProcess, request: Request): Promise<Cost> {
  const before = cpuMsOf(server) ?? Number.NaN;
  const started = performance.now();
  const answers = await countAnswers(server.port, request, RUN_MS);
  const seconds = (performance.now() - started) / 1000;
  return { answers, cpuMs: ((cpuMsOf(server) ?? Number.NaN) - before) / answers, perSecond: answers / seconds };
}

/** CPU time over all requests, and the median of the rates. */
export function total(costs: readonly Cost[]): { readonly cpuMs: number; readonly perSecond: number } {
  const answers = costs.reduce((sum, cost) => sum + cost.answers, 0);
  const cpu = costs.reduce((sum, cost) => sum + cost.cpuMs * cost.answers, 0);
  return { cpuMs: cpu / answers, perSecond: median(costs.map(({ perSecond }) => perSecond)) };
}

/** The upper one of two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
