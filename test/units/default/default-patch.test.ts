// Defaults: the patch of /default, and fields of old manifests.

import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPatch } from '../../../functions/default/default-patch.ts';

const IMAGE = { image: 'ghcr.io/example/fetch:1.4.0' };

function patch(spec: Record<string, unknown>, stored?: Record<string, unknown>) {
  const old = stored === undefined ? {} : { stored: { spec: stored } };
  return defaultPatch({ metadata: { name: 'a' }, spec }, old);
}

test('defaultPatch: the example of the original README gets its port under the new name', () => {
  const spec = { ...IMAGE, port: 8080, permissionProfile: { type: 'builtin', name: 'network' } };
  assert.deepEqual(patch(spec), [{ op: 'add', path: '/spec/proxyPort', value: 8080 }]);
});

test('defaultPatch: a spec with an image only gets the port, and no profile, which the settings of the day decide', () => {
  assert.deepEqual(patch(IMAGE), [{ op: 'add', path: '/spec/proxyPort', value: 8080 }]);
});

test('defaultPatch: what the user set is never touched', () => {
  const spec = { ...IMAGE, proxyPort: 9000, mcpPort: 3000, permissionProfile: { type: 'builtin', name: 'none' } };
  assert.deepEqual(patch({ ...spec, groupRef: { name: 'g' }, port: 8080, targetPort: 8080 }), []);
});

test('defaultPatch: targetPort and a string groupRef are translated, the legacy port stays', () => {
  assert.deepEqual(patch({ ...IMAGE, port: 9090, targetPort: 3000, groupRef: 'team-a' }), [
    { op: 'add', path: '/spec/proxyPort', value: 9090 },
    { op: 'add', path: '/spec/mcpPort', value: 3000 },
    { op: 'replace', path: '/spec/groupRef', value: { name: 'team-a' } },
  ]);
});

test('defaultPatch: a legacy value that is no port is left to the schema', () => {
  for (const port of ['8080', 0, 65_536, 1.5, null, {}]) assert.deepEqual(patch({ port }), []);
});

test('defaultPatch: nothing to add to, no patch', () => {
  for (const raw of [null, [], 'x', 7, {}, { spec: null }, { spec: [] }, { spec: 'x' }]) {
    assert.deepEqual(defaultPatch(raw), []);
  }
});

test('defaultPatch: editing the legacy port moves the port that was derived from it', () => {
  const stored = { ...IMAGE, port: 8080, proxyPort: 8080, targetPort: 3000, mcpPort: 3000 };
  const sent = { ...stored, port: 9000, targetPort: 4000, permissionProfile: {} };
  assert.deepEqual(patch(sent, stored), [
    { op: 'replace', path: '/spec/proxyPort', value: 9000 },
    { op: 'replace', path: '/spec/mcpPort', value: 4000 },
  ]);
});

test('defaultPatch: a port that the user set himself does not follow', () => {
  const sent = { ...IMAGE, port: 9000, proxyPort: 8080, permissionProfile: {} };
  assert.deepEqual(patch(sent), []);
  assert.deepEqual(patch(sent, { ...sent, port: 7000 }), []);
  assert.deepEqual(patch({ ...sent, proxyPort: 8081 }, { ...sent, port: 8080 }), []);
});

test('defaultPatch: the first and the last port are ports', () => {
  for (const port of [1, 65_535]) {
    assert.deepEqual(patch({ port, permissionProfile: {} }), [{ op: 'add', path: '/spec/proxyPort', value: port }]);
  }
});
