// A child that was asked for and does not come is told of, with the command that shows why; one that is on its way is not.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { MCPServerStatus } from '../../../schemas/generated/mcp-server.ts';
import { recordKey } from '../../../functions/children/kept/record.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { READY, type Situation, statusInput } from './situation.ts';

const NO_SERVICE = { deployment: READY, statefulSet: READY, service: false };
const FORM = { transport: 'streamable-http', proxyMode: 'streamable-http', proxyPort: 8080, mcpPort: 8080 } as const;

/** One sync after another at these seconds; each carries the status before, as Metacontroller does. */
function syncsAt(seconds: readonly number[], situation: Situation): readonly MCPServerStatus[] {
  const { desired } = statusInput(situation);
  const workloads = desired.filter(({ kind }) => kind !== 'Service');
  const record = [{ form: FORM, digests: new Map(workloads.map((child) => [recordKey(child), ['0a']])) }];
  let previous: MCPServerStatus | undefined;
  return seconds.map((second) => {
    const receivedAt = `2026-11-22T12:00:${String(second).padStart(2, '0')}Z`;
    previous = computeStatus(statusInput({ ...situation, input: { record, previous, receivedAt } }));
    return previous;
  });
}

function appliedOf(status: MCPServerStatus | undefined) {
  return status?.conditions?.find(({ type }) => type === 'Applied');
}

test('overdue: what the first answer asked for is on its way', () => {
  const [first, soon] = syncsAt([0, 4], NO_SERVICE);
  assert.equal(first?.phase, 'Pending');
  assert.deepEqual([appliedOf(soon)?.reason, soon?.phase], ['Recorded', 'Pending']);
});

test('overdue: a child that does not come is noticed, then told of as failure with time and command', () => {
  const [, noticed, , lasts, later] = syncsAt([0, 6, 9, 12, 50], NO_SERVICE);
  assert.equal(noticed?.phase, 'Pending');
  assert.equal(appliedOf(noticed)?.reason, 'NotCreated');
  assert.match(appliedOf(noticed)?.message ?? '', /^Service mcp-fetch-proxy was asked for and is not there\. Record: /);
  assert.equal(lasts?.phase, 'Failed');
  assert.match(
    lasts.message ?? '',
    /^Failed to create children: Service mcp-fetch-proxy was asked for and is not there since 2026-11-22T12:00:06Z: the API server refuses it .* Next: kubectl get events -n toolhive-system --field-selector involvedObject\.name=fetch,reason=SyncError$/,
  );
  assert.deepEqual(later, lasts);
});

test('overdue: a workload that does not come is told of by its condition too', () => {
  const status = syncsAt([0, 6, 12], { deployment: READY }).at(-1);
  const ready = status?.conditions?.find(({ type }) => type === 'BackendReady');
  assert.match(ready?.message ?? '', /^StatefulSet fetch was asked for and is not there since /);
});

test('overdue: a workload that was not asked for before is not missed', () => {
  const input = statusInput({ deployment: READY });
  const record = [{ form: FORM, digests: new Map([['Deployment/fetch', ['0a']]]) }];
  const first = computeStatus({ ...input, record });
  const second = computeStatus({ ...input, record, previous: first, receivedAt: '2026-11-22T13:00:00Z' });
  assert.equal(appliedOf(second)?.reason, 'Recorded');
});

test('overdue: another child that is missing has its own time, and all is well once everything is there', () => {
  const [, , refused] = syncsAt([0, 6, 12], NO_SERVICE);
  const receivedAt = '2026-11-22T12:00:20Z';
  const record = [{ form: FORM, digests: new Map([['StatefulSet/fetch', ['0a']]]) }];
  const input = { record, previous: refused, receivedAt };
  const other = computeStatus(statusInput({ deployment: READY, input }));
  assert.equal(appliedOf(other)?.lastTransitionTime, receivedAt);
  assert.equal(other.phase, 'Pending');
  const all = computeStatus(statusInput({ deployment: READY, statefulSet: READY, input }));
  assert.deepEqual([appliedOf(all)?.status, all.phase], ['True', 'Ready']);
});
