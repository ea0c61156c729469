// Whether an observed workload is what was asked for: what the API server and others do to objects is no difference.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { computeRollout, isSpecApplied } from '../../../functions/status/rollout.ts';
import { READY } from './situation.ts';

const CONTAINER = { name: 'mcp', image: 'a:1', env: [{ name: 'MCP_PORT', value: '8080' }] };

const stateOf = (desired: KubeObject | undefined, observed: KubeObject): string =>
  computeRollout(observed, isSpecApplied(desired, observed)).state;

function workload(container: object, more: object = {}): KubeObject {
  const spec = { template: { spec: { containers: [container] } } };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'fetch', generation: 1 }, spec, ...more };
}

const SAME: Readonly<Record<string, { readonly desired: object; readonly observed: object }>> = {
  'defaults filled in': {
    desired: CONTAINER,
    observed: { ...CONTAINER, terminationMessagePath: '/dev/termination-log' },
  },
  'an empty variable stored without value': {
    desired: { ...CONTAINER, env: [{ name: 'MCP_HOST', value: '' }] },
    observed: { ...CONTAINER, env: [{ name: 'MCP_HOST' }] },
  },
  'a false that is not stored': { desired: { ...CONTAINER, tty: false }, observed: CONTAINER },
  'an empty list that is not stored': { desired: { ...CONTAINER, args: [] }, observed: CONTAINER },
  'a variable that somebody added': {
    desired: CONTAINER,
    observed: { ...CONTAINER, env: [{ name: 'EXTRA', value: 'x' }, ...CONTAINER.env] },
  },
};

for (const [name, { desired, observed }] of Object.entries(SAME)) {
  test(`computeRollout: ${name} is no difference`, () => {
    assert.equal(stateOf(workload(desired), workload(observed, { status: READY })), 'complete');
  });
}

const OTHER: Readonly<Record<string, { readonly desired: object; readonly observed: object }>> = {
  'another image': { desired: CONTAINER, observed: { ...CONTAINER, image: 'a:2' } },
  'a missing variable': { desired: CONTAINER, observed: { ...CONTAINER, env: [] } },
  'another value of a variable': {
    desired: CONTAINER,
    observed: { ...CONTAINER, env: [{ name: 'MCP_PORT', value: '9' }] },
  },
  'a true that is missing': { desired: { ...CONTAINER, stdin: true }, observed: CONTAINER },
};

for (const [name, { desired, observed }] of Object.entries(OTHER)) {
  test(`computeRollout: ${name} is a difference`, () => {
    assert.equal(stateOf(workload(desired), workload(observed, { status: READY })), 'unapplied');
  });
}

test('computeRollout: labels of the object itself do not count', () => {
  const observed = workload(CONTAINER, {
    metadata: { name: 'fetch', generation: 1, labels: { a: 'other' } },
    status: READY,
  });
  const desired = workload(CONTAINER, { metadata: { name: 'fetch', labels: { a: 'ours' } } });
  assert.equal(stateOf(desired, observed), 'complete');
});

test('computeRollout: without a desired object only the status is judged', () => {
  assert.equal(stateOf(undefined, workload(CONTAINER, { status: READY })), 'complete');
});

test('computeRollout: a scale-up from zero is under way, not stopped', () => {
  const stopped = workload(CONTAINER, { spec: { replicas: 0 }, status: { observedGeneration: 1 } });
  assert.equal(stateOf(undefined, stopped), 'stopped');
  assert.equal(stateOf(workload(CONTAINER, { spec: { replicas: 2 } }), stopped), 'unapplied');
});
