import assert from 'node:assert/strict';
import test from 'node:test';
import { countOf, hasText } from '../../../functions/kube/short-text.ts';

test('countOf: one and many', () => {
  assert.deepEqual([countOf(0, 'pod'), countOf(1, 'pod'), countOf(2, 'pod')], ['0 pods', '1 pod', '2 pods']);
});

test('hasText: the empty text is none', () => {
  assert.deepEqual(['a', '', undefined].map(hasText), [true, false, false]);
});
