// The real Metacontroller as the loop of a fleet: one for all servers, or one for each shard, counted together.

import type { Cluster } from '../apiserver/cluster.ts';
import {
  type MetacontrollerLoop,
  type MetacontrollerProgram,
  startMetacontroller,
} from '../apiserver/harness/metacontroller.ts';
import { shardOption } from '../apiserver/harness/shards.ts';
import type { FleetLoop } from './cluster.ts';
import { type FleetHooks, usageOf } from './hooks.ts';
import { type Counter, createCounter, describeRequest } from './requests.ts';

/** Metacontroller's default of 5 a second would be all that one sees. */
const QUERIES_PER_SECOND = 1000;

/** A loop that runs. */
export interface StartedLoop {
  /** With its cluster, for the tables. */
  readonly name: string;
  readonly loop: FleetLoop;
  readonly stop: () => Promise<void>;
}

/** Where it runs, and for whom. */
export interface Place {
  readonly cluster: Cluster;
  readonly hooks: FleetHooks;
  readonly program: MetacontrollerProgram;
  /** None for one that has all servers. */
  readonly shards: readonly string[];
}

interface Counters {
  readonly requests: Counter;
  /** By shard, and namespace and name of the server. */
  readonly syncs: Counter;
}

interface Part {
  readonly shard: string | undefined;
  readonly metacontroller: MetacontrollerLoop;
}

/** Starts them. */
export async function startMetacontrollers(place: Place): Promise<StartedLoop> {
  const { shards } = place;
  const counters: Counters = { requests: createCounter(), syncs: createCounter() };
  const parts: Part[] = [];
  // One after the other: each installs what all of them need.
  for (const shard of shards.length === 0 ? [undefined] : shards)
    parts.push({ shard, metacontroller: await startOne(place, shard, counters) });
  const name = shards.length === 0 ? 'Metacontroller' : `${shards.length} Metacontrollers`;
  return {
    name: `${name}, real API server`,
    loop: together(parts, counters),
    stop: async () => {
      await Promise.all(parts.map(({ metacontroller }) => metacontroller.stop()));
    },
  };
}

async function startOne(
  { cluster, hooks, program, shards }: Place,
  shard: string | undefined,
  { requests, syncs }: Counters,
): Promise<MetacontrollerLoop> {
  return startMetacontroller(cluster, {
    hooks,
    program,
    applyStrategy: 'dynamic-apply',
    readsSecrets: false,
    queriesPerSecond: QUERIES_PER_SECOND,
    ...(shard === undefined ? {} : { shard: await shardOption(shards, shard, hooks) }),
    onRequest: (method, url) => {
      const { verb, kind, namespace, name } = describeRequest(method, url) ?? {};
      if (verb === undefined || kind === undefined) return;
      requests.add(verb, kind);
      if (shard !== undefined && verb === 'get' && kind === 'MCPServer') syncs.add(shard, `${namespace}/${name}`);
    },
  });
}

function together(parts: readonly Part[], { requests, syncs }: Counters): FleetLoop {
  const [first] = parts;
  return {
    ...requests,
    syncs: syncs.requests,
    bytes: () => parts.reduce((sum, { metacontroller }) => sum + metacontroller.counts.bytes, 0),
    usage: () => parts.map(({ shard, metacontroller }) => ({ shard, ...usageOf(metacontroller.pid) })),
    // One is enough for both: it touches the servers of all shards and reads the events of all.
    resync: () => first?.metacontroller.resync(),
    errors: () => first?.metacontroller.errors.map(({ parent, message }) => `${parent}: ${message}`) ?? [],
  };
}
