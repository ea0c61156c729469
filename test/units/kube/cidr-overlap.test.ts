// Looking up blocks says the same as looking at each of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overlapOf } from '../../../functions/kube/cidr-overlap.ts';
import { type Cidr, containsCidr, formatCidr, parseCidr, reduceCidrs } from '../../../functions/kube/cidr.ts';

function readCidr(text: string): Cidr {
  const cidr = parseCidr(text);
  assert.ok(cidr, text);
  return cidr;
}

/** Blocks that often lie in each other. */
const ipv4 = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 32 }))
  .map(([first, second, prefix]) => readCidr(`${first * 64}.${second * 32}.0.1/${prefix}`));
const ipv6 = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 128 }))
  .map(([first, prefix]) => readCidr(`${first}::1/${prefix}`));
const cidr = fc.oneof(ipv4, ipv6);

test('overlapOf: what holds a block and what lies in it are what comparing with each block says', () => {
  fc.assert(
    fc.property(fc.array(cidr, { maxLength: 20 }), cidr, (cidrs, asked) => {
      const reduced = reduceCidrs(cidrs);
      const { start, end, isWhole } = overlapOf(reduced, asked);
      const outer = reduced.filter((block) => containsCidr(block, asked));
      assert.equal(isWhole, outer.length > 0);
      assert.deepEqual(
        reduced.slice(start, end),
        isWhole ? outer : reduced.filter((block) => containsCidr(asked, block)),
      );
    }),
  );
});

test('formatCidr: IPv6 as RFC 5952 has it, and read again it is the same', () => {
  const table: readonly (readonly [string, string])[] = [
    ['::', '::/128'],
    ['::1', '::1/128'],
    ['1::', '1::/128'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3/128'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4/128'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7/128'],
    ['2001:DB8::A', '2001:db8::a/128'],
  ];
  for (const [text, expected] of table) assert.equal(formatCidr(readCidr(text)), expected);
  fc.assert(fc.property(cidr, (block) => assert.deepEqual(readCidr(formatCidr(block)), block)));
});
