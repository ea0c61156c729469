// Property: whatever a tenant writes, in any order, no policy gets wider than profile and denied ranges allow, no forged byte is
// applied, quarantine closes, no hook fails, and what ran is not deleted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ApplyStrategy } from '../../functions/simulator/management.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { forgedTextsIn } from '../hostile/forgeries.ts';
import { QUARANTINE, SPEC } from '../hostile/held.ts';
import { openConnections } from '../hostile/reach.ts';
import { SERVER, STRATEGIES, startTenantWorld, type TenantWorld } from '../hostile/tenant-world.ts';
import { boundAfter } from './tenant-bound.ts';
import { CONVERGE, OTHERS, script, STEPS, SYNC } from './tenant-steps.ts';

/** What must stay true, as far as it depends on what happened before. */
interface Memory {
  bound: ReadonlySet<string>;
  hasDeniedRanges: boolean;
  /** Whether somebody wrote fields of a policy. */
  hasForeignPolicy: boolean;
  /** Workloads as they were when they were first there: their pods keep these labels. */
  pods: readonly KubeObject[];
  /** Uids of the workloads that run. */
  readonly running: Map<string, string | undefined>;
}

/** Pods of both workloads become ready. */
const READY = 'pods are ready';
const WORKLOADS = ['Deployment', 'StatefulSet'];

/** The spec that everything starts with: a narrow profile. */
const START = { ...SPEC, permissionProfile: { type: 'configmap', name: 'profile', key: 'a.json' } };

async function play(steps: readonly string[], strategy: ApplyStrategy): Promise<void> {
  const world = await startTenantWorld({ strategy, spec: START, others: OTHERS });
  const memory: Memory = {
    bound: new Set(),
    hasDeniedRanges: false,
    hasForeignPolicy: false,
    pods: [],
    running: new Map(),
  };
  try {
    for (const step of [CONVERGE, READY, CONVERGE, ...steps, CONVERGE]) {
      // oxlint-disable-next-line no-await-in-loop -- each step builds on the one before
      await take(world, step, memory);
    }
  } finally {
    await world.stop();
  }
}

async function take(world: TenantWorld, step: string, memory: Memory): Promise<void> {
  if (step === SYNC || step === CONVERGE) return syncAndCheck(world, step, memory);
  if (step === READY) return world.makeReady();
  if (step === 'denied ranges' || step === 'denied ranges end') memory.hasDeniedRanges = step === 'denied ranges';
  if (step.startsWith('forge NetworkPolicy')) memory.hasForeignPolicy = true;
  for (const kind of WORKLOADS) if (step === `delete ${kind} ${SERVER.name}`) memory.running.delete(kind);
  await STEPS[step]?.(world);
}

async function syncAndCheck(world: TenantWorld, step: string, memory: Memory): Promise<void> {
  memory.bound = boundAfter(world.store.objects(), memory.bound, memory.hasDeniedRanges);
  const syncs = step === SYNC ? [await world.sync()] : await world.converge();
  const mostOpen = isQuarantined(world) ? new Set<string>() : memory.bound;
  for (const { exchange } of syncs) {
    assert.equal(exchange?.status, 200, JSON.stringify(exchange?.body));
    assert.deepEqual(forgedTextsIn(exchange?.body), [], 'forged texts are sent on');
    const answered = wider(exchange?.body['children'] as readonly KubeObject[], memory, mostOpen);
    assert.deepEqual(answered, [], 'an answered policy opens more than profile, denied ranges or quarantine allow');
  }
  checkWorkloads(world, memory);
  if (step === CONVERGE) checkPolicies(world, memory, mostOpen);
}

function isQuarantined(world: TenantWorld): boolean {
  return world.server().metadata.annotations?.[QUARANTINE] === 'true';
}

/** What the policies open beyond the most that may be open; nothing while there are no pods. */
function wider(objects: readonly KubeObject[], { pods }: Memory, mostOpen: ReadonlySet<string>): readonly string[] {
  if (pods.length < WORKLOADS.length) return [];
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  return openConnections({ ...SERVER, objects: [...pods, ...policies] }).filter((way) => !mostOpen.has(way));
}

function checkWorkloads(world: TenantWorld, memory: Memory): void {
  for (const kind of WORKLOADS) {
    const live = world.find(kind, SERVER.name);
    const before = memory.running.get(kind);
    if (before !== undefined) assert.equal(live?.metadata.uid, before, `${kind} ${SERVER.name} was deleted`);
    if (live === undefined) continue;
    memory.running.set(kind, live.metadata.uid);
    if (!memory.pods.some((pod) => pod.kind === kind)) memory.pods = [...memory.pods, live];
  }
}

/**
 * Whoever may write policies can open everything by another policy, and Metacontroller does not remove fields that it never
 * set. Status reports it.
 */
function checkPolicies(world: TenantWorld, memory: Memory, mostOpen: ReadonlySet<string>): void {
  const open = wider(world.store.objects(), memory, mostOpen);
  if (!memory.hasForeignPolicy)
    assert.deepEqual(open, [], 'a policy opens more than profile, denied ranges or quarantine allow');
  const { conditions } = world.server()['status'] as { conditions: readonly { type: string; status: string }[] };
  const isTrue = (type: string): boolean => conditions.some((each) => each.type === type && each.status === 'True');
  if (isQuarantined(world) && !memory.hasForeignPolicy) assert.ok(isTrue('Quarantined'), 'Quarantined is not True');
  if (open.length > 0)
    assert.ok(!isTrue('Quarantined') && !isTrue('PermissionsEnforced'), `told to be closed: ${open.join()}`);
}

for (const strategy of STRATEGIES) {
  test(`tenant writes, ${strategy}: no policy gets wider, nothing forged is sent on, quarantine closes, nothing that runs is lost`, async () => {
    await fc.assert(
      fc.asyncProperty(script, (steps) => play(steps, strategy)),
      { numRuns: 60, includeErrorInReport: true },
    );
  });
}
