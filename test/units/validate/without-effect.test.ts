// Rule: fields of the pod template that the defaults of its container hide.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fields } from '../../../functions/kube/object.ts';
import { placesOf } from './plain-server.ts';

const securedPod = (securityContext: object, ...containers: readonly object[]): Fields => ({
  podTemplateSpec: { spec: { securityContext, ...(containers.length > 0 && { containers }) } },
});

test('validateWithoutEffect: a user of the pod gives way to the default of the only container', () => {
  const path = 'MCP032 spec.podTemplateSpec.spec.securityContext';
  assert.deepEqual(placesOf(securedPod({ runAsUser: 1234, runAsGroup: 1000, fsGroup: 1234 })), [`${path}.runAsUser`]);
  assert.deepEqual(placesOf(securedPod({ runAsUser: 1000 })), []);
  assert.deepEqual(placesOf(securedPod({ runAsUser: null })), []);
  const own = { name: 'mcp', securityContext: { runAsUser: 1234 } };
  assert.deepEqual(placesOf(securedPod({ runAsUser: 1234 }, own)), []);
  const sidecar = { name: 'cache', image: 'ghcr.io/example/cache:1.0.0' };
  assert.ok(!placesOf(securedPod({ runAsUser: 1234 }, { name: 'mcp' }, sidecar)).includes(`${path}.runAsUser`));
});
