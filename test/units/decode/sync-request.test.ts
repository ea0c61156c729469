// What a request of Metacontroller is read as: its parent has no spec, which whoever decodes it gets apart.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCustomizeRequest, decodeSyncRequest } from '../../../functions/decode/sync-request.ts';
import { syncRequest } from '../hooks/requests.ts';

for (const [name, decode] of Object.entries({ decodeSyncRequest, decodeCustomizeRequest })) {
  test(`${name}: the spec is in the stored object alone`, () => {
    const body = syncRequest();
    const request = decode(body);
    assert.ok(request.ok);
    const { parent, stored, ...others } = request.value;
    assert.equal(stored, body['parent']);
    assert.deepEqual(Object.keys(parent), ['apiVersion', 'kind', 'metadata', 'status']);
    assert.equal(Object.values<unknown>(others).includes(stored), false);
  });
}
