// The loop against an in-memory API server and a fake hook: the behaviours that were observed on a real cluster.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syncAnswer } from './fake-hook.ts';
import { CHILDREN, startWorld } from './world.ts';

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  test(`${applyStrategy}: creates the children with label and owner, then writes nothing more`, async (t) => {
    const { simulator, get, parent } = await startWorld(t, { applyStrategy }, ({ hook }) => {
      hook.answers['/sync'] = () => syncAnswer(CHILDREN, { phase: 'Pending' });
    });
    await simulator.settled();
    const deployment = get('Deployment', 's');
    assert.equal(deployment?.metadata.labels?.['controller-uid'], parent.metadata.uid);
    assert.deepEqual(
      deployment?.metadata.ownerReferences?.map((owner) => [owner.kind, owner.controller]),
      [['MCPServer', true]],
    );
    assert.deepEqual(get('MCPServer', 's')?.['status'], { phase: 'Pending', observedGeneration: 1 });
    const { writes } = simulator.counts;
    simulator.resync();
    await simulator.settled();
    assert.equal(simulator.counts.writes, writes, 'writes in the steady state');
    assert.deepEqual(simulator.errors, []);
  });
}
