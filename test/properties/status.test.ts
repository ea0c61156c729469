// Properties of the status for any observed objects: never throws, full, within the limits of the schema, and still.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { ObjectMap } from '../../functions/decode/observed.ts';
import type { References } from '../../functions/decode/references/resolved.ts';
import { isSubset } from '../../functions/kube/json-subset.ts';
import { computeStatus, type StatusInput } from '../../functions/status/compute-status.ts';
import { findObserved } from '../../functions/status/ownership.ts';
import { readStatus } from '../../functions/status/previous.ts';
import { READY, statusInput } from '../units/status/situation.ts';
import { recompile } from '../../functions/compile/compiled.ts';

const PHASES = new Set(['Pending', 'Ready', 'Failed', 'Terminating', 'Stopped']);
const REASON = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const odd = fc.anything({ maxDepth: 2, withNullPrototype: false });
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 3000 }),
  fc.constantFrom(
    'ImagePullBackOff',
    'CrashLoopBackOff',
    'OOMKilled',
    'Error',
    'StartError',
    '__proto__',
    'constructor',
    'a\nb',
    '\ud800',
  ),
);
const time = fc.oneof(fc.constantFrom('2026-11-01T10:00:00Z', '2026-13-01T10:00:00Z', '2026-11-01T10:00:30Z', ''), odd);
const count = fc.oneof(fc.nat(3), fc.constantFrom(-1, 1.5, Number.MAX_VALUE), odd);

function some<T>(shape: Record<string, fc.Arbitrary<T>>) {
  return fc.oneof({ weight: 6, arbitrary: fc.record(shape, { requiredKeys: [] }) }, { weight: 1, arbitrary: odd });
}
const terminated = some<unknown>({ reason: text, exitCode: count, signal: count, finishedAt: time, message: text });
const state = some<unknown>({
  waiting: some<unknown>({ reason: text, message: text }),
  terminated,
  running: some<unknown>({ startedAt: time }),
});
const container = some<unknown>({
  name: fc.oneof(fc.constantFrom('mcp', 'toolhive'), text),
  image: text,
  ready: fc.boolean(),
  restartCount: count,
  state,
  lastState: some<unknown>({ terminated }),
});
const conditions = fc.array(
  some<unknown>({
    type: fc.constantFrom('PodScheduled', 'Ready', 'ReplicaFailure', 'Progressing'),
    status: fc.constantFrom('True', 'False', 'Unknown'),
    reason: fc.constantFrom('Unschedulable', 'FailedCreate', 'ProgressDeadlineExceeded', ''),
    message: text,
    lastTransitionTime: time,
  }),
  { maxLength: 3 },
);
const pod = some<unknown>({
  metadata: some<unknown>({
    name: text,
    creationTimestamp: time,
    labels: some<unknown>({
      'app.kubernetes.io/component': fc.constantFrom('proxy', 'backend'),
      'pod-template-hash': text,
      'controller-revision-hash': text,
    }),
  }),
  spec: some<unknown>({ containers: fc.array(container, { maxLength: 2 }) }),
  status: some<unknown>({
    phase: fc.constantFrom('Pending', 'Running', 'Failed', 'Succeeded', 'Unknown'),
    reason: text,
    conditions,
    containerStatuses: fc.array(container, { maxLength: 2 }),
    initContainerStatuses: fc.array(container, { maxLength: 2 }),
  }),
});
const workload = some<unknown>({
  metadata: some<unknown>({ generation: count, creationTimestamp: time, ownerReferences: odd }),
  spec: some<unknown>({ replicas: count, template: odd }),
  status: some<unknown>({
    observedGeneration: count,
    replicas: count,
    updatedReplicas: count,
    readyReplicas: count,
    updateRevision: text,
    conditions,
  }),
});
const finding = fc.record({
  code: fc.constant('MCP001'),
  level: fc.constantFrom('error' as const, 'warning' as const),
  path: text,
  message: text,
});

/** Inputs as a hostile cluster might send them; only what our own decoding guarantees is well-formed. */
const input: fc.Arbitrary<StatusInput> = fc
  .record({
    deployment: fc.option(workload),
    statefulSet: fc.option(workload),
    pods: fc.array(pod, { maxLength: 3 }),
    problems: fc.array(finding, { maxLength: 2 }),
    findings: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(finding, { maxLength: 40 }) },
    ),
    previous: odd,
    stdio: fc.boolean(),
    deleting: fc.boolean(),
    spec: fc.dictionary(
      fc.constantFrom('rateLimiting', 'sessionStorage', 'podTemplateSpec', 'groupRef', 'replicas'),
      odd,
    ),
  })
  .map(({ deployment, statefulSet, pods, problems, findings, previous, stdio, deleting, spec }) => {
    const base = statusInput({
      deleting,
      deployment: READY,
      statefulSet: READY,
      spec: { ...spec, transport: stdio ? 'stdio' : 'sse' },
    });
    const observed = {
      ...base.observed,
      ...(deployment === null ? {} : { 'Deployment.apps/v1': { 'toolhive-system/fetch': deployment } }),
      ...(statefulSet === null ? {} : { 'StatefulSet.apps/v1': { 'toolhive-system/fetch': statefulSet } }),
    } as ObjectMap;
    const references = { ...base.compiled.references, pods, problems } as References;
    return Object.assign(base, {
      observed,
      compiled: recompile(base.compiled, { references }),
      findings,
      previous: readStatus(previous),
    });
  });

test('computeStatus: any observed objects give a full status that the schema accepts', () => {
  fc.assert(
    fc.property(input, (given) => {
      const status = computeStatus(given);
      assert.deepEqual(JSON.parse(JSON.stringify(status)), status, 'plain JSON without undefined members');
      assert.ok(PHASES.has(status.phase ?? ''));
      assert.ok(status.message !== undefined && status.message !== '' && status.message.length <= 1024);
      const list = status.conditions ?? [];
      assert.equal(new Set(list.map(({ type }) => type)).size, list.length);
      for (const condition of list) {
        assert.match(condition.reason, REASON);
        assert.match(condition.lastTransitionTime, TIME);
        assert.ok(
          condition.message.length <= 32_768 && condition.message.isWellFormed() && !/\p{Cc}/u.test(condition.message),
        );
        assert.equal(condition.observedGeneration, given.compiled.server.generation);
      }
      const ready = list.find(({ type }) => type === 'Ready');
      assert.equal(ready?.status === 'True', status.phase === 'Ready');
      assert.equal(ready?.message, status.message);
    }),
    { numRuns: 300 },
  );
});

test('computeStatus: the answer fed back as the previous status changes nothing, at any later time', () => {
  fc.assert(
    fc.property(input, (given) => {
      const status = computeStatus(given);
      const again = computeStatus({ ...given, previous: readStatus(status), receivedAt: '2027-01-01T00:00:00Z' });
      assert.equal(JSON.stringify(again), JSON.stringify(status));
    }),
    { numRuns: 300 },
  );
});

test('computeStatus: to know what is in place changes no answer', () => {
  let known = 0;
  fc.assert(
    fc.property(input, (given) => {
      const { desired, observed, compiled } = given;
      const inPlace = desired.filter((object) => isSubset(object, findObserved(observed, compiled.server, object)));
      known += inPlace.filter(({ kind }) => kind !== 'Service').length;
      assert.deepEqual(computeStatus({ ...given, inPlace: new Set(inPlace) }), computeStatus(given));
    }),
    { numRuns: 200 },
  );
  assert.ok(known > 20, `${known} workloads in place`);
});

test('computeStatus: the same input gives the same bytes and is left as it was', () => {
  fc.assert(
    fc.property(input, (given) => {
      deepFreeze(given);
      assert.equal(JSON.stringify(computeStatus(given)), JSON.stringify(computeStatus(given)));
    }),
    { numRuns: 100 },
  );
});

/** A frozen value makes every attempt to change it throw. */
function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
}
