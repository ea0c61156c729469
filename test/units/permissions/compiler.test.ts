// Unit: from a permission profile to the policies of a server.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../../../functions/decode/settings.ts';
import { type Given, builtChildren, type Loose } from '../children/build.ts';
import { DENIED_RANGES, DNS, HTTPS, RESOLVERS, settingsWith } from './policy-parts.ts';

function inline(outbound: Loose): Loose {
  return { permissionProfile: { type: 'inline', inline: { network: { outbound } } } };
}

function builtIn(name: string): Loose {
  return { permissionProfile: { type: 'builtin', name } };
}

function policyOf(given: Given, name = 'demo-mcp', kind = 'NetworkPolicy'): Loose {
  return builtChildren(given).find((child) => child.kind === kind && child.metadata.name === name);
}

/** What each profile opens: the egress rules of `N-mcp`; undefined is the absence of the member. */
const EGRESS: readonly (readonly [string, Loose, Partial<Settings>, Loose])[] = [
  ['none opens nothing, DNS included', builtIn('none'), {}, undefined],
  ['stdio is an old name of none', builtIn('stdio'), {}, undefined],
  ['network opens everything', builtIn('network'), {}, [{}]],
  ['a server without profile has that of the settings', {}, settingsWith({ default: 'none' }), undefined],
  [
    'network keeps out what the settings except, in both families, and may look names up',
    builtIn('network'),
    settingsWith(DENIED_RANGES),
    [
      {
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16'] } },
          {
            ipBlock: {
              cidr: '::/0',
              except: [
                '::/64',
                '64:ff9b::a00:0/104',
                '64:ff9b::a9fe:0/112',
                '64:ff9b:1::/48',
                '2001::/32',
                '2002:a00::/24',
                '2002:a9fe::/32',
                'fd00::/8',
              ],
            },
          },
        ],
      },
      DNS,
    ],
  ],
  [
    'a family that is closed as a whole is left out',
    builtIn('network'),
    settingsWith({ network: { except: ['::/0'] } }),
    [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }, DNS],
  ],
  [
    'with everything closed only look-ups stay',
    builtIn('network'),
    settingsWith({ network: { except: ['::/0', '0.0.0.0/0'] } }),
    [DNS],
  ],
  ['an empty profile opens nothing', inline({}), {}, undefined],
  ['insecure_allow_all opens everything', inline({ insecure_allow_all: true }), {}, [{}]],
  [
    'insecure_allow_all does not reach behind the settings',
    inline({ insecure_allow_all: true }),
    settingsWith({ network: { except: ['10.0.0.0/8'] } }),
    [
      {
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } },
          {
            ipBlock: {
              cidr: '::/0',
              except: ['::/64', '64:ff9b::a00:0/104', '64:ff9b:1::/48', '2001::/32', '2002:a00::/24'],
            },
          },
        ],
      },
      DNS,
    ],
  ],
  [
    'an IPv6 spelling of an address that the settings except stays closed',
    inline({ allow_host: ['2002:a9fe:a9fe::/48', '64:ff9b::a9fe:a9fe', '2001::1', '2001:db8::1'] }),
    settingsWith(DENIED_RANGES),
    [{ to: [{ ipBlock: { cidr: '2001:db8::1/128' } }] }],
  ],
  ['ports alone open these ports everywhere', inline({ allow_port: [443] }), {}, [{ ports: HTTPS }, DNS]],
  [
    'ports are sorted and occur once',
    inline({ allow_host: ['192.0.2.1'], allow_port: [8443, 443, 8443] }),
    {},
    [{ to: [{ ipBlock: { cidr: '192.0.2.1/32' } }], ports: [...HTTPS, { port: 8443, protocol: 'TCP' }] }],
  ],
  [
    'addresses and blocks need no look-up, in both families',
    inline({ allow_host: ['2001:DB8::1', '192.0.2.77/24'] }),
    {},
    [{ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }, { ipBlock: { cidr: '2001:db8::1/128' } }] }],
  ],
  [
    'an address inside another block is not repeated',
    inline({ allow_host: ['192.0.2.5', '192.0.2.0/24'] }),
    {},
    [{ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] }],
  ],
  [
    'an address that the settings except stays closed',
    inline({ allow_host: ['10.1.2.3', '192.0.2.1'] }),
    settingsWith(DENIED_RANGES),
    [{ to: [{ ipBlock: { cidr: '192.0.2.1/32' } }] }],
  ],
  [
    'a block around an exception has a hole',
    inline({ allow_host: ['8.0.0.0/5'] }),
    settingsWith(DENIED_RANGES),
    [{ to: [{ ipBlock: { cidr: '8.0.0.0/5', except: ['10.0.0.0/8'] } }] }],
  ],
  ['host names stay closed without an engine', inline({ allow_host: ['api.example.com'] }), {}, undefined],
  [
    'host names with ports do not become ports of every host',
    inline({ allow_host: ['api.example.com'], allow_port: [443] }),
    {},
    undefined,
  ],
  [
    'with gke host names may be looked up',
    inline({ allow_host: ['api.example.com'] }),
    settingsWith({ hostRules: 'gke' }),
    [DNS],
  ],
  [
    'with cilium look-ups are left to its own policy',
    inline({ allow_host: ['api.example.com'] }),
    settingsWith({ hostRules: 'cilium' }),
    undefined,
  ],
  [
    'mode none is no network',
    {
      permissionProfile: {
        type: 'inline',
        inline: { network: { mode: 'none', outbound: { insecure_allow_all: true } } },
      },
    },
    {},
    undefined,
  ],
  [
    'resolvers of the settings are in the place of those on a node',
    inline({ allow_port: [443] }),
    settingsWith({}, { dnsServers: ['10.0.0.53/32'] }),
    [{ ports: HTTPS }, { ...DNS, to: [...RESOLVERS, { ipBlock: { cidr: '10.0.0.53/32' } }] }],
  ],
];

for (const [what, spec, settings, egress] of EGRESS) {
  test(`buildBackendNetworkPolicy: ${what}`, () => {
    const { spec: policy } = policyOf({ spec, settings });
    assert.deepEqual(policy.egress, egress);
    assert.deepEqual(policy.policyTypes, ['Ingress', 'Egress']);
    assert.equal('egress' in policy, egress !== undefined);
  });
}

const PROXY = {
  podSelector: {
    matchLabels: {
      app: 'mcpserver',
      'app.kubernetes.io/name': 'mcpserver',
      'app.kubernetes.io/instance': 'demo',
      toolhive: 'true',
      'toolhive-name': 'demo',
    },
  },
};

test('buildBackendNetworkPolicy: only the own proxy comes in, and only to the port of the server', () => {
  const { ingress } = policyOf({ spec: { mcpPort: 3000 } }).spec;
  assert.deepEqual(ingress, [{ from: [PROXY], ports: [{ port: 3000, protocol: 'TCP' }] }]);
});

test('buildBackendNetworkPolicy: nobody comes in to a stdio backend', () => {
  const { policyTypes, ...rest } = policyOf({ spec: { transport: 'stdio' } }).spec;
  assert.deepEqual(policyTypes, ['Ingress', 'Egress']);
  assert.equal('ingress' in rest, false);
});

test('buildBackendNetworkPolicy: backendIngress widens the way in to the namespace or to everybody', () => {
  const namespace = policyOf({ settings: settingsWith({}, { backendIngress: 'namespace' }) }).spec;
  assert.deepEqual(namespace.ingress, [{ from: [{ podSelector: {} }] }]);
  const open = policyOf({ settings: settingsWith({}, { backendIngress: 'open' }) }).spec;
  assert.deepEqual(open.policyTypes, ['Egress']);
  assert.equal('ingress' in open, false);
});

test('policies: switched off by the settings there are none', () => {
  const settings = settingsWith({ hostRules: 'cilium' }, { enabled: false });
  const kinds = builtChildren({ spec: inline({ allow_host: ['a.example'] }), settings, observed: [] }).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    kinds.filter((kind) => String(kind).endsWith('NetworkPolicy')),
    [],
  );
  assert.ok(kinds.includes('StatefulSet'));
});

/** What fits the selector of a policy among the pod templates of some servers. */
function selectedBy(policy: Loose, templates: readonly Loose[]): readonly string[] {
  const wanted = Object.entries(policy.spec.podSelector.matchLabels);
  return templates
    .filter(({ spec }) => wanted.every(([key, value]) => spec.template.metadata.labels[key] === value))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

test('policies: each selects exactly the pods of its half of its own server, also for a server called mcpserver', () => {
  const overrides = {
    resourceOverrides: {
      proxyDeployment: { podTemplateMetadataOverrides: { labels: { app: 'demo', 'toolhive-basename': 'demo' } } },
    },
    podTemplateSpec: { metadata: { labels: { 'toolhive-name': 'demo', 'app.kubernetes.io/component': 'proxy' } } },
  };
  const servers = ['demo', 'other', 'mcpserver'].map((name) => builtChildren({ name, spec: overrides, observed: [] }));
  const templates = servers.flat().filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  assert.equal(templates.length, 6);
  for (const children of servers) {
    const [backend, proxy] = children.filter(({ kind }) => kind === 'NetworkPolicy');
    const { name } = children.find(({ kind }) => kind === 'Deployment').metadata;
    assert.deepEqual(selectedBy(backend, templates), [`StatefulSet ${name}`]);
    assert.deepEqual(selectedBy(proxy, templates), [`Deployment ${name}`]);
  }
});

test('buildHostPolicy: cilium looks names up at resolvers that the settings name too, on their ports', () => {
  const named = { namespace: 'dns', podLabels: { app: 'resolver' }, ports: [1053] };
  const settings = settingsWith({ hostRules: 'cilium' }, { resolvers: [named] });
  const spec = inline({ allow_host: ['api.example.com'] });
  const { egress } = policyOf({ spec, settings }, 'demo-mcp', 'CiliumNetworkPolicy').spec;
  assert.deepEqual(egress[1], {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'dns', 'k8s:app': 'resolver' } }],
    toPorts: [
      {
        ports: ['53', '1053'].map((port) => ({ port, protocol: 'ANY' })),
        rules: { dns: [{ matchPattern: '*' }] },
      },
    ],
  });
});

test('buildHostPolicy: cilium opens names and patterns, lets them be looked up, and denies what the settings except', () => {
  const spec = inline({
    allow_host: ['API.example.com', '*.cdn.example.com', '.example.org', '192.0.2.1'],
    allow_port: [443],
  });
  const settings = settingsWith({ hostRules: 'cilium', network: { except: ['169.254.169.254/32'] } });
  const policy = policyOf({ spec, settings }, 'demo-mcp', 'CiliumNetworkPolicy');
  assert.equal(policy.apiVersion, 'cilium.io/v2');
  assert.deepEqual(policy.spec, {
    endpointSelector: {
      matchLabels: { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' },
    },
    egress: [
      {
        toEndpoints: ['kube-dns', 'node-local-dns'].map((app) => ({
          matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': app },
        })),
        toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
      },
      {
        toFQDNs: [
          { matchPattern: '*.cdn.example.com' },
          { matchPattern: '*.example.org' },
          { matchName: 'api.example.com' },
          { matchName: 'example.org' },
        ],
        toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
      },
    ],
    egressDeny: [
      {
        toCIDR: [
          '169.254.169.254/32',
          '::/64',
          '64:ff9b::a9fe:a9fe/128',
          '64:ff9b:1::/48',
          '2001::/32',
          '2002:a9fe:a9fe::/48',
        ],
      },
    ],
  });
});

test('buildHostPolicy: gke opens names and patterns', () => {
  const spec = inline({ allow_host: ['api.example.com', '*.example.org'] });
  const policy = policyOf({ spec, settings: settingsWith({ hostRules: 'gke' }) }, 'demo-mcp', 'FQDNNetworkPolicy');
  assert.deepEqual(policy.spec, {
    podSelector: { matchLabels: { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' } },
    egress: [{ matches: [{ pattern: '*.example.org' }, { name: 'api.example.com' }] }],
  });
});

test('buildHostPolicy: without names in the profile there is none', () => {
  const given = { spec: inline({ allow_host: ['192.0.2.1'] }), settings: settingsWith({ hostRules: 'cilium' }) };
  assert.equal(policyOf(given, 'demo-mcp', 'CiliumNetworkPolicy'), undefined);
});

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'demo-mcp', namespace: 'tools' },
};

const hasBackend = (given: Given): boolean => builtChildren(given).some(({ kind }) => kind === 'StatefulSet');

test('waitsForPolicy: a restricted backend is first created when its policy is there, and never taken away later', () => {
  const spec = builtIn('none');
  assert.equal(hasBackend({ spec, observed: [] }), false);
  assert.equal(hasBackend({ spec, observed: [POLICY] }), true);
  assert.equal(hasBackend({ spec }), true);
  assert.equal(hasBackend({ spec: builtIn('network'), observed: [] }), true);
  assert.equal(hasBackend({ spec, observed: [], settings: settingsWith({}, { enabled: false }) }), true);
});
