// Properties of permission profiles, judged by the evaluator of NetworkPolicies: what any profile opens, and what it never may.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Cidr, containsCidr, formatCidr, parseCidr } from '../../functions/kube/cidr.ts';
import { compiledOf, type Loose, builtChildren } from '../units/children/build.ts';
import {
  connection,
  host,
  type Outbound,
  outbound,
  policyOf,
  port,
  profileOf,
  reaches,
  RESOLVER,
  RUNS,
  settings,
  compiledWith,
} from './profiles.ts';

test('profiles: none allows no connection, not even a look-up', () => {
  const none = { name: 'none', network: { outbound: {}, inbound: {} } };
  fc.assert(
    fc.property(settings, connection, (given, to) => {
      const policies = policyOf(none, given);
      assert.equal(reaches(policies, to), false);
      assert.equal(reaches(policies, { ...RESOLVER, port: 53, protocol: 'UDP' }), false);
    }),
    RUNS,
  );
});

test('profiles: another entry in a list that has one never takes a permission away', () => {
  const more = fc.record({ host, port });
  fc.assert(
    fc.property(outbound, fc.tuple(more, settings), connection, (rules, [added, given], to) => {
      const before = policyOf(profileOf(rules), given);
      const longer = {
        ...rules,
        ...((rules.allow_host ?? []).length > 0 && { allow_host: [...(rules.allow_host ?? []), added.host] }),
        ...((rules.allow_port ?? []).length > 0 && { allow_port: [...(rules.allow_port ?? []), added.port] }),
      };
      for (const after of [longer, { ...rules, insecure_allow_all: true }]) {
        if (reaches(before, to)) assert.equal(reaches(policyOf(profileOf(after), given), to), true);
      }
    }),
    RUNS,
  );
});

test('profiles: an address that the settings except is never reached, whatever the profile says', () => {
  fc.assert(
    fc.property(outbound, settings, connection, (rules, given, to) => {
      const address = parseCidr(to.ip) as Cidr;
      const closed = given.permissionProfiles.network.except.some((text) =>
        containsCidr(parseCidr(text) as Cidr, address),
      );
      if (closed) assert.equal(reaches(policyOf(profileOf(rules), given), to), false);
    }),
    RUNS,
  );
});

test('profiles: what is reached was asked for: the address is in an entry, the port in the list', () => {
  fc.assert(
    fc.property(outbound, settings, connection, (rules, given, to) => {
      if (rules.insecure_allow_all === true || !reaches(policyOf(profileOf(rules), given), to)) return;
      const ports = rules.allow_port ?? [];
      assert.ok(ports.length === 0 || (to.protocol === 'TCP' && ports.includes(to.port)));
      const hosts: readonly string[] = rules.allow_host ?? [];
      const named = hosts.some((text) => {
        const block = parseCidr(text);
        return block !== undefined && containsCidr(block, parseCidr(to.ip) as Cidr);
      });
      assert.ok(named || (hosts.length === 0 && ports.length > 0));
    }),
    RUNS,
  );
});

/** Ways to break a profile that opens everything. */
const BREAKS: readonly ((rules: Outbound) => Loose)[] = [
  (rules) => ({ network: { outbound: { ...rules, allow_hosts: [] } } }),
  (rules) => ({ network: { outbound: { ...rules, allow_host: ['http://example.com'] } } }),
  (rules) => ({ network: { outbound: { ...rules, allow_host: ['1.2.3.4/33'] } } }),
  (rules) => ({ network: { outbound: { ...rules, allow_port: [0] } } }),
  (rules) => ({ network: { outbound: { ...rules, allow_port: ['443'] } } }),
  (rules) => ({ network: { outbound: { ...rules, insecure_allow_all: 'true' } } }),
  (rules) => ({ networks: {}, network: { outbound: rules } }),
  (rules) => ({ network: [{ outbound: rules }] }),
  (rules) => ({ ...JSON.parse('{"__proto__":{}}'), network: { outbound: rules } }),
];

test('profiles: a broken profile allows nothing, and as a reference it is a problem', () => {
  fc.assert(
    fc.property(outbound, fc.tuple(fc.constantFrom(...BREAKS), settings), connection, (rules, [broken, given], to) => {
      const profile = broken({ ...rules });
      assert.equal(reaches(policyOf(profile, given), to), false);
      assert.deepEqual(compiledWith(profile, given).profileEntries, []);
      const related = [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'p', namespace: 'tools' },
          data: { k: JSON.stringify(profile) },
        },
      ];
      const spec = { permissionProfile: { type: 'configmap', name: 'p', key: 'k' } };
      const server = { spec, related, settings: given, observed: [] };
      assert.notEqual(compiledOf(server).references.problems.length, 0);
      assert.deepEqual(
        builtChildren(server).filter(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment'),
        [],
      );
    }),
    RUNS,
  );
});

test('profiles: every entry is open, closed or idle, exactly once', () => {
  fc.assert(
    fc.property(outbound, settings, (rules, given) => {
      const paths = compiledWith(profileOf(rules), given).profileEntries.map(({ path }) => path);
      const expected: readonly string[] = [
        ...(rules.insecure_allow_all === true ? ['network.outbound.insecure_allow_all'] : []),
        ...(rules.allow_host ?? []).map((_: string, index: number) => `network.outbound.allow_host[${index}]`),
        ...((rules.allow_port ?? []).length > 0 ? ['network.outbound.allow_port'] : []),
      ];
      assert.deepEqual(paths.toSorted(), expected.toSorted());
    }),
    RUNS,
  );
});

test('parseCidr: what is written is read again, and a block holds what it was made of', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(128), (ip, length) => {
      const address = parseCidr(ip);
      if (address === undefined) return;
      const block = parseCidr(`${ip}/${Math.min(length, address.prefix)}`) as Cidr;
      assert.deepEqual(parseCidr(formatCidr(block)), block);
      assert.ok(containsCidr(block, address));
    }),
    RUNS,
  );
});
