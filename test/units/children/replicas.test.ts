// Replicas of both workloads, and restarts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backendOf, type Loose, proxyOf } from './build.ts';

const RESTARTED_AT = 'mcpserver.toolhive.stacklok.dev/restarted-at';
const NOON = '2026-01-02T12:00:00Z';

const KINDS = ['Deployment', 'StatefulSet'];
const NAMES = { name: 'demo', namespace: 'tools' };

/** Workloads of both kinds with these members of `metadata` and `spec`. */
function observedWith(metadata: Loose, spec: Loose): readonly Loose[] {
  const common = { apiVersion: 'apps/v1', metadata: { ...NAMES, ...metadata }, spec, status: { readyReplicas: 1 } };
  return KINDS.map((kind) => Object.assign({ kind }, common));
}

/** Observed workloads with a number of pods, and the number that Metacontroller last applied, if any. */
function observed(replicas: number, applied?: number): readonly Loose[] {
  const spec = applied === undefined ? {} : { replicas: applied };
  return observedWith({}, { replicas }).map((workload) => {
    const last = { apiVersion: 'apps/v1', kind: workload['kind'], metadata: NAMES, spec };
    const annotations = { 'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(last) };
    return Object.assign(workload, { metadata: { ...NAMES, annotations } });
  });
}

/** The same under server-side apply: whether Metacontroller's entry has `replicas`. */
function observedServerSide(replicas: number, owned: boolean): readonly Loose[] {
  const fieldsV1 = { 'f:spec': owned ? { 'f:replicas': {} } : { 'f:serviceName': {} } };
  const managedFields = [
    { manager: 'metacontroller', operation: 'Apply', apiVersion: 'apps/v1', fieldsType: 'FieldsV1', fieldsV1 },
  ];
  return observedWith({ managedFields }, { replicas, serviceName: 'demo' });
}

/** The restart annotation of both pod templates. */
function restartedAt(value: string): readonly Loose[] {
  const annotations = { [RESTARTED_AT]: value };
  return [proxyOf, backendOf].map(
    (childOf) => childOf({ annotations }).spec.template.metadata.annotations[RESTARTED_AT],
  );
}

test('workloadReplicas: absent without a number in the spec, so that others keep control', () => {
  for (const seen of [[], observed(5), observedServerSide(5, false)]) {
    assert.equal('replicas' in proxyOf({ observed: seen }).spec, false);
    assert.equal('replicas' in backendOf({ observed: seen }).spec, false);
  }
});

test('workloadReplicas: the number of the spec, zero included', () => {
  const spec = { replicas: 0, backendReplicas: 3 };
  assert.equal(proxyOf({ spec, observed: observed(5, 5) }).spec.replicas, 0);
  assert.equal(backendOf({ spec, observed: observed(5, 5) }).spec.replicas, 3);
});

test('workloadReplicas: once sent, the observed number is sent on', () => {
  for (const seen of [observed(5, 2), observedServerSide(5, true)]) {
    assert.equal(proxyOf({ observed: seen }).spec.replicas, 5);
    assert.equal(backendOf({ observed: seen }).spec.replicas, 5);
  }
});

test('workloadReplicas: stdio has at most one pod, whoever asked for more', () => {
  const stdio = { transport: 'stdio' };
  assert.equal(proxyOf({ spec: { ...stdio, replicas: 3 }, observed: observed(1) }).spec.replicas, 1);
  assert.equal(proxyOf({ spec: { ...stdio, replicas: 0 }, observed: observed(1) }).spec.replicas, 0);
  assert.equal(proxyOf({ spec: stdio, observed: observed(4) }).spec.replicas, 1);
  assert.equal('replicas' in proxyOf({ spec: stdio, observed: observed(1) }).spec, false);
  assert.equal(proxyOf({ spec: stdio, observed: observed(0, 1) }).spec.replicas, 0, 'kubectl scale to zero stays');
});

test('restartAnnotation: a time restarts both workloads, anything else is ignored', () => {
  assert.deepEqual(restartedAt(NOON), [NOON, NOON]);
  assert.deepEqual(restartedAt('2026-01-02T12:00:00.5+01:00'), [
    '2026-01-02T12:00:00.5+01:00',
    '2026-01-02T12:00:00.5+01:00',
  ]);
  for (const bad of ['now', '', '2026-01-02', `${NOON} `])
    assert.deepEqual(restartedAt(bad), [undefined, undefined], bad);
});

test('restartAnnotation: taking the annotation away restarts nothing', () => {
  const template = { metadata: { annotations: { [RESTARTED_AT]: NOON } } };
  const seen = observedWith({}, { template });
  for (const childOf of [proxyOf, backendOf]) {
    assert.equal(childOf({ observed: seen }).spec.template.metadata.annotations[RESTARTED_AT], NOON);
    const later = { [RESTARTED_AT]: '2026-01-03T12:00:00Z' };
    assert.equal(
      childOf({ observed: seen, annotations: later }).spec.template.metadata.annotations[RESTARTED_AT],
      later[RESTARTED_AT],
    );
  }
});
