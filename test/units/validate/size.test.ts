import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { inspectAll } from '../../../functions/kube/storable.ts';
import { validateChildSizes } from '../../../functions/validate/size.ts';

const LIMIT_BYTES = 250 * 1024;

/** One character each, and the bytes that Go writes for it. */
const CHARACTERS = { x: 1, '"': 2, é: 2, '€': 3, '<': 6, '\u0001': 6, '\u2028': 6 };

function codesOf(configMap: KubeObject): readonly string[] {
  return validateChildSizes(inspectAll([configMap])).map(({ code }) => code);
}

function configMapWith(parts: object): KubeObject {
  const metadata = { name: 'fetch-runconfig', namespace: 'demo' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text: '' }, ...parts };
}

function nested(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

/** Bytes of a child without text and of its annotations, in one list. */
function emptyBytes(parts: object): number {
  const empty = configMapWith(parts);
  return JSON.stringify([empty, empty.metadata.annotations ?? {}]).length;
}

for (const [character, bytes] of Object.entries(CHARACTERS)) {
  test(`validateChildSizes: exact to the byte for ${JSON.stringify(character)}`, () => {
    const room = LIMIT_BYTES - emptyBytes({});
    const most = character.repeat(Math.floor(room / bytes)) + 'x'.repeat(room % bytes);
    assert.deepEqual(codesOf(configMapWith({ data: { text: most } })), []);
    assert.deepEqual(codesOf(configMapWith({ data: { text: `${most}x` } })), ['MCP132']);
  });
}

test('validateChildSizes: annotations count twice', () => {
  const metadata = { name: 'fetch', namespace: 'demo', annotations: { note: '' } };
  const room = LIMIT_BYTES - emptyBytes({ metadata });
  const note = 'x'.repeat(Math.floor(room / 2));
  assert.deepEqual(codesOf(configMapWith({ metadata: { ...metadata, annotations: { note } } })), []);
  assert.deepEqual(codesOf(configMapWith({ metadata: { ...metadata, annotations: { note: `${note}xx` } } })), [
    'MCP132',
  ]);
});

test('validateChildSizes: nested too deep is too large', () => {
  assert.deepEqual(codesOf(configMapWith({ spec: nested(98) })), []);
  assert.deepEqual(codesOf(configMapWith({ spec: nested(99) })), ['MCP132']);
});
