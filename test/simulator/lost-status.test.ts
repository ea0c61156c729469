// Status that Metacontroller loses or writes late: a server without forgeries must not be taken for a forged one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ApplyStrategy } from '../../functions/simulator/management.ts';
import { readObject } from '../../functions/kube/json-reader.ts';
import { type Fields, type KubeObject, withFields } from '../../functions/kube/object.ts';
import { type Store, StoreError } from '../../functions/simulator/store.ts';
import { authorization, SOUND_AUTHORIZATION, SPEC } from '../hostile/held.ts';
import { SERVER, STRATEGIES, startTenantWorld, type Sync, type TenantWorld } from '../hostile/tenant-world.ts';

/** What an owner does to a server, and what the loop does meanwhile. */
const EDITS: Readonly<Record<string, (world: TenantWorld) => Promise<void>>> = {
  'image 1': editSpec({ image: 'ghcr.io/example/fetch:1.0.0' }),
  'image 2': editSpec({ image: 'ghcr.io/example/fetch:2.0.0' }),
  'image 3': editSpec({ image: 'ghcr.io/example/fetch:3.0.0' }),
  'no image': editSpec({ image: 'not an image!' }),
  'another port': editSpec({ proxyPort: 8099 }),
  'other policies': authorize({ 'authz.json': SOUND_AUTHORIZATION['authz.json']?.replace('permit', 'forbid') ?? '' }),
  'sound policies': authorize(SOUND_AUTHORIZATION),
  'broken policies': authorize({ 'authz.json': '{' }),
};

/** How a sync goes: its status is stored, lost, refused, or it saw the server before the last status was written. */
const SYNCS = ['kept', 'lost', 'refused', 'late'] as const;
type SyncStep = (typeof SYNCS)[number];
const isSync = (step: string): step is SyncStep => SYNCS.some((sync) => sync === step);

function editSpec(change: Fields): (world: TenantWorld) => Promise<void> {
  return (world) =>
    world.write('MCPServer', SERVER.name, (live) =>
      withFields(live, { spec: { ...readObject(live, 'spec'), ...change } }),
    );
}

function authorize(data: Readonly<Record<string, string>>): (world: TenantWorld) => Promise<void> {
  return (world) => world.write('ConfigMap', 'authz', (live) => withFields(live, { data }));
}

const script = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(EDITS)) },
    { weight: 5, arbitrary: fc.constantFrom<string>(...SYNCS) },
  ),
  { minLength: 3, maxLength: 20 },
);

/** An API server that does with the status of MCPServers what `fate` says. */
function losing(fate: { now: SyncStep }): (store: Store) => Store {
  return (store) => ({
    ...store,
    updateStatus: async (object) => {
      if (object.kind !== 'MCPServer' || (fate.now !== 'lost' && fate.now !== 'refused'))
        return store.updateStatus(object);
      if (fate.now === 'lost') return object;
      throw new StoreError({ code: 500, reason: 'InternalError', message: 'etcdserver: request timed out' });
    },
  });
}

interface End {
  /** Type, status and reason of each condition. */
  readonly conditions: readonly string[];
  readonly phase: unknown;
}

/** Plays a script; with `loses` false every sync keeps its status. Ends when nothing moves any more, all statuses kept. */
async function play(steps: readonly string[], strategy: ApplyStrategy, loses: boolean): Promise<End> {
  const fate: { now: SyncStep } = { now: 'kept' };
  const world = await startTenantWorld({ strategy, spec: SPEC, others: [authorization()], wrapStore: losing(fate) });
  try {
    const watch = watchWorkloads(world);
    let before = world.server();
    for (const step of ['kept', 'kept', 'kept', 'ready', ...steps]) {
      fate.now = loses && isSync(step) ? step : 'kept';
      const seen = fate.now === 'late' ? withFields(world.server(), { status: before['status'] }) : undefined;
      if (isSync(step)) before = world.server();
      // oxlint-disable-next-line no-await-in-loop -- each step builds on the one before
      await (isSync(step) ? world.sync(seen).then(watch) : (EDITS[step]?.(world) ?? world.makeReady()));
    }
    fate.now = 'kept';
    (await world.converge()).forEach(watch);
    await world.makeReady();
    (await world.converge()).forEach(watch);
    return endOf(world.server());
  } finally {
    await world.stop();
  }
}

function endOf(server: KubeObject): End {
  const { conditions, phase } = readObject(server, 'status');
  const all = conditions as readonly { type: string; status: string; reason: string }[];
  // Which edits have been rolled out depends on which syncs came through.
  const told = all.filter(({ type }) => type !== 'LastRollout');
  return { conditions: told.map(({ type, status, reason }) => `${type}=${status} ${reason}`), phase };
}

const IMAGE = /fetch:[123]\.0\.0/;

/** Fails when a sync fails, leaves out a workload that is there, or asks for a pod that no edit asked for. */
function watchWorkloads(world: TenantWorld): (sync: Sync) => void {
  const uids = new Map<string, string | undefined>();
  return ({ exchange }) => {
    assert.equal(exchange?.status, 200, JSON.stringify(exchange?.body));
    const asked = exchange?.body['children'] as readonly KubeObject[];
    for (const kind of ['Deployment', 'StatefulSet']) {
      const live = world.find(kind, SERVER.name);
      if (uids.has(kind)) assert.equal(live?.metadata.uid, uids.get(kind), `${kind} was deleted`);
      if (live === undefined) continue;
      uids.set(kind, live.metadata.uid);
      assert.ok(
        asked.some((child) => child.kind === kind && child.metadata.name === SERVER.name),
        `${kind} is left out`,
      );
    }
    const backend = world.find('StatefulSet', SERVER.name);
    if (backend !== undefined) assert.match(JSON.stringify(backend['spec']), IMAGE);
  };
}

for (const strategy of STRATEGIES) {
  test(`lost status, ${strategy}: a server ends as if no status had been lost, held or not`, async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        assert.deepEqual(await play(steps, strategy, true), await play(steps, strategy, false));
      }),
      { numRuns: 25, includeErrorInReport: true },
    );
  });

  test(`lost status, ${strategy}: an edit whose status was lost, and then a hold, is no forgery`, async () => {
    for (const fate of ['lost', 'refused', 'late']) {
      const steps = ['image 2', fate, 'broken policies', 'kept', 'kept'];
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a failure is of one of them
      assert.deepEqual(await play(steps, strategy, true), await play(steps, strategy, false), fate);
    }
  });
}
