// Unit: settings whose values are right each by itself and not together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';

/** Places and messages of what is wrong. */
function problemsOf(resources: object): readonly string[] {
  const read = decodeSettings({ proxy: { resources } });
  return read.ok ? [] : read.error.map(({ path, message }) => `${path} ${message}`);
}

test('decodeSettings: a limit below the request, also below the one that nobody wrote', () => {
  assert.deepEqual(problemsOf({ limits: { memory: '64Mi' } }), [
    'proxy.resources.requests.memory 80Mi is larger than the limit 64Mi',
  ]);
  assert.deepEqual(problemsOf({ requests: { cpu: '1' }, limits: { cpu: '500m' } }), [
    'proxy.resources.requests.cpu 1 is larger than the limit 500m',
  ]);
  assert.deepEqual(problemsOf({ requests: { memory: '64Mi' }, limits: { memory: '67108864' } }), []);
});
