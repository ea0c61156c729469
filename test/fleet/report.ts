// The tables of a fleet, and what must hold whatever the machine.

import { type Measure, print, publish, publishTable } from '../bench/measure.ts';
import { childWritesOf, type Cost, type Phase, writesOf } from './phases.ts';
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

/** The phase in which each server goes to the next shard. */
const MOVE: Phase = 'shard of all';

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
    loopMemory(cost),
    each(cost.bytes === undefined ? undefined : cost.bytes / 1000, 0),
  ];
}

function loopMemory({ loopPeakMiB, largest }: Cost): string {
  if (loopPeakMiB === undefined) return '';
  const part = largest === undefined ? '' : `, ${largest.peakMiB.toFixed(0)} of ${largest.shard}`;
  return `${loopPeakMiB.toFixed(0)} MiB${part}`;
}

/** What shows how several Metacontrollers share the work, and that a server moves between them. */
const SHARED: readonly Phase[] = ['first convergence', 'resync', MOVE, 'image of all'];

/** Prints what it costs that several Metacontrollers share a fleet, beside one with all of it; with `--write` it goes into the page. */
export function publishShards(results: readonly Result[]): void {
  const compared = results.filter(isOfShards);
  if (compared.length === 0) return;
  const sizes = new Set(compared.map(({ size }) => size));
  const rows = [...sizes].flatMap((size) =>
    SHARED.flatMap((phase) =>
      compared
        .filter((result) => result.size === size)
        .toSorted((left, right) => shardsOf(left) - shardsOf(right))
        .flatMap((result) =>
          result.costs.filter((cost) => cost.phase === phase).map((cost) => sharedRow(result, cost)),
        ),
    ),
  );
  publishTable('fleet shards', [SHARED_COLUMNS, ...rows]);
}

/** No time: on one machine several compete for the cores that one would have alone. */
const SHARED_COLUMNS = [
  'phase',
  'servers',
  'Metacontrollers',
  'hook calls',
  'hook CPU',
  'API requests',
  'writes of children',
  'loop CPU',
  'loop memory',
];

function sharedRow(result: Result, cost: Cost): readonly string[] {
  const { size } = result;
  const each = (amount: number): string => (amount / size).toFixed(1);
  return [
    cost.phase,
    size.toLocaleString('en'),
    String(shardsOf(result)),
    each(cost.hookCalls),
    `${each(cost.hookCpuMs)} ms`,
    each(total(cost.requests)),
    each(childWritesOf(cost)),
    `${each(cost.loopCpuMs ?? 0)} ms`,
    loopMemory(cost),
  ];
}

const shardsOf = ({ shards = 1 }: Result): number => shards;

/** Whether it was made to compare numbers of shards. */
export function isOfShards({ shards }: Result): boolean {
  return shards !== undefined;
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

/** Prints the goals and whether they are met; false when one that no machine may miss is missed. Those of shards stay off the page. */
export function publishGoals(result: Result, smallest: Result): boolean {
  const must = [...restful(result), ...shared(result), memory(result), ...linear(result, smallest)];
  const rows = [...must, ...firstConvergence(result)];
  if (isOfShards(result)) print(rows);
  else publish('fleet goals', rows);
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

/** A server that moves keeps its children as they are, and nobody syncs what is another's, before or after. */
function shared({ costs }: Result): readonly Measure[] {
  const target = '0';
  const moves = costs.filter(({ phase }) => phase === MOVE);
  const written = moves.reduce((sum, cost) => sum + childWritesOf(cost), 0);
  // In the move itself the shard before may have begun with a server.
  const strays = costs.reduce((sum, { phase, strays: own = 0 }) => sum + (phase === MOVE ? 0 : own), 0);
  return moves.flatMap(() => [
    { what: `writes of children at a ${MOVE}`, value: `${written}`, target, isMet: written === 0 },
    { what: 'syncs by a shard that the server is not in', value: `${strays}`, target, isMet: strays === 0 },
  ]);
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
