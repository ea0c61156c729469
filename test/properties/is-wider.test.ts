// Properties of the partial order of accesses, judged by the evaluator: wider means exactly that some connection is newly open.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BackendAccess } from '../../functions/compile/permissions/backend-access.ts';
import { isWider } from '../../functions/compile/permissions/is-wider.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { ANY_ADDRESS, type Cidr, containsCidr, formatCidr, mergeCidrs, parseCidr } from '../../functions/kube/cidr.ts';
import {
  cidr,
  ipv4,
  type Outbound,
  policyOf,
  profileOf,
  reaches,
  RUNS,
  type Target,
  compiledWith,
} from './profiles.ts';
import { deniedRanges } from '../../functions/compile/permissions/denied-ranges.ts';

const WIDTH = { 4: 32, 6: 128 } as const;

/** Blocks are addresses here: names are compared by name, which the unit tests do. */
const addresses = fc.record(
  {
    insecure_allow_all: fc.boolean(),
    allow_host: fc.array(fc.oneof(cidr, ipv4), { maxLength: 3 }),
    allow_port: fc.subarray([443, 8080]),
  },
  { requiredKeys: [] },
);
const withDenied: fc.Arbitrary<Settings> = fc.array(cidr, { maxLength: 2 }).map((except) => {
  const permissionProfiles = { ...DEFAULT_SETTINGS.permissionProfiles, network: { except } };
  return Object.assign({}, DEFAULT_SETTINGS, { permissionProfiles });
});

/** Addresses at which an access can change: the first and last of each block, and those beside it. */
function corners(texts: readonly string[]): readonly string[] {
  const blocks = [...texts.flatMap((text) => parseCidr(text) ?? []), ...ANY_ADDRESS];
  const found = blocks.flatMap(({ family, bits, prefix }) => {
    const [last, top] = [bits + (1n << BigInt(WIDTH[family] - prefix)) - 1n, (1n << BigInt(WIDTH[family])) - 1n];
    return [bits, last, bits - 1n, last + 1n]
      .filter((value) => value >= 0n && value <= top)
      .map((value): Cidr => ({ family, bits: value, prefix: WIDTH[family] }));
  });
  return [...new Set(found.map(formatCidr))].map((text) => text.slice(0, text.indexOf('/')));
}

function targets(rules: readonly Outbound[], { permissionProfiles }: Settings): readonly Target[] {
  const ips = corners([...rules.flatMap(({ allow_host: hosts = [] }) => hosts), ...permissionProfiles.network.except]);
  const readable = ips.filter((ip) => parseCidr(ip) !== undefined);
  const tcp = [443, 8080, 9].flatMap((port) => readable.map((ip) => ({ ip, port, protocol: 'TCP' as const })));
  return [...tcp, ...readable.map((ip) => ({ ip, port: 443, protocol: 'UDP' as const }))];
}

/** Whether blocks without a hole and without ports cover both families. */
function toEverything({ blocks, ports }: BackendAccess): boolean {
  const whole = blocks.filter(({ except }) => except === undefined).flatMap((block) => parseCidr(block.cidr) ?? []);
  return ports.length === 0 && mergeCidrs(whole).map(formatCidr).join() === '0.0.0.0/0,::/0';
}

test('isWider: exactly when a connection or a look-up is newly open', () => {
  fc.assert(
    fc.property(addresses, addresses, withDenied, (before, after, settings) => {
      const [was, is] = [before, after].map((rules) => compiledWith(profileOf(rules), settings).access);
      assert.ok(was !== undefined && is !== undefined);
      const [old, now] = [policyOf(profileOf(before), settings), policyOf(profileOf(after), settings)];
      const opened = targets([before, after], settings).filter((to) => reaches(now, to) && !reaches(old, to));
      // Look-ups are a rule for the resolver's pods; with one that is there before, or everything open, none is new.
      const hasDns = was.needsDns || was.isUnrestricted || toEverything(was);
      assert.equal(
        isWider({ before: was, after: is, settings, denied: deniedRanges(settings) }),
        opened.length > 0 || (is.needsDns && !hasDns),
      );
    }),
    RUNS,
  );
});

test('isWider: a block of which both halves are closed opens nothing', () => {
  const network = { except: ['0.0.0.0/1', '128.0.0.0/1'] };
  const settings = { ...DEFAULT_SETTINGS, permissionProfiles: { ...DEFAULT_SETTINGS.permissionProfiles, network } };
  const [was, is] = [{ allow_port: [443] }, { allow_host: ['0.0.0.0/0'] }].map(
    (rules) => compiledWith(profileOf(rules), settings).access,
  );
  assert.ok(was !== undefined && is !== undefined);
  assert.deepEqual(is.blocks, []);
  assert.equal(isWider({ before: was, after: is, settings, denied: deniedRanges(settings) }), false);
});

test('isWider: a partial order: nothing is wider than itself, and what is not wider twice is not wider at all', () => {
  fc.assert(
    fc.property(fc.tuple(addresses, addresses, addresses), withDenied, (profiles, settings) => {
      const [a, b, c] = profiles.map((rules) => compiledWith(profileOf(rules), settings).access);
      assert.ok(a !== undefined && b !== undefined && c !== undefined);
      assert.equal(isWider({ before: a, after: a, settings, denied: deniedRanges(settings) }), false);
      if (
        !isWider({ before: a, after: b, settings, denied: deniedRanges(settings) }) &&
        !isWider({ before: b, after: c, settings, denied: deniedRanges(settings) })
      )
        assert.equal(isWider({ before: a, after: c, settings, denied: deniedRanges(settings) }), false);
    }),
    RUNS,
  );
});

test('mergeCidrs: the same addresses in the fewest blocks, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(cidr, { maxLength: 6 }), fc.array(ipv4, { maxLength: 3 }), (texts, probes) => {
      const blocks = texts.flatMap((text) => parseCidr(text) ?? []);
      const merged = mergeCidrs(blocks);
      assert.deepEqual(mergeCidrs(blocks.toReversed()), merged);
      assert.deepEqual(mergeCidrs(merged), merged);
      for (const ip of [...corners(texts), ...probes]) {
        const address = parseCidr(ip);
        if (address === undefined) continue;
        const isIn = (list: readonly Cidr[]): boolean => list.some((block) => containsCidr(block, address));
        assert.equal(isIn(merged), isIn(blocks), ip);
      }
    }),
    RUNS,
  );
});
