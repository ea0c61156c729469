import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSyncRequest } from '../../../functions/decode/sync-request.ts';
import { respondSync } from '../../../functions/respond/respond-sync.ts';
import { syncRequest } from '../hooks/requests.ts';

const LAST_APPLIED = 'metacontroller.k8s.io/last-applied-configuration';

function respondWith(marks: object): unknown {
  const request = decodeSyncRequest(syncRequest());
  assert.ok(request.ok);
  const child = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'mcp-fetch', namespace: 'demo', ...marks },
  };
  return respondSync(request.value, { status: { phase: 'Pending' }, children: [child] });
}

test('respondSync: a child with a mark of Metacontroller is never answered', () => {
  assert.throws(() => respondWith({ labels: { 'controller-uid': 'x' } }), /controller-uid/);
  assert.throws(() => respondWith({ annotations: { [LAST_APPLIED]: '{}' } }), /last-applied/);
  respondWith({ labels: { team: 'x' }, annotations: { 'controller-uid': 'x' } });
});
