// Unit: what a proxy reaches through its policy, by the evaluator of NetworkPolicies: each place as its packets arrive there, on
// the port of the pod behind a Service.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyLabels } from '../../../functions/compile/labels.ts';
import { type ConnectionEnd, isConnectionAllowed } from '../../../functions/kube/network-policy-evaluator.ts';
import { builtChildren, compiledOf, type Given, type Loose } from '../children/build.ts';
import { settingsWith } from './policy-parts.ts';

/** Where packets end. */
interface Place {
  readonly end: ConnectionEnd;
  readonly port: number;
  readonly protocol?: 'UDP';
}

function pod(namespace: string, port: number, labels: Readonly<Record<string, string>> = { app: 'any' }): Place {
  return { end: { namespace, labels, ip: '10.244.7.7' }, port };
}

function outside(ip: string, port: number): Place {
  return { end: { ip }, port };
}

function udp(place: Place): Place {
  return { ...place, protocol: 'UDP' };
}

function reaches(given: Given, { end, ...rest }: Place): boolean {
  const policies = builtChildren(given).filter(({ kind }: Loose) => kind === 'NetworkPolicy');
  const from = { namespace: 'tools', labels: proxyLabels(compiledOf(given).server), ip: '10.244.1.2' };
  return isConnectionAllowed(policies, { from, to: end, ...rest });
}

function inlineIssuer(issuer: string, rest: Loose = {}): Given {
  return { spec: { oidcConfig: { type: 'inline', inline: { issuer, audience: 'mcp', ...rest } } } };
}

const PLAIN: Given = {};
const STDIO: Given = { spec: { transport: 'stdio' } };
const CLUSTER_TOKENS: Given = { spec: { oidcConfig: { type: 'kubernetes', kubernetes: { audience: 'mcp' } } } };
const REDIS: Given = { spec: { sessionStorage: { provider: 'redis', address: 'redis.cache.svc:6380' } } };
const KEYCLOAK = inlineIssuer('http://keycloak.auth.svc.cluster.local/realms/a', { insecureAllowHTTP: true });
function collector(endpoint: string, rest: Loose = {}): Given {
  return { spec: { telemetry: { openTelemetry: { enabled: true, endpoint, tracing: { enabled: true }, ...rest } } } };
}
const COLLECTOR = collector('otel:4317');
const METADATA_CLOSED = settingsWith({ network: { except: ['169.254.0.0/16', '169.254.169.254/32'] } });

const PRIVATE = { network: { except: ['10.0.0.0/8', '169.254.0.0/16', '10.0.9.9/32'] } };
const GITHUB = inlineIssuer('https://login.example.com').spec;

/** A server with an issuer outside, where the settings say this about the ways out of proxies. */
function egress(proxyEgress: Loose, profiles: Loose = {}): Given {
  return {
    spec: GITHUB,
    settings: settingsWith(profiles, { proxyEgress: { mode: 'derived', extra: [], ...proxyEgress } }),
  };
}

/** As CoreDNS is labelled by its own chart, with pods that listen above the privileged ports. */
const CORE_DNS = { namespace: 'dns', podLabels: { 'k8s-app': 'coredns' }, ports: [53, 1053] };
const NAMED_RESOLVER: Given = { settings: settingsWith({}, { resolvers: [CORE_DNS] }) };

/** Server, place, and whether its proxy gets there. */
const CASES: readonly (readonly [string, Given, Place, boolean])[] = [
  ['Redis at Service port 6380 on pod port 6379', REDIS, pod('cache', 6379), true],
  ['pods of another namespace than that of its Redis', REDIS, pod('other', 6379), false],
  ['an issuer at Service port 80 on pod port 8080', KEYCLOAK, pod('auth', 8080), true],
  ['a collector of its own namespace on another pod port', COLLECTOR, pod('tools', 14_317), true],
  ['a collector outside without a port', collector('https://otlp.example.com'), outside('203.0.113.7', 443), true],
  ['another port of it', collector('https://otlp.example.com/in'), outside('203.0.113.7', 4318), false],
  ['one without TLS', collector('http://otlp.example.com', { insecure: true }), outside('203.0.113.7', 80), true],
  [
    'one of another namespace',
    collector('http://otel.monitoring.svc', { insecure: true }),
    pod('monitoring', 4318),
    true,
  ],
  ['the API server of kubeadm for cluster tokens', CLUSTER_TOKENS, outside('10.0.0.5', 6443), true],
  ['the API server behind the proxy of k3s', CLUSTER_TOKENS, outside('192.168.7.1', 6444), true],
  ['the API server of minikube over stdio', STDIO, outside('192.168.49.2', 8443), true],
  ['the API server of MicroK8s over stdio', STDIO, outside('10.0.0.5', 16_443), true],
  ['the API server without a need', PLAIN, outside('10.0.0.5', 6443), false],
  ['a jwks_uri on another host', inlineIssuer('https://login.example.com:9443'), outside('203.0.113.7', 443), true],
  [
    'port 443 where the address of the keys is given',
    inlineIssuer('https://login.example.com:9443', { jwksUrl: 'https://login.example.com:9443/keys' }),
    outside('203.0.113.7', 443),
    false,
  ],
  ['a cache of look-ups on its node', PLAIN, udp(outside('169.254.20.10', 53)), true],
  ['Cloud DNS', PLAIN, udp(outside('169.254.169.254', 53)), true],
  ['Cloud DNS over TCP', PLAIN, outside('169.254.169.254', 53), true],
  ['Cloud DNS where metadata is denied', { settings: METADATA_CLOSED }, udp(outside('169.254.169.254', 53)), true],
  ['metadata beside Cloud DNS', PLAIN, outside('169.254.169.254', 80), false],
  [
    'the second port of resolver pods at Cloud DNS',
    { settings: { platform: 'openshift' } },
    udp(outside('169.254.169.254', 5353)),
    false,
  ],
  [
    'the second port of resolver pods',
    { settings: { platform: 'openshift' } },
    udp(pod('openshift-dns', 5353, { 'dns.operator.openshift.io/daemonset-dns': 'default' })),
    true,
  ],
  ['resolver pods under labels of their own', PLAIN, udp(pod('dns', 53, CORE_DNS.podLabels)), false],
  ['resolver pods that the settings name', NAMED_RESOLVER, udp(pod('dns', 53, CORE_DNS.podLabels)), true],
  ['those on their own port', NAMED_RESOLVER, udp(pod('dns', 1053, CORE_DNS.podLabels)), true],
  ['those on another port', NAMED_RESOLVER, pod('dns', 8080, CORE_DNS.podLabels), false],
  ['such pods of another namespace', NAMED_RESOLVER, udp(pod('other', 53, CORE_DNS.podLabels)), false],
  [
    'other pods on the port of named ones',
    NAMED_RESOLVER,
    udp(pod('kube-system', 1053, { 'k8s-app': 'kube-dns' })),
    false,
  ],
  [
    'the resolver of the platform beside a named one',
    NAMED_RESOLVER,
    udp(pod('kube-system', 53, { 'k8s-app': 'kube-dns' })),
    true,
  ],
  ['pods of a cache of look-ups', PLAIN, udp(pod('kube-system', 53, { 'k8s-app': 'node-local-dns' })), true],
  ['other pods of that namespace', PLAIN, udp(pod('kube-system', 53)), false],
  ['anything in mode open', egress({ mode: 'open' }), outside('203.0.113.7', 5432), true],
  ['any pod in mode open', egress({ mode: 'open' }), udp(pod('other', 9999)), true],
  [
    'the outside in mode open beside denied ranges',
    egress({ mode: 'open' }, PRIVATE),
    outside('203.0.113.7', 5432),
    true,
  ],
  ['what is denied in mode open', egress({ mode: 'open' }, PRIVATE), outside('10.0.0.5', 5432), false],
  ['pods at denied addresses in mode open', egress({ mode: 'open' }, PRIVATE), pod('other', 8080), false],
  [
    'its Redis in mode open beside denied ranges',
    { ...egress({ mode: 'open' }, PRIVATE), ...REDIS },
    pod('cache', 6379),
    true,
  ],
  ['its issuer in mode list', egress({ mode: 'list' }), outside('203.0.113.7', 443), false],
  ['its Redis in mode list', { ...egress({ mode: 'list' }), ...REDIS }, pod('cache', 6379), false],
  ['look-ups in mode list', egress({ mode: 'list' }), udp(outside('169.254.20.10', 53)), true],
  [
    'the API server in mode list over stdio',
    { ...egress({ mode: 'list' }), ...STDIO },
    outside('10.0.0.5', 6443),
    true,
  ],
  ["the cluster's own gateway by default", egress({}), pod('gateways', 8443, { app: 'gateway' }), false],
  [
    "the cluster's own gateway that the settings name",
    egress({ extra: [{ namespace: 'gateways', podLabels: { app: 'gateway' }, ports: [8443] }] }),
    pod('gateways', 8443, { app: 'gateway' }),
    true,
  ],
  [
    'other pods beside that gateway',
    egress({ extra: [{ namespace: 'gateways', podLabels: { app: 'gateway' }, ports: [8443] }] }),
    pod('gateways', 8443),
    false,
  ],
  ['pods of its namespace by labels alone', egress({ extra: [{ podLabels: { app: 'any' } }] }), pod('tools', 1), true],
  ['such pods elsewhere', egress({ extra: [{ podLabels: { app: 'any' } }] }), pod('other', 1), false],
  [
    'a private issuer that the settings open within what they deny',
    egress({ mode: 'list', extra: [{ cidr: '10.20.0.0/16', ports: [443] }] }, PRIVATE),
    outside('10.20.0.5', 443),
    true,
  ],
  [
    'its neighbours',
    egress({ mode: 'list', extra: [{ cidr: '10.20.0.0/16', ports: [443] }] }, PRIVATE),
    outside('10.21.0.5', 443),
    false,
  ],
  [
    'what is closed by a narrower block than the opened one',
    egress({ extra: [{ cidr: '10.0.9.0/24' }] }, PRIVATE),
    outside('10.0.9.9', 80),
    false,
  ],
  [
    'metadata, however narrowly it is opened within what is denied',
    egress({ extra: [{ cidr: '169.254.170.2/32' }] }, PRIVATE),
    outside('169.254.170.2', 80),
    false,
  ],
  [
    'what a namespace has closed for itself',
    egress(
      { extra: [{ cidr: '10.20.0.0/16' }] },
      { network: { except: ['10.0.0.0/8'], exceptOfNamespace: ['10.0.0.0/8'] } },
    ),
    outside('10.20.0.5', 443),
    false,
  ],
  [
    'metadata over HTTPS as its issuer, where it is denied',
    { ...inlineIssuer('https://169.254.169.254'), settings: METADATA_CLOSED },
    outside('169.254.169.254', 443),
    false,
  ],
  [
    'metadata at a port of the API server, where it is denied',
    { ...STDIO, settings: METADATA_CLOSED },
    outside('169.254.169.254', 443),
    false,
  ],
];

for (const [what, given, place, expected] of CASES) {
  test(`N-proxy: ${expected ? 'reaches' : 'does not reach'} ${what}`, () => {
    assert.equal(reaches(given, place), expected);
  });
}

/** Whether a pod of another namespace calls the proxy on a port. */
function isCalled(given: Given, port: number): boolean {
  const policies = builtChildren(given).filter(({ kind }: Loose) => kind === 'NetworkPolicy');
  const to = { namespace: 'tools', labels: proxyLabels(compiledOf(given).server), ip: '10.244.1.2' };
  return isConnectionAllowed(policies, { from: { namespace: 'monitoring', labels: {} }, to, port });
}

test('N-proxy: the second port for metrics is open where metrics are served', () => {
  const telemetry = { prometheus: { enabled: true } };
  assert.equal(isCalled({ spec: { telemetry } }, 9464), true);
  assert.equal(isCalled({ spec: { telemetry } }, 8080), true);
  assert.equal(isCalled(PLAIN, 9464), false);
  const closed = { spec: { telemetry }, settings: settingsWith({}, { proxyIngress: 'namespace' }) };
  assert.equal(isCalled(closed, 9464), false);
});
