// Which manager wrote a field: leaves stand for what is below them, and the first manager counts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldPath } from '../../../functions/kube/subset-differences.ts';
import { findManagers } from '../../../functions/status/field-managers.ts';
import { type ForeignChange, foreignChangesText } from '../../../functions/status/foreign-changes.ts';

const IMAGE: FieldPath = ['spec', 'containers', { name: 'mcp' }, 'image'];
const ARGS: FieldPath = ['spec', 'containers', { name: 'mcp' }, 'args'];
const REPLICAS: FieldPath = ['spec', 'replicas'];

function managersOf(...sets: readonly object[]): Readonly<Record<string, string | undefined>> {
  const written = sets.map((fields, index) => ({ manager: `m${index}`, fields: { ...fields } }));
  const found = findManagers([IMAGE, ARGS, REPLICAS], written);
  return { image: found.get(IMAGE), args: found.get(ARGS), replicas: found.get(REPLICAS) };
}

const NOBODY = { image: undefined, args: undefined, replicas: undefined };

test('findManagers: the first manager of a path, through named items', () => {
  const image = { 'f:spec': { 'f:containers': { 'k:{"name":"mcp"}': { '.': {}, 'f:image': {} } } } };
  assert.deepEqual(managersOf(image, image), { ...NOBODY, image: 'm0' });
  assert.deepEqual(managersOf({ 'f:spec': { 'f:replicas': {} } }, image), { ...NOBODY, image: 'm1', replicas: 'm0' });
});

test('findManagers: a leaf stands for all below it, and what lies deeper for the path itself', () => {
  assert.deepEqual(managersOf({ 'f:spec': {} }), { image: 'm0', args: 'm0', replicas: 'm0' });
  const deeper = { 'f:spec': { 'f:replicas': { 'f:more': {} } } };
  assert.deepEqual(managersOf(deeper, { 'f:spec': {} }), { image: 'm1', args: 'm1', replicas: 'm0' });
});

test('findManagers: other items, removed ones and keys that cannot be read are nobody’s', () => {
  for (const key of ['k:{"name":"other"}', 'k:{"port":80}', 'k:not json', 'v:"mcp"', 'i:0', 'f:mcp'])
    assert.deepEqual(managersOf({ 'f:spec': { 'f:containers': { [key]: { 'f:image': {} } } } }), NOBODY, key);
  assert.deepEqual(managersOf({}, { 'f:metadata': {} }), NOBODY);
});

function changes(count: number, manager: (index: number) => string): readonly ForeignChange[] {
  return Array.from({ length: count }, (_, index) => ({ path: `spec.a${index}`, manager: manager(index) }));
}

test('foreignChangesText: names five programs, five fields of each, and how many more there are', () => {
  assert.equal(
    foreignChangesText(changes(7, () => 'kubectl-edit')),
    'kubectl-edit has changed spec.a0, spec.a1, spec.a2, spec.a3, spec.a4 and 2 more',
  );
  const text = foreignChangesText(changes(2000, (index) => `m${index}`));
  assert.match(text, /^m0 has changed spec\.a0; .*; m4 has changed spec\.a4 and 1995 more programs$/);
  assert.equal(foreignChangesText([{ path: 'spec.a', manager: undefined }]), 'an admission policy has changed spec.a');
});
