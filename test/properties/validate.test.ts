// Properties of validation: any object gets an answer, and every answer can be shown.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { FINDINGS } from '../../functions/validate/codes.ts';
import { isExempt, isSpecUnchanged } from '../../functions/decode/exempt.ts';
import { validateSchema } from '../../functions/validate/schema.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { warningLine } from '../../functions/validate/warning-line.ts';
import { findingsOfObject } from '../units/validate/plain-server.ts';
import { schemaValidServers } from './validate-servers.ts';

test('schemaValidServers: the generator keeps the schema', () => {
  fc.assert(
    fc.property(schemaValidServers, (server) => assert.deepEqual(validateSchema(server), [])),
    { numRuns: 100 },
  );
});

test('validateServer: any object that keeps the schema gets registered findings, bounded and on one line', () => {
  fc.assert(
    fc.property(schemaValidServers, (server) => {
      const findings = findingsOfObject(server);
      assert.ok(findings.length <= 46);
      for (const finding of findings) {
        assert.equal(finding.level, Object.entries(FINDINGS).find(([code]) => code === finding.code)?.[1].level);
        assert.match(warningLine(finding, DEFAULT_SETTINGS), /^MCP\d{3} [^\p{Cc}\p{Cs}]{1,249}$/u);
      }
    }),
    { numRuns: 300 },
  );
});

test('validateServer: the same object gets the same findings, and is not changed', () => {
  fc.assert(
    fc.property(schemaValidServers, (server) => {
      const before = JSON.stringify(server);
      assert.deepEqual(findingsOfObject(server), findingsOfObject(server));
      assert.equal(JSON.stringify(server), before);
    }),
    { numRuns: 50 },
  );
});

test('validateSchema: any JSON gets an answer', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => assert.ok(validateSchema(value).length > 0)),
    { numRuns: 200 },
  );
});

test('isExempt: any JSON gets an answer, and an object has the spec of its copy', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.jsonValue(),
      fc.constantFrom('CREATE', 'UPDATE', 'DELETE', ''),
      (object, oldObject, operation) => {
        assert.equal(typeof isExempt({ object, oldObject, operation }), 'boolean');
        assert.equal(isSpecUnchanged({ spec: object }, { spec: JSON.parse(JSON.stringify(object)) }), true);
      },
    ),
    { numRuns: 200 },
  );
});
