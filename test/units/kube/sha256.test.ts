import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { sha256Hex } from '../../../functions/kube/sha256.ts';

// FIPS 180-2, appendix B.1, and the well-known digest of nothing.
test('sha256Hex: published digests', () => {
  assert.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('sha256Hex: text is hashed as UTF-8', () => {
  assert.equal(sha256Hex('ü€😀'), createHash('sha256').update('ü€😀', 'utf8').digest('hex'));
});
