import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';
import { sha256Hex as onNode } from '../../../functions/kube/sha256/node.ts';
import { sha256Hex as anywhere } from '../../../functions/kube/sha256/portable.ts';

for (const [platform, sha256Hex] of [
  ['Node', onNode],
  ['anywhere', anywhere],
] as const) {
  // FIPS 180-2, appendix B.1, and the well-known digest of nothing.
  test(`sha256Hex: published digests on ${platform}`, () => {
    assert.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
}

test('sha256Hex: any text has the same digest on every platform', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(anywhere(text), onNode(text));
    }),
  );
});
