// What happens to a fleet, one phase after the other, and what each costs.

import { setTimeout as sleep } from 'node:timers/promises';
import { readNumber, readString } from '../../functions/kube/json-reader.ts';
import { controllerOf, type KubeObject, withFields } from '../../functions/kube/object.ts';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { findKind, findResource, MCP_SERVER, type ResourceKind } from '../../functions/simulator/kinds.ts';
import { retryConflicts } from '../../functions/simulator/store.ts';
import type { FleetCluster, FleetLoop, LoopUsage } from './cluster.ts';
import { type FleetHooks, sumOf } from './hooks.ts';
import { isWrite, type Requests, since, total } from './requests.ts';
import { type Fleet, imageOf, loginOf } from './servers.ts';
import { countStrays, withNextShard } from './shards.ts';

/** What one phase cost. Everything but the peaks is of the whole fleet in this phase alone. */
export interface Cost {
  readonly phase: Phase;
  /** Until the last request that it caused, in seconds. */
  readonly seconds: number;
  readonly hookCalls: number;
  readonly hookCpuMs: number;
  /** The most that the hooks had resident since they started, in MiB. */
  readonly hookPeakMiB: number;
  readonly requests: Requests;
  /** Undefined where the loop has no process of its own, as the next two. */
  readonly loopCpuMs: number | undefined;
  readonly loopPeakMiB: number | undefined;
  readonly bytes: number | undefined;
  /** Of several Metacontrollers, whose CPU and memory are added up, the one that had most resident. */
  readonly largest?: { readonly shard: string; readonly peakMiB: number };
  /** Syncs by another Metacontroller than that of the server's shard, after the phase; absent without shards. */
  readonly strays?: number;
}

export type Phase =
  | 'first convergence'
  | 'resync'
  | 'hook restart'
  | 'shard of all'
  | 'image of all'
  | 'login of all'
  | 'deletion of all';

/** A fleet with all that it needs. */
export interface Setup {
  readonly cluster: FleetCluster;
  readonly hooks: FleetHooks;
  readonly fleet: Fleet;
}

/** Nothing is asked for so long when a phase is over. The loop asks again after a quarter of a second where it wants to. */
const QUIET_MS = 3000;

/** A phase that asks for nothing so long and still lacks something will not get it. */
const PATIENCE_MS = 300_000;

const POLL_MS = 100;

/** Writers side by side. */
const WRITERS = 8;

/** All phases. */
export interface Run {
  /** For each server, once all are served. */
  readonly children: number;
  readonly costs: readonly Cost[];
}

/** Goes through all phases. Rejects when the fleet does not end where it should: the costs would say nothing. */
export async function runPhases(setup: Setup, onCost: (cost: Cost) => void = () => {}): Promise<Run> {
  const { cluster, hooks, fleet } = setup;
  const costs: Cost[] = [];
  let { servers } = fleet;
  const phase = async (name: Phase, act: Step['act'], check: Step['check']): Promise<void> => {
    const cost = await measure(setup, { name, act, check, strays: (syncs) => countStrays(syncs, servers) });
    costs.push(cost);
    onCost(cost);
  };
  await inParallel([...fleet.namespaces.map(namespaceOf), ...fleet.shared], (object) => cluster.users.create(object));
  const isServed = (): Promise<string | undefined> => servedProblem(setup);
  // Each sync reads its server once.
  const isSynced = async (caused: Requests): Promise<string | undefined> => {
    const syncs = caused['get MCPServer'] ?? 0;
    return syncs < fleet.servers.length ? `${syncs} of ${fleet.servers.length} servers were synced` : isServed();
  };
  await phase('first convergence', () => inParallel(fleet.servers, (server) => cluster.users.create(server)), isServed);
  const children = await childrenPerServer(setup);
  await phase('resync', async () => cluster.loop.resync(), isSynced);
  await phase('hook restart', () => hooks.restart().then(cluster.loop.resync), isSynced);
  if (fleet.shards.length > 0) {
    const move = (server: KubeObject): KubeObject => withNextShard(server, fleet.shards);
    servers = servers.map(move);
    await phase('shard of all', () => edit(setup, servers, move), isSynced);
  }
  await phase('image of all', () => edit(setup, fleet.servers, withImage), isSynced);
  await phase('login of all', () => editLogins(setup), isSynced);
  const remove = (): Promise<void> => inParallel(fleet.servers, (server) => cluster.users.delete(server));
  await phase('deletion of all', remove, () => goneProblem(setup));
  return { children, costs };
}

interface Step {
  readonly name: Phase;
  readonly act: () => Promise<unknown>;
  /** What keeps the phase from being over. */
  readonly check: (caused: Requests) => Promise<string | undefined>;
  readonly strays: (syncs: Requests) => number;
}

async function measure({ cluster: { loop }, hooks, fleet }: Setup, { name, act, check, strays }: Step): Promise<Cost> {
  const start = { ms: Date.now(), calls: await hooks.calls(), hooks: hooks.usage(), loop: loop.usage() };
  const before = { requests: loop.requests(), bytes: loop.bytes(), syncs: loop.syncs() };
  await act();
  const caused = (): Requests => since(before.requests, loop.requests());
  const endMs = await untilQuiet(loop, () => check(caused()));
  const [usage, loopUsage, bytes] = [hooks.usage(), loop.usage(), loop.bytes()];
  return {
    phase: name,
    seconds: (endMs - start.ms) / 1000,
    hookCalls: (await hooks.calls()) - start.calls,
    hookCpuMs: usage.cpuMs - start.hooks.cpuMs,
    hookPeakMiB: usage.peakMiB,
    requests: caused(),
    ...ofLoop(start.loop, loopUsage),
    bytes: difference(before.bytes, bytes),
    ...(fleet.shards.length === 0 ? {} : { strays: strays(since(before.syncs, loop.syncs())) }),
  };
}

/** What the loop has used between two moments; several processes together, with the largest. */
export function ofLoop(
  before: readonly LoopUsage[],
  after: readonly LoopUsage[],
): Pick<Cost, 'loopCpuMs' | 'loopPeakMiB' | 'largest'> {
  if (after.length === 0) return { loopCpuMs: undefined, loopPeakMiB: undefined };
  const { cpuMs, peakMiB } = sumOf(after);
  const largest = after.toSorted((left, right) => right.peakMiB - left.peakMiB)[0];
  return {
    loopCpuMs: cpuMs - sumOf(before).cpuMs,
    loopPeakMiB: peakMiB,
    ...(largest?.shard === undefined ? {} : { largest: { shard: largest.shard, peakMiB: largest.peakMiB } }),
  };
}

function difference(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before;
}

/**
 * Waits until the loop has been quiet for a while and nothing is missing; gives up when it is quiet for long without that. Gives
 * when that was: at the last request, or when the last missing thing was there.
 */
async function untilQuiet({ lastMs, errors }: FleetLoop, check: () => Promise<string | undefined>): Promise<number> {
  const startMs = Date.now();
  let missingMs = startMs;
  for (;;) {
    await sleep(POLL_MS);
    const quietMs = Date.now() - Math.max(lastMs(), startMs);
    if (quietMs < QUIET_MS) continue;
    const problem = await check();
    if (problem === undefined) return Math.max(lastMs(), missingMs);
    if (quietMs > PATIENCE_MS) throw new Error([problem, ...errors().slice(-5)].join('\n'));
    missingMs = Date.now();
  }
}

/** Whether each server has what it needs: its status is of its generation and has a URL, and no child is missing or too much. */
async function servedProblem({ cluster: { users }, fleet }: Setup): Promise<string | undefined> {
  const servers = await listOf(users, MCP_SERVER);
  if (servers.length !== fleet.servers.length) return `${servers.length} servers instead of ${fleet.servers.length}`;
  const late = servers.find(
    (server) =>
      readNumber(server, 'status', 'observedGeneration') !== server.metadata.generation ||
      readString(server, 'status', 'url') === undefined,
  );
  return late === undefined ? undefined : `${late.metadata.namespace}/${late.metadata.name} is not served`;
}

async function goneProblem({ cluster: { users } }: Setup): Promise<string | undefined> {
  const lists = await Promise.all(
    [MCP_SERVER, ...childKinds()].map(
      async (kind) => [kind.kind, (await listOf(users, kind)).filter(isOfFleet)] as const,
    ),
  );
  const left = lists.find(([, objects]) => objects.length > 0);
  return left === undefined ? undefined : `${left[1].length} objects of kind ${left[0]} are left`;
}

function isOfFleet(object: KubeObject): boolean {
  return object.kind === MCP_SERVER.kind || controllerOf(object)?.kind === MCP_SERVER.kind;
}

function childKinds(): readonly ResourceKind[] {
  return CHILD_RESOURCES.flatMap(({ apiVersion, resource }) => findResource(apiVersion, resource) ?? []);
}

async function childrenPerServer({ cluster: { users }, fleet }: Setup): Promise<number> {
  const lists = await Promise.all(childKinds().map((kind) => listOf(users, kind)));
  return lists.flat().filter(isOfFleet).length / fleet.servers.length;
}

async function listOf(users: FleetCluster['users'], kind: ResourceKind): Promise<readonly KubeObject[]> {
  const objects: KubeObject[] = [];
  const stop = await users.watch(kind, ({ type, object }) => {
    if (type === 'ADDED') objects.push(object);
  });
  stop();
  return objects;
}

function withImage(server: KubeObject): KubeObject {
  const spec = { ...(server['spec'] as Readonly<Record<string, unknown>>), image: imageOf(2) };
  return withFields(server, { spec });
}

async function editLogins(setup: Setup): Promise<void> {
  const logins = setup.fleet.namespaces.map((namespace) => loginOf(namespace, 'https://login.example.org'));
  await edit(setup, logins, (stored) => {
    const wanted = logins.find(({ metadata }) => metadata.namespace === stored.metadata.namespace);
    return withFields(stored, { spec: wanted?.['spec'] });
  });
}

/** Reads each object, changes it and writes it back. */
async function edit(
  { cluster: { users } }: Setup,
  objects: readonly KubeObject[],
  change: (stored: KubeObject) => KubeObject,
): Promise<void> {
  await inParallel(objects, ({ apiVersion, kind, metadata: { namespace, name } }) =>
    retryConflicts(async () => {
      const resource = findKind(apiVersion, kind);
      const stored = resource === undefined ? undefined : await users.get(resource, namespace, name);
      if (stored === undefined) throw new Error(`${kind} ${namespace}/${name} is gone`);
      await users.update(change(stored));
    }),
  );
}

function namespaceOf(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** Some at a time, as many clients would. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const writer = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

/** Writes of a phase that are not of the servers themselves: Metacontroller writes nothing else but their children. */
export function childWritesOf({ requests }: Pick<Cost, 'requests'>): number {
  return total(requests, (key) => isWrite(key) && !key.endsWith(` ${MCP_SERVER.kind}`));
}

/** Requests of a phase that change something; events do not count. */
export function writesOf({ requests }: Pick<Cost, 'requests'>): number {
  return total(requests, isWrite);
}
