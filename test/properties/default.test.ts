// Properties of the defaults: they add, once, and touch nothing.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import type { MCPServer } from '../../schemas/generated/mcp-server.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { applyDefaults } from '../../functions/default/apply-defaults.ts';
import { defaultPatch } from '../../functions/default/default-patch.ts';
import { hasErrors } from '../../functions/kube/finding.ts';
import { findingsOfObject } from '../units/validate/plain-server.ts';
import { schemaValidServers } from './validate-servers.ts';

/** Any spec, with the members that defaults look at more often than not. */
const members = fc.oneof(fc.jsonValue(), fc.integer({ min: -1, max: 70_000 }), fc.string());
const specs = fc.oneof(
  fc.record(
    {
      port: members,
      proxyPort: members,
      targetPort: members,
      mcpPort: members,
      groupRef: members,
      permissionProfile: members,
      env: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
  fc.dictionary(fc.string(), fc.jsonValue()),
);

function apply(object: unknown, patch: ReturnType<typeof defaultPatch>): unknown {
  return jsonPatch.applyPatch(structuredClone(object), [...patch], true).newDocument;
}

function copy(object: unknown): MCPServer {
  return JSON.parse(JSON.stringify(object)) as MCPServer;
}

test('defaultPatch: what is stored means the same as what was sent', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const raw = copy({ spec });
      const stored = apply(raw, defaultPatch(raw));
      assert.deepEqual(applyDefaults(copy(stored), DEFAULT_SETTINGS), copy(applyDefaults(raw, DEFAULT_SETTINGS)));
    }),
  );
});

test('defaultPatch: adds only, but for a string groupRef, and has nothing to do a second time', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const raw = copy({ spec });
      const patch = defaultPatch(raw);
      for (const { op, path } of patch) assert.ok(op === 'add' || (op === 'replace' && path === '/spec/groupRef'));
      assert.deepEqual(defaultPatch(apply(raw, patch)), []);
    }),
  );
});

test('applyDefaults: twice is once, and the argument stays', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const raw = copy({ spec });
      const before = JSON.stringify(raw);
      const once = applyDefaults(raw, DEFAULT_SETTINGS);
      assert.deepEqual(applyDefaults(once, DEFAULT_SETTINGS), once);
      assert.equal(JSON.stringify(raw), before);
    }),
  );
});

test('defaultPatch: any JSON, old and new, gets an answer', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (raw, stored) => {
      assert.ok(Array.isArray(defaultPatch(raw, { stored })));
      assert.ok(Array.isArray(defaultPatch({ spec: raw }, { stored: { spec: stored } })));
    }),
  );
});

test('defaultPatch: a good object stays good', () => {
  fc.assert(
    fc.property(schemaValidServers, (raw) => {
      const before = findingsOfObject(raw);
      const after = findingsOfObject(apply(raw, defaultPatch(raw)));
      assert.equal(hasErrors(after), hasErrors(before));
    }),
    { numRuns: 100 },
  );
});
