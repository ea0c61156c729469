// Property of the denied ranges, checked by the evaluator of NetworkPolicies: what the settings exclude is reached by no pod of a server,
// in no spelling of the address, whatever profile and spec say, and whatever way out of proxies the settings have. The exceptions
// are named here: look-ups at resolvers that the settings name, the API server's ports for proxies that call it, and narrower
// blocks that the settings open to proxies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { type Cidr, containsCidr, parseCidr } from '../../functions/kube/cidr.ts';
import { isConnectionAllowed, type PodEnd, type Policy } from '../../functions/kube/network-policy-evaluator.ts';
import { builtChildren, type Loose } from '../units/children/build.ts';
import { outbound, profileOf, RUNS, type Target } from './profiles.ts';

type Bytes = readonly [number, number, number, number];

/** Two bytes as a group of an IPv6 address. */
function group(high: number, low: number): string {
  return ((high << 8) | low).toString(16);
}

/** Spellings of an IPv4 address; written down here once more, so that they do not come from the code that is tried. */
const SPELLINGS: Readonly<Record<string, (bytes: Bytes) => string>> = {
  plain: (bytes) => bytes.join('.'),
  mapped: ([a, b, c, d]) => `::ffff:${group(a, b)}:${group(c, d)}`,
  'mapped, dotted': (bytes) => `::ffff:${bytes.join('.')}`,
  compatible: ([a, b, c, d]) => `::${group(a, b)}:${group(c, d)}`,
  translated: ([a, b, c, d]) => `::ffff:0:${group(a, b)}:${group(c, d)}`,
  NAT64: ([a, b, c, d]) => `64:ff9b::${group(a, b)}:${group(c, d)}`,
  'NAT64 of the site, /96': ([a, b, c, d]) => `64:ff9b:1:fffe::${group(a, b)}:${group(c, d)}`,
  'NAT64 of the site, /48': ([a, b, c, d]) => `64:ff9b:1:${group(a, b)}:${group(0, c)}:${group(d, 0)}::`,
  '6to4': ([a, b, c, d]) => `2002:${group(a, b)}:${group(c, d)}::1`,
  'Teredo client': ([a, b, c, d]) => `2001:0:4136:e378:8000:63bf:${group(a ^ 255, b ^ 255)}:${group(c ^ 255, d ^ 255)}`,
  'Teredo server': ([a, b, c, d]) => `2001:0:${group(a, b)}:${group(c, d)}::1`,
};

const bytes: fc.Arbitrary<Bytes> = fc.oneof(
  fc.constantFrom<Bytes>([169, 254, 169, 254], [10, 0, 0, 5], [168, 63, 129, 16], [100, 100, 100, 200]),
  fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)),
);
const prefix = fc.constantFrom(0, 1, 8, 12, 16, 24, 31, 32);
const port = fc.constantFrom(53, 80, 81, 443, 6379, 6443, 8443, 65_535);

/** Excluded addresses of both families, each with the block that the settings name. */
interface Excluded {
  readonly cidr: string;
  readonly spelling: string;
  /** What it stands for. */
  readonly plain: string;
}

const excludedIpv4: fc.Arbitrary<Excluded> = fc
  .tuple(bytes, prefix, fc.constantFrom(...Object.values(SPELLINGS)))
  .map(([address, length, spell]) => ({
    cidr: `${address.join('.')}/${length}`,
    spelling: spell(address),
    plain: address.join('.'),
  }));
const excludedIpv6: fc.Arbitrary<Excluded> = fc
  .tuple(fc.constantFrom('fd00:ec2::254', 'fd20:ce::254', 'fe80::1', '2001:db8::7'), fc.constantFrom(0, 7, 10, 64, 128))
  .map(([address, length]) => ({ cidr: `${address}/${length}`, spelling: address, plain: address }));
const excluded = fc.oneof({ weight: 3, arbitrary: excludedIpv4 }, excludedIpv6);

/** What somebody may write to get there: the address itself in a spelling, or a name. */
const somewhere = fc.oneof(
  fc.tuple(bytes, fc.constantFrom(...Object.values(SPELLINGS))).map(([address, spell]) => bracketed(spell(address))),
  fc.constantFrom('login.example.com', 'redis.cache', 'redis.cache.svc', 'redis', 'metadata.google.internal', 'a'),
  fc.constantFrom(
    'kubernetes.default.svc',
    'x.default.svc.cluster.local',
    'localhost',
    '[::1]',
    '$(HOST)',
    '2852039166',
  ),
);

function bracketed(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}

const variable = fc.record({
  name: fc.constantFrom('X', 'HTTPS_PROXY', 'all_proxy', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'NO_PROXY', 'ENDPOINT'),
  value: fc
    .tuple(fc.constantFrom('', 'http://', 'https://', 'redis://u:p@', 'socks5://'), somewhere, port)
    .map(([scheme, host, number]) => `${scheme}${host}:${number}`),
});

const spec: fc.Arbitrary<Loose> = fc
  .record({
    transport: fc.constantFrom('stdio', 'sse', 'streamable-http'),
    inline: fc.oneof(
      outbound.map(profileOf),
      fc.array(somewhere, { maxLength: 3 }).map((hosts) => profileOf({ allow_host: hosts.map(unbracketed) })),
      fc.constantFrom(profileOf({ insecure_allow_all: true }), profileOf({ allow_port: [80, 443] })),
    ),
    env: fc.array(variable, { maxLength: 3 }),
    redis: fc.option(fc.tuple(somewhere, port), { nil: undefined }),
    issuer: fc.option(fc.tuple(somewhere, port), { nil: undefined }),
    isClusterIssuer: fc.boolean(),
  })
  .map(({ redis, issuer, isClusterIssuer, ...given }) =>
    specOf(given, redis, issuer && oidcOf(issuer.join(':'), isClusterIssuer)),
  );

function specOf({ transport, inline, env }: Loose, redis: Loose, oidcConfig: Loose): Loose {
  return {
    transport,
    permissionProfile: { type: 'inline', inline },
    resourceOverrides: { proxyDeployment: { env } },
    ...(redis !== undefined && { sessionStorage: { provider: 'redis', address: redis.join(':') } }),
    ...(oidcConfig !== undefined && { oidcConfig }),
  };
}

function unbracketed(host: string): string {
  return host.replaceAll(/[[\]]/g, '');
}

function oidcOf(host: string, isClusterIssuer: boolean): Loose {
  if (isClusterIssuer) return { type: 'kubernetes', kubernetes: { audience: 'mcp' } };
  return { type: 'inline', inline: { issuer: `https://${host}`, audience: 'mcp' } };
}

interface Exceptions {
  readonly dnsServers: readonly string[];
  readonly apiServerCIDRs: readonly string[];
  readonly hostRules: Settings['permissionProfiles']['hostRules'];
  readonly proxyEgress?: Settings['networkPolicy']['proxyEgress'];
}

const proxyEgress: fc.Arbitrary<Settings['networkPolicy']['proxyEgress']> = fc.record({
  mode: fc.constantFrom<Settings['networkPolicy']['proxyEgress']['mode']>('derived', 'open', 'list'),
  extra: fc.array(
    fc.record({
      cidr: fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/24', '169.254.169.254/32', '169.254.0.0/16', '64:ff9b::/96'),
    }),
    { maxLength: 2 },
  ),
});

const exceptions: fc.Arbitrary<Exceptions> = fc.record({
  dnsServers: fc.constantFrom<readonly string[]>([], ['169.254.169.254/32'], ['10.0.0.0/24']),
  apiServerCIDRs: fc.constantFrom<readonly string[]>([], ['10.0.0.5/32']),
  hostRules: fc.constantFrom<Settings['permissionProfiles']['hostRules']>('deny', 'cilium', 'gke'),
  proxyEgress,
});

function settingsOf(except: readonly string[], given: Exceptions): Settings {
  const { hostRules, ...policy } = given;
  return {
    ...DEFAULT_SETTINGS,
    permissionProfiles: { default: 'network', network: { except }, hostRules },
    networkPolicy: { ...DEFAULT_SETTINGS.networkPolicy, ...policy },
  };
}

const PODS: Readonly<Record<'backend' | 'proxy', PodEnd>> = {
  backend: {
    namespace: 'tools',
    labels: { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' },
    ip: '10.1.1.1',
  },
  proxy: {
    namespace: 'tools',
    labels: {
      app: 'mcpserver',
      'app.kubernetes.io/name': 'mcpserver',
      'app.kubernetes.io/instance': 'demo',
      toolhive: 'true',
      'toolhive-name': 'demo',
    },
    ip: '10.1.1.2',
  },
};

function isWithin(ip: string, cidrs: readonly string[]): boolean {
  const address = parseCidr(ip);
  return address !== undefined && cidrs.some((text) => containsCidr(parseCidr(text) as Cidr, address));
}

/** Whether one of the exceptions names this connection. */
function isException(from: keyof typeof PODS, to: Target, { spec: given, settings }: Loose): boolean {
  const { dnsServers, apiServerPorts } = settings.networkPolicy;
  if (to.port === 53 && isWithin(to.ip, dnsServers)) return true;
  if (from === 'proxy' && isNarrowlyOpen(to.ip, settings)) return true;
  const callsApi = given.transport === 'stdio' || JSON.stringify(given).includes('kubernetes');
  return from === 'proxy' && callsApi && to.protocol === 'TCP' && apiServerPorts.includes(to.port);
}

/** Whether a block of `extra` holds an address, and no excluded block around the address is as narrow as that one. */
function isNarrowlyOpen(ip: string, { networkPolicy, permissionProfiles }: Settings): boolean {
  const closing = permissionProfiles.network.except.filter((text) => isWithin(ip, [text]));
  return networkPolicy.proxyEgress.extra.some(({ cidr = '' }) => {
    if (!isWithin(ip, [cidr]) || cidr.startsWith('169.254.')) return false;
    return closing.every((text) => prefixOf(text) < prefixOf(cidr));
  });
}

function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

function policiesOf(given: Loose, settings: Settings): readonly Policy[] {
  return builtChildren({ spec: given, settings }).filter(({ kind }) => kind === 'NetworkPolicy');
}

test('denied ranges: no pod reaches an excluded address in any spelling, whatever the profile and the spec say', () => {
  let checked = 0;
  const connection = fc.record({ port, protocol: fc.constantFrom<Target['protocol']>('TCP', 'UDP') });
  fc.assert(
    fc.property(
      fc.array(excluded, { minLength: 1, maxLength: 3 }),
      spec,
      fc.tuple(exceptions, connection),
      (ranges, ...rest) => {
        const [given, [named, { port: wanted, protocol }]] = rest;
        const settings = settingsOf(
          ranges.map(({ cidr }) => cidr),
          named,
        );
        const policies = policiesOf(given, settings);
        for (const from of ['backend', 'proxy'] as const)
          for (const { spelling, plain } of ranges) {
            const to = { ip: plain, port: wanted, protocol };
            if (isException(from, to, { spec: given, settings })) continue;
            checked += policies.length === 2 ? 1 : 0;
            const isReached = isConnectionAllowed(policies, {
              from: PODS[from],
              to: { ip: spelling },
              port: wanted,
              protocol,
            });
            assert.equal(isReached && policies.length === 2, false, `${from} reaches ${spelling}:${wanted}`);
          }
      },
    ),
    RUNS,
  );
  assert.ok(checked > 5000, `only ${checked} connections were checked`);
});

test('denied ranges: the API server is reached beside them by the proxies that need it, and metadata is not', () => {
  const cidrs = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '168.63.129.16/32'];
  const apiServer = fc.constantFrom('10.0.0.5', '192.168.49.2', '172.16.0.2', '203.0.113.9');
  const metadata = fc.tuple(
    fc.constantFrom<Bytes>([169, 254, 169, 254], [169, 254, 170, 23], [168, 63, 129, 16]),
    fc.constantFrom(...Object.values(SPELLINGS)),
  );
  const needs = fc.constantFrom<Loose>(
    { transport: 'stdio' },
    { oidcConfig: { type: 'kubernetes', kubernetes: { audience: 'mcp' } } },
    { oidcConfig: { type: 'inline', inline: { issuer: 'https://kubernetes.default.svc', audience: 'mcp' } } },
  );
  fc.assert(
    fc.property(
      needs,
      fc.tuple(apiServer, fc.constantFrom(443, 6443)),
      metadata,
      (given, [ip, wanted], [address, spell]) => {
        const settings = settingsOf(cidrs, { dnsServers: [], apiServerCIDRs: [], hostRules: 'deny' });
        const policies = policiesOf(given, settings);
        const from = PODS.proxy;
        assert.equal(isConnectionAllowed(policies, { from, to: { ip }, port: wanted }), true, ip);
        const closed = spell(address);
        assert.equal(isConnectionAllowed(policies, { from, to: { ip: closed }, port: wanted }), false, closed);
      },
    ),
  );
});

test('denied ranges: what is not excluded stays open in its IPv6 spellings that can be told apart', () => {
  const settings = settingsOf(['10.0.0.0/8'], { dnsServers: [], apiServerCIDRs: [], hostRules: 'deny' });
  const policies = policiesOf({ permissionProfile: { type: 'builtin', name: 'network' } }, settings);
  const from = PODS.backend;
  for (const ip of ['11.0.0.1', '64:ff9b::b00:1', '2002:b00:1::1', '2001:db8::1', '2001:1::1', '::ffff:b00:1'])
    assert.equal(isConnectionAllowed(policies, { from, to: { ip }, port: 443 }), true, ip);
});
