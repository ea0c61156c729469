// Cases of servers in a state that lasts: what the status says of it.

import assert from 'node:assert/strict';
import { readObject, readObjects } from '../../functions/kube/json-reader.ts';
import { fieldTest, firstServer } from './cases.ts';
import { conditionOf, syncCase } from './situation.ts';

fieldTest('18', 'an evicted pod that is left over takes nothing away', (field) => {
  assert.equal(syncCase(field).status['phase'], 'Ready');
});

/** What the message of a server has to say, and the next command. */
const MESSAGES: Readonly<Record<string, { says: string; message: RegExp }>> = {
  '21': {
    says: 'a server that nobody reaches is told where to listen',
    message: /container mcp of pod fetch-0 .*8080.*0\.0\.0\.0.*spec\.mcpPort.*kubectl logs fetch-0 -n team-a -c mcp/,
  },
  '22': {
    says: 'volumes that do not come are told, with the command that shows which',
    message: /pod fetch-0 .*volumes.*kubectl describe pod fetch-0 -n team-a/,
  },
  '23': {
    says: 'a scheduling gate is told',
    message: /pod fetch-0 .*scheduling gate.*kubectl describe pod fetch-0 -n team-a/,
  },
  '24': {
    says: 'an init container that does not end is named',
    message: /init container wait-db of pod fetch-0 .*kubectl logs fetch-0 -n team-a -c wait-db/,
  },
  '25': {
    says: 'pods that a quota or policy refuses are told',
    message: /StatefulSet.* no pod.*quota.*kubectl describe statefulset fetch -n team-a/,
  },
};

for (const [number, { says, message }] of Object.entries(MESSAGES))
  fieldTest(number, says, (field) => {
    const { status } = syncCase(field);
    assert.equal(status['phase'], 'Pending');
    assert.match(String(status['message']), message);
  });

fieldTest('26', 'a policy that is claimed though it is not there is not enforced', (field) => {
  const condition = conditionOf(syncCase(field, { missing: ['NetworkPolicy'] }), 'PermissionsEnforced');
  assert.deepEqual([condition.status, condition.reason], ['False', 'NotCreated']);
});

fieldTest('27', 'replicas of somebody else are left alone, and none means Stopped', (field) => {
  const { status, children } = syncCase(field);
  assert.equal(status['phase'], 'Stopped');
  const deployment = children.find(({ kind }) => kind === 'Deployment');
  assert.equal('replicas' in readObject(deployment, 'spec'), false);
});

fieldTest('28', 'an init container that stays is no reason to wait', (field) => {
  assert.equal(syncCase(field).status['phase'], 'Ready');
});

fieldTest(
  '29',
  'a server that is deleted in the foreground is Terminating, and its children are named again',
  (field) => {
    const answer = syncCase(field);
    assert.equal(answer.status['phase'], 'Terminating');
    assert.equal(firstServer(field).metadata['deletionTimestamp'] !== undefined, true);
    assert.ok(answer.children.length > 8);
  },
);

fieldTest('44', 'a server whose old proxy serves while the new one starts is Ready', (field) => {
  const { status } = syncCase(field);
  assert.equal(status['phase'], 'Ready');
  assert.equal(readObjects(status, 'conditions').find(({ type }) => type === 'Ready')?.['status'], 'True');
});
