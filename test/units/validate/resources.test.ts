// Rule: memory limits in which nothing starts.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fields } from '../../../functions/kube/object.ts';
import { placesOf } from './plain-server.ts';

const limited = (memory: unknown): Fields => ({ resources: { limits: { memory } } });

const limitedInTemplate = (memory: unknown): Fields => ({
  podTemplateSpec: { spec: { containers: [{ name: 'mcp', ...limited(memory) }] } },
});

test('validateResources: a memory limit below a mebibyte is told of wherever it stands', () => {
  const path = 'resources.limits.memory';
  for (const memory of ['512m', '512', '64k', '1023Ki'])
    assert.deepEqual(placesOf(limited(memory)), [`MCP068 spec.${path}`], memory);
  assert.deepEqual(placesOf({ resourceOverrides: { proxyDeployment: limited('512m') } }), [
    `MCP068 spec.resourceOverrides.proxyDeployment.${path}`,
  ]);
  assert.deepEqual(placesOf(limitedInTemplate(512)), [`MCP068 spec.podTemplateSpec.spec.containers[0].${path}`]);
  for (const memory of ['', '0', '1Mi', '107374182400m']) assert.deepEqual(placesOf(limited(memory)), [], memory);
  assert.deepEqual(placesOf(limitedInTemplate(536_870_912)), []);
});
