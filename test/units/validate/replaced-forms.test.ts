// Warnings outside of the rules: those that only /default can give, and those about a change of metadata.

import assert from 'node:assert/strict';
import test from 'node:test';
import { validateMetadataUpdate } from '../../../functions/validate/annotations.ts';
import { validateReplacedForms } from '../../../functions/validate/replaced-forms.ts';
import { plainServer } from './plain-server.ts';
import { decodeSent } from '../../../functions/decode/sent.ts';

function codes(spec: Record<string, unknown>, metadata: Record<string, unknown> = {}): readonly string[] {
  return validateReplacedForms(decodeSent(plainServer({ spec, metadata }))).map(({ code }) => code);
}

test('validateReplacedForms: a string groupRef, and nothing else', () => {
  assert.deepEqual(codes({ groupRef: 'team' }), ['MCP006']);
  assert.deepEqual(codes({ groupRef: { name: 'team' }, port: 8080 }), []);
  assert.deepEqual(codes({ groupRef: 7 }), []);
});

test('validateReplacedForms: can be muted', () => {
  const annotations = { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': 'MCP006' };
  assert.deepEqual(codes({ groupRef: 'team' }, { annotations }), []);
});

test('validateReplacedForms: any shape gets an answer', () => {
  for (const raw of [null, [], 'x', {}, { spec: [] }, { metadata: [], spec: {} }, { metadata: { annotations: 'x' } }]) {
    assert.deepEqual(validateReplacedForms(decodeSent(raw)), []);
  }
});

test('validateMetadataUpdate: a restart that cannot be read is told when it is asked for, an invalid spec is not', () => {
  const annotations = { 'mcpserver.toolhive.stacklok.dev/restarted-at': 'now' };
  const raw = plainServer({ spec: { image: '' }, metadata: { annotations } });
  assert.deepEqual(
    validateMetadataUpdate(decodeSent(raw)).map(({ code, level }) => `${code} ${level}`),
    ['MCP036 warning'],
  );
  assert.deepEqual(validateMetadataUpdate(decodeSent(null)), []);
  assert.deepEqual(validateMetadataUpdate(decodeSent({ metadata: { annotations: { a: 7 } } })), []);
});
