// The tables of a fleet, and what must hold whatever the machine.

import { type Measure, publish, publishTable } from '../bench/measure.ts';
import { type Cost, writesOf } from './phases.ts';
import { isWrite, total } from './requests.ts';
import type { Result } from './results.ts';

/** Of the container of the hooks: 128 MiB, less what the kernel needs of them. */
const MEMORY_MIB = 100;

/** For a server until all its children are there, on a real API server: requests, and milliseconds of CPU of hooks and loop. */
const GOAL = { requests: 13, cpuMs: 45 };

/** Costs of a server may grow so much from the smallest fleet to this one: which sync sees a change first is a matter of time. */
const GROWTH = 1.25;

/** Phases in which nothing changes. */
const AT_REST: ReadonlySet<string> = new Set(['resync', 'hook restart']);

const COLUMNS = [
  'phase',
  'servers',
  'loop',
  'time',
  'hook calls',
  'hook CPU',
  'hook memory',
  'API requests',
  'writes',
  'loop CPU',
  'loop memory',
  'kB',
];

/** Prints what each phase cost; with `--write` all that are kept go into the page. */
export function publishCosts(results: readonly Result[]): void {
  publishTable('fleet', [COLUMNS, ...results.flatMap((result) => result.costs.map((cost) => costRow(result, cost)))]);
}

function costRow({ size, cluster }: Result, cost: Cost): readonly string[] {
  const each = (amount: number | undefined, digits = 1): string =>
    amount === undefined ? '' : (amount / size).toFixed(digits);
  return [
    cost.phase,
    size.toLocaleString('en'),
    cluster,
    `${cost.seconds.toFixed(1)} s`,
    each(cost.hookCalls),
    `${each(cost.hookCpuMs)} ms`,
    `${cost.hookPeakMiB.toFixed(0)} MiB`,
    each(total(cost.requests)),
    each(writesOf(cost)),
    cost.loopCpuMs === undefined ? '' : `${each(cost.loopCpuMs)} ms`,
    cost.loopPeakMiB === undefined ? '' : `${cost.loopPeakMiB.toFixed(0)} MiB`,
    each(cost.bytes === undefined ? undefined : cost.bytes / 1000, 0),
  ];
}

/** Prints what each phase asks for, by verb and kind, for each server. */
export function publishRequests({ size, costs }: Result): void {
  const keys = [...new Set(costs.flatMap(({ requests }) => Object.keys(requests)))].filter(isOfServers).toSorted();
  const phases = costs.filter((cost) => keys.some((key) => cost.requests[key] !== undefined));
  const each = (count = 0): string => (count === 0 ? '' : (count / size).toFixed(2));
  publishTable('fleet requests', [
    ['request', ...phases.map(({ phase }) => phase)],
    ...keys.map((key) => [key].concat(phases.map(({ requests }) => each(requests[key])))),
  ]);
}

/** Lists and watches are one for a kind, whatever the number of servers. */
function isOfServers(key: string): boolean {
  return !/^(?:list|watch) /.test(key);
}

/** Prints the goals and whether they are met; false when one that no machine may miss is missed. */
export function publishGoals(result: Result, smallest: Result): boolean {
  const must = [...restful(result), memory(result), ...linear(result, smallest)];
  const rows = [...must, ...firstConvergence(result)];
  publish('fleet goals', rows);
  return must.every(({ isMet }) => isMet !== false);
}

function restful({ costs }: Result): readonly Measure[] {
  return costs
    .filter(({ phase }) => AT_REST.has(phase))
    .map((cost) => {
      const writes = writesOf(cost);
      const news = Object.keys(cost.requests).filter(isWrite);
      const value = writes === 0 ? '0' : `${writes}: ${news.join(', ')}`;
      return { what: `writes at a ${cost.phase}`, value, target: '0', isMet: writes === 0 };
    });
}

function memory({ costs, size }: Result): Measure {
  const peak = Math.max(...costs.map(({ hookPeakMiB }) => hookPeakMiB));
  return {
    what: `hooks, resident at most, ${size.toLocaleString('en')} servers`,
    value: `${peak.toFixed(0)} MiB`,
    target: `<= ${MEMORY_MIB} MiB`,
    isMet: peak <= MEMORY_MIB,
  };
}

function linear(result: Result, smallest: Result): readonly Measure[] {
  return result.costs.flatMap((cost, index) => {
    const other = smallest.costs[index];
    if (other === undefined || smallest.size === result.size) return [];
    const [before, after] = [total(other.requests) / smallest.size, total(cost.requests) / result.size];
    return {
      what: `${cost.phase}: API requests for each of ${result.size.toLocaleString('en')} servers`,
      value: `${after.toFixed(1)}; of ${smallest.size}: ${before.toFixed(1)}`,
      target: `<= ${GROWTH} x`,
      isMet: after <= before * GROWTH + 0.5,
    };
  });
}

function firstConvergence({ costs, size, children }: Result): readonly Measure[] {
  const [first] = costs;
  if (first?.loopCpuMs === undefined) return [];
  const [requests, cpuMs] = [total(first.requests) / size, (first.hookCpuMs + first.loopCpuMs) / size];
  return [
    {
      what: `API requests until a server has its ${children.toFixed(1)} children`,
      value: requests.toFixed(1),
      target: `<= ${GOAL.requests}`,
      isMet: requests <= GOAL.requests,
    },
    {
      what: 'CPU of hooks and Metacontroller for it',
      value: `${cpuMs.toFixed(0)} ms`,
      target: `<= ${GOAL.cpuMs} ms`,
      isMet: cpuMs <= GOAL.cpuMs,
    },
  ];
}
