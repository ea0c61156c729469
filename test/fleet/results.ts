// What runs of the bench have measured, kept beside it: the tables and pictures of docs/performance.md are made from it.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './phases.ts';

/** One run. */
export interface Result extends Run {
  readonly size: number;
  /** The loop and where it ran, as `FleetCluster` names it. */
  readonly cluster: string;
  /** Metacontrollers that share the servers, of runs that are made to compare that; the tables of a fleet leave them out. */
  readonly shards?: number;
}

const FILE = join(import.meta.dirname, 'results.json');

/** All that are kept, small fleets first, of each size, cluster and number of shards the newest. */
export function readResults(): readonly Result[] {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as readonly Result[]) : [];
}

/** Keeps a result in place of the one of the same size, cluster and number of shards. */
export function keepResult(result: Result): readonly Result[] {
  const others = readResults().filter(
    ({ size, cluster, shards }) => size !== result.size || cluster !== result.cluster || shards !== result.shards,
  );
  const all = [...others, result].toSorted(
    (left, right) => left.cluster.localeCompare(right.cluster) || left.size - right.size,
  );
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
  return all;
}
