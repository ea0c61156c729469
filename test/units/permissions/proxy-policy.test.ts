// Unit: from the configuration of a proxy to its policy.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostPlace } from '../../../functions/children/permissions/host-place.ts';
import { childOf, type Given, type Loose } from '../children/build.ts';
import { API_SERVER, DENIED_RANGES, DNS, HTTPS, settingsWith } from './policy-parts.ts';

function policySpec(given: Given): Loose {
  return childOf(given, 'NetworkPolicy', 'demo-proxy').spec;
}

const BACKEND_RULE = {
  to: [
    {
      podSelector: { matchLabels: { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' } },
    },
  ],
  ports: [{ port: 8080, protocol: 'TCP' }],
};

function podsOf(namespace: string): Loose {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}

function redisAt(address: string): { readonly spec: Loose } {
  return { spec: { sessionStorage: { provider: 'redis', address } } };
}

function issuer(url: string): Loose {
  return { oidcConfig: { type: 'inline', inline: { issuer: url, audience: 'mcp' } } };
}

/** What the proxy may reach, by what its server asks for. */
const PROXY_EGRESS: readonly (readonly [string, Given, readonly Loose[]])[] = [
  ['the backend and DNS', {}, [BACKEND_RULE, DNS]],
  ['the API server for stdio', { spec: { transport: 'stdio' } }, [DNS, { ports: API_SERVER }]],
  [
    'Redis in the cluster: its pods by namespace on any port, for a policy judges the port behind the Service',
    redisAt('redis.cache.svc:6380'),
    [BACKEND_RULE, DNS, { to: [podsOf('cache')] }],
  ],
  [
    'Redis by a name that may also be one of the internet',
    redisAt('redis.cache:6380'),
    [BACKEND_RULE, DNS, { ports: [{ port: 6380, protocol: 'TCP' }] }, { to: [podsOf('cache')] }],
  ],
  ['Redis of its own namespace', redisAt('redis:6380'), [BACKEND_RULE, DNS, { to: [{ podSelector: {} }] }]],
  [
    'beside denied ranges: what is outside by its port without the excluded addresses, what is inside by namespace',
    {
      ...redisAt('redis.cache.svc.cluster.local:6380'),
      settings: settingsWith({ network: { except: ['10.0.0.0/8', '::/0'] } }),
      spec: {
        ...redisAt('redis.cache.svc.cluster.local:6380').spec,
        ...issuer('https://login.example.com:8443'),
      },
    },
    [
      BACKEND_RULE,
      DNS,
      {
        to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
        ports: [...HTTPS, { port: 8443, protocol: 'TCP' }],
      },
      { to: [podsOf('cache')] },
    ],
  ],
  [
    'with every address closed nothing outside',
    {
      spec: issuer('https://login.example.com'),
      settings: settingsWith({ network: { except: ['0.0.0.0/0', '::/0'] } }),
    },
    [BACKEND_RULE, DNS],
  ],
  [
    'the API server for the tokens of the cluster, before and behind its Service',
    { spec: { oidcConfig: { type: 'kubernetes', kubernetes: { audience: 'mcp' } } } },
    [BACKEND_RULE, DNS, { ports: API_SERVER }],
  ],
  [
    'the API server where the settings know it',
    { spec: { transport: 'stdio' }, settings: settingsWith(DENIED_RANGES, { apiServerCIDRs: ['10.0.0.5/32'] }) },
    [DNS, { to: [{ ipBlock: { cidr: '10.0.0.5/32' } }], ports: API_SERVER }],
  ],
  [
    'the API server where private addresses are denied, but not where none can be',
    {
      spec: { transport: 'stdio' },
      settings: settingsWith({ network: { except: ['10.0.0.0/8', '169.254.0.0/16', '168.63.129.16/32'] } }),
    },
    [
      DNS,
      {
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: ['168.63.129.16/32', '169.254.0.0/16'] } },
          {
            ipBlock: {
              cidr: '::/0',
              except: [
                '::/64',
                '64:ff9b::a83f:8110/128',
                '64:ff9b::a9fe:0/112',
                '64:ff9b:1::/48',
                '2001::/32',
                '2002:a83f:8110::/48',
                '2002:a9fe::/32',
              ],
            },
          },
        ],
        ports: API_SERVER,
      },
    ],
  ],
  [
    'the issuer of OIDC, but not what its resource and audience are named',
    {
      spec: {
        oidcConfig: {
          type: 'inline',
          inline: { issuer: 'https://login.example.com', audience: 'http://api:9001', resourceUrl: 'http://mcp:9002' },
        },
      },
    },
    [BACKEND_RULE, DNS, { ports: HTTPS }],
  ],
  [
    'what a variable points to',
    {
      spec: {
        resourceOverrides: {
          proxyDeployment: {
            env: [
              { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://otel.monitoring:4318/v1' },
              { name: 'HTTPS_PROXY', value: 'http://user:word@proxy' },
              { name: 'https_proxy', value: 'proxy.corp.example:3128' },
              { name: 'SENTRY_DSN', value: 'https://key@sentry.example.com/1' },
              { name: 'LEVEL', value: 'debug' },
              { name: 'X', value: 'a.example.com:81' },
              { name: 'NO_PROXY', value: 'a.example.com:82' },
            ],
          },
        },
      },
    },
    [
      BACKEND_RULE,
      DNS,
      {
        ports: [...HTTPS, { port: 3128, protocol: 'TCP' }, { port: 4318, protocol: 'TCP' }],
      },
      { to: [podsOf('monitoring'), { podSelector: {} }] },
    ],
  ],
];

for (const [what, given, egress] of PROXY_EGRESS) {
  test(`buildProxyNetworkPolicy: reaches ${what}`, () => {
    assert.deepEqual(policySpec(given).egress, egress);
  });
}

test('buildProxyNetworkPolicy: anybody calls the proxy, or the namespace alone', () => {
  assert.deepEqual(policySpec({ spec: { proxyPort: 9000 } }).ingress, [{ ports: [{ port: 9000, protocol: 'TCP' }] }]);
  const settings = settingsWith({}, { proxyIngress: 'namespace' });
  assert.deepEqual(policySpec({ settings }).ingress, [
    { from: [{ podSelector: {} }], ports: [{ port: 8080, protocol: 'TCP' }] },
  ]);
});

/** Host, and where it leads as seen from namespace `tools`: its namespace, the API server, outside. */
const PLACES: readonly (readonly [string, string])[] = [
  ['redis', 'tools'],
  ['REDIS.Cache.SVC.', 'cache'],
  ['redis.cache.svc', 'cache'],
  ['redis.cache.svc.cluster.local', 'cache'],
  ['redis-0.redis.cache.svc.cluster.local', 'cache'],
  ['redis.cache.svc.corp.example', 'cache outside'],
  ['redis.cache', 'cache outside'],
  ['github.com', 'outside'],
  ['login.example.com', 'outside'],
  ['svc.example.com', 'outside'],
  ['a.svc.example.com', 'outside'],
  ['redis.-.svc', 'outside'],
  ['$(host).svc.x', 'outside'],
  ['10.0.0.1', 'outside'],
  ['[2001:db8::1]', 'outside'],
  ['169.254.169.254', 'outside'],
  ['localhost', ''],
  ['a.localhost', ''],
  ['127.0.0.1', ''],
  ['[::1]', ''],
  ['[::ffff:127.0.0.1]', ''],
  ['kubernetes.default', 'API server'],
  ['kubernetes.default.svc', 'API server'],
  ['kubernetes.default.svc.cluster.local', 'API server'],
  ['kubernetes', 'tools'],
  ['kubernetes.tools.svc', 'tools'],
];

for (const [host, expected] of PLACES) {
  test(`hostPlace: ${JSON.stringify(host)} leads to ${expected === '' ? 'the pod itself' : expected}`, () => {
    const { namespace, isApiServer, isOutside } = hostPlace(host, 'tools');
    const found = [namespace, isApiServer ? 'API server' : undefined, isOutside ? 'outside' : undefined];
    assert.equal(found.filter((part) => part !== undefined).join(' '), expected);
  });
}
