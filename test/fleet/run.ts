// `make bench-fleet`: what a fleet costs, phase by phase. `--servers=100` by default. With the programs of a control plane in
// KUBEBUILDER_ASSETS it lives on a real API server, looked after by Metacontroller if METACONTROLLER names it, by one for each of
// `--shards=2`; without, or with `--memory`, in memory. With `--write` the result is kept, and the tables and pictures of
// docs/performance.md are made from all; those of `--shards`, also of `--shards=1`, are a table of their own, to compare.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whichMetacontroller } from '../apiserver/harness/metacontroller.ts';
import { startFleetHooks } from './hooks.ts';
import { startInMemory } from './in-memory.ts';
import { startOnApiServer } from './on-api-server.ts';
import { type Cost, runPhases, writesOf } from './phases.ts';
import { plot } from './plot.ts';
import { isOfShards, publishCosts, publishGoals, publishRequests, publishShards } from './report.ts';
import { total } from './requests.ts';
import { keepResult, readResults, type Result } from './results.ts';
import { makeFleet } from './servers.ts';
import { makeShards } from './shards.ts';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');

async function main(): Promise<boolean> {
  const { size, shards, compared, assets, isKept } = readOptions();
  const hooks = await startFleetHooks();
  const stops = [hooks.stop];
  try {
    const cluster = await (assets === '' ? startInMemory(hooks) : startOnApiServer(assets, hooks, shards));
    stops.unshift(cluster.stop);
    console.log(`${size} servers; ${cluster.name}\n`);
    const fleet = makeFleet(size, shards);
    const run = await runPhases({ cluster, hooks, fleet }, (cost) => console.log(line(cost, size)));
    console.log('');
    return publishAll({ size, cluster: cluster.name, ...compared, ...run }, isKept);
  } finally {
    for (const stop of stops) await stop();
  }
}

interface Options {
  readonly size: number;
  readonly shards: readonly string[];
  /** Their number, where it is asked for. */
  readonly compared: Pick<Result, 'shards'>;
  /** Folder with the programs of a control plane; empty for a fleet in memory. */
  readonly assets: string;
  readonly isKept: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      servers: { type: 'string', default: '100' },
      shards: { type: 'string' },
      memory: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const assets = values.memory ? '' : (process.env['KUBEBUILDER_ASSETS'] ?? '');
  const count = countOf('shards', values.shards ?? '1');
  const shards = makeShards(count);
  const compared = values.shards === undefined ? {} : { shards: count };
  if (values.shards !== undefined && (assets === '' || whichMetacontroller() === undefined))
    throw new Error('--shards: only Metacontroller has shards, set METACONTROLLER and KUBEBUILDER_ASSETS');
  return { size: countOf('servers', values.servers), shards, compared, assets, isKept: values.write };
}

function countOf(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${option}=${text}: not a number of ${option}`);
  return count;
}

/** So that one sees how far a long run is. */
function line(cost: Cost, size: number): string {
  const [requests, writes] = [total(cost.requests) / size, writesOf(cost) / size];
  return `${cost.phase}: ${cost.seconds.toFixed(1)} s, ${requests.toFixed(1)} API requests a server, ${writes.toFixed(1)} of them writes`;
}

function publishAll(result: Result, isKept: boolean): boolean {
  const results = isKept ? keepResult(result) : [result];
  const shown = isKept ? results.filter((one) => !isOfShards(one)) : results;
  publishCosts(shown);
  publishRequests(shown.find(({ costs }) => costs[0]?.loopCpuMs !== undefined) ?? result);
  if (isKept) publishShards(results);
  const isLike = ({ cluster, shards }: Result): boolean => cluster === result.cluster && shards === result.shards;
  const smallest = readResults().find(isLike) ?? result;
  if (isKept) draw(widest(shown));
  return publishGoals(result, smallest);
}

/** The results of the cluster that has been measured at the most sizes. */
function widest(results: readonly Result[]): readonly Result[] {
  const sizesOf = (cluster: string): readonly Result[] => results.filter((result) => result.cluster === cluster);
  return results.map(({ cluster }) => sizesOf(cluster)).toSorted((left, right) => right.length - left.length)[0] ?? [];
}

function draw(results: readonly Result[]): void {
  const phases = results[0]?.costs.map(({ phase }) => phase) ?? [];
  const picture = (file: string, what: string, amount: (cost: Cost) => number): void => {
    const lines = phases.map((name) => ({
      name,
      points: results
        .map(({ size, costs }) => ({ x: size, y: pick(costs, name, amount) }))
        .toSorted((a, b) => a.x - b.x),
    }));
    writeFileSync(join(PICTURES, file), plot(lines, { title: what, x: 'servers', y: what }));
  };
  picture('fleet-requests.svg', 'API requests', (cost) => total(cost.requests));
  picture('fleet-hook-cpu.svg', 'CPU of the hooks in seconds', (cost) => cost.hookCpuMs / 1000);
}

function pick(costs: readonly Cost[], phase: string, amount: (cost: Cost) => number): number {
  const cost = costs.find((one) => one.phase === phase);
  return cost === undefined ? 0 : amount(cost);
}

// An interrupted run takes its programs along: they are killed when this process exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

process.exitCode = (await main()) ? 0 : 1;
