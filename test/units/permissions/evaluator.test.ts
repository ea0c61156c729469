// Unit: the evaluator of NetworkPolicies, on the rules and examples of the Kubernetes documentation on network policies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPolicySpec } from 'kubernetes-types/networking/v1.d.ts';
import {
  type Connection,
  type ConnectionEnd,
  isConnectionAllowed,
  type PodEnd,
} from '../../../functions/kube/network-policy-evaluator.ts';

const DB: PodEnd = {
  namespace: 'default',
  labels: { role: 'db' },
  ip: '10.244.0.5',
  ports: [{ name: 'sql', port: 6379 }],
};
const FRONTEND: PodEnd = { namespace: 'default', labels: { role: 'frontend' }, ip: '10.244.0.6' };
const OTHER: PodEnd = { namespace: 'default', labels: { role: 'batch' }, ip: '10.244.0.7' };
const PROJECT: PodEnd = {
  namespace: 'app',
  namespaceLabels: { project: 'myproject' },
  labels: { role: 'client' },
  ip: '10.244.1.5',
};
const STRANGER: PodEnd = { namespace: 'elsewhere', labels: { role: 'client' }, ip: '10.244.2.5' };

function ask(specs: readonly NetworkPolicySpec[], connection: Connection): boolean {
  return isConnectionAllowed(
    specs.map((spec) => ({ metadata: { namespace: 'default' }, spec })),
    connection,
  );
}

/** The example with which the documentation begins, its addresses included. */
const DOCUMENTED: NetworkPolicySpec = {
  podSelector: { matchLabels: { role: 'db' } },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [
    {
      from: [
        { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
        { namespaceSelector: { matchLabels: { project: 'myproject' } } },
        { podSelector: { matchLabels: { role: 'frontend' } } },
      ],
      ports: [{ protocol: 'TCP', port: 6379 }],
    },
  ],
  egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ protocol: 'TCP', port: 5978 }] }],
};

const DOCUMENTED_CASES: readonly (readonly [string, ConnectionEnd, ConnectionEnd, number, boolean])[] = [
  ['pods with the label in the same namespace come in', FRONTEND, DB, 6379, true],
  ['other pods of the namespace do not', OTHER, DB, 6379, false],
  ['every pod of a namespace with the label comes in', PROJECT, DB, 6379, true],
  [
    'pods of other namespaces do not, whatever their labels',
    { ...STRANGER, labels: { role: 'frontend' } },
    DB,
    6379,
    false,
  ],
  ['addresses of the block come in', { ip: '172.17.0.9' }, DB, 6379, true],
  ['addresses of its exception do not', { ip: '172.17.1.9' }, DB, 6379, false],
  ['addresses beside the block do not', { ip: '172.18.0.9' }, DB, 6379, false],
  ['another port is closed', FRONTEND, DB, 6380, false],
  ['egress to the block and port is open', DB, { ip: '10.0.0.77' }, 5978, true],
  ['egress to another port is closed', DB, { ip: '10.0.0.77' }, 5979, false],
  ['egress to another address is closed', DB, { ip: '10.0.1.77' }, 5978, false],
  ['pods that are not selected are open', FRONTEND, OTHER, 22, true],
];

for (const [what, from, to, port, expected] of DOCUMENTED_CASES) {
  test(`isConnectionAllowed: documented example: ${what}`, () => {
    assert.equal(ask([DOCUMENTED], { from, to, port }), expected);
  });
}

const ALL = { podSelector: {} };
const TO_DB = { from: FRONTEND, to: DB, port: 6379 };
const TO_INTERNET = { from: FRONTEND, to: { ip: '198.51.100.1' }, port: 443 };

/** The examples of the documentation for a range of ports and for namespaces by label. */
const RANGE: NetworkPolicySpec = {
  podSelector: { matchLabels: { role: 'db' } },
  policyTypes: ['Egress'],
  egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ protocol: 'TCP', port: 32_000, endPort: 32_768 }] }],
};
const BY_LABEL: NetworkPolicySpec = {
  podSelector: { matchLabels: { role: 'frontend' } },
  policyTypes: ['Egress'],
  egress: [
    {
      to: [
        {
          namespaceSelector: { matchExpressions: [{ key: 'project', operator: 'In', values: ['myproject', 'other'] }] },
        },
      ],
    },
  ],
};

const CASES: readonly (readonly [string, readonly NetworkPolicySpec[], Connection, boolean])[] = [
  ['no policy allows everything', [], TO_DB, true],
  ['default deny ingress closes ingress', [{ ...ALL, policyTypes: ['Ingress'] }], TO_DB, false],
  ['default deny ingress leaves egress open', [{ ...ALL, policyTypes: ['Ingress'] }], TO_INTERNET, true],
  ['allow all ingress opens it', [{ ...ALL, ingress: [{}], policyTypes: ['Ingress'] }], TO_DB, true],
  ['default deny egress closes egress', [{ ...ALL, policyTypes: ['Egress'] }], TO_INTERNET, false],
  ['allow all egress opens it', [{ ...ALL, egress: [{}], policyTypes: ['Egress'] }], TO_INTERNET, true],
  ['default deny all closes both', [{ ...ALL, policyTypes: ['Ingress', 'Egress'] }], TO_DB, false],
  ['an empty list of rules closes', [{ ...ALL, policyTypes: ['Egress'], egress: [] }], TO_INTERNET, false],
  [
    'policies add up, they never take away',
    [
      { ...ALL, policyTypes: ['Ingress'] },
      { ...ALL, ingress: [{}] },
    ],
    TO_DB,
    true,
  ],
  ['without policyTypes ingress is meant', [ALL], TO_DB, false],
  ['without policyTypes and egress rules egress is open', [ALL], TO_INTERNET, true],
  [
    'without policyTypes egress rules mean egress too',
    [{ ...ALL, egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] }],
    TO_INTERNET,
    false,
  ],
  [
    'both ends have to agree',
    [
      { ...ALL, egress: [{}], policyTypes: ['Egress'] },
      { podSelector: dbSelector(), policyTypes: ['Ingress'] },
    ],
    TO_DB,
    false,
  ],
  [
    'a pod always reaches itself',
    [{ ...ALL, policyTypes: ['Ingress', 'Egress'] }],
    { from: DB, to: DB, port: 1 },
    true,
  ],
  [
    'an empty list of peers means everybody',
    [{ ...ALL, ingress: [{ from: [], ports: [{ port: 6379 }] }] }],
    TO_DB,
    true,
  ],
  ['a port without protocol is TCP', [{ ...ALL, ingress: [{ ports: [{ port: 6379 }] }] }], TO_DB, true],
  [
    'a port of another protocol does not fit',
    [{ ...ALL, ingress: [{ ports: [{ port: 6379 }] }] }],
    { ...TO_DB, protocol: 'UDP' },
    false,
  ],
  ['a protocol alone means all its ports', [{ ...ALL, ingress: [{ ports: [{ protocol: 'TCP' }] }] }], TO_DB, true],
  [
    'a range of ports includes its end',
    [{ ...ALL, ingress: [{ ports: [{ port: 6000, endPort: 6379 }] }] }],
    TO_DB,
    true,
  ],
  [
    'a range of ports ends at its end',
    [{ ...ALL, ingress: [{ ports: [{ port: 6000, endPort: 6378 }] }] }],
    TO_DB,
    false,
  ],
  ['a named port is that of the destination', [{ ...ALL, ingress: [{ ports: [{ port: 'sql' }] }] }], TO_DB, true],
  [
    'a named port counts for egress as well',
    [
      {
        podSelector: { matchLabels: { role: 'frontend' } },
        policyTypes: ['Egress'],
        egress: [{ ports: [{ port: 'sql' }] }],
      },
    ],
    TO_DB,
    true,
  ],
  [
    'a named port fits no address outside',
    [{ ...ALL, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'sql' }] }] }],
    { ...TO_INTERNET, port: 6379 },
    false,
  ],
  [
    'the two selectors of one peer have to fit together',
    [
      {
        ...ALL,
        ingress: [{ from: [{ namespaceSelector: projectSelector(), podSelector: { matchLabels: { role: 'x' } } }] }],
      },
    ],
    { from: PROJECT, to: DB, port: 1 },
    false,
  ],
  [
    'the two selectors in two peers are alternatives',
    [
      {
        ...ALL,
        ingress: [
          { from: [{ namespaceSelector: projectSelector() }, { podSelector: { matchLabels: { role: 'x' } } }] },
        ],
      },
    ],
    { from: PROJECT, to: DB, port: 1 },
    true,
  ],
  [
    'an empty namespace selector means every namespace',
    [{ ...ALL, ingress: [{ from: [{ namespaceSelector: {} }] }] }],
    { from: STRANGER, to: DB, port: 1 },
    true,
  ],
  [
    'a namespace is found by its name',
    [
      {
        ...ALL,
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'elsewhere' } } }] }],
      },
    ],
    { from: STRANGER, to: DB, port: 1 },
    true,
  ],
  [
    'selectors match nothing outside the cluster',
    [{ ...ALL, policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: {} }] }] }],
    TO_INTERNET,
    false,
  ],
  [
    'a block of one family holds no address of the other',
    [{ ...ALL, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }],
    { ...TO_INTERNET, to: { ip: '2001:db8::1' } },
    false,
  ],
  [
    'a block of IPv6 holds its addresses, however they are written',
    [{ ...ALL, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '2001:db8::/32' } }] }] }],
    { ...TO_INTERNET, to: { ip: '2001:0DB8:0000::0001' } },
    true,
  ],
  [
    'documented: a range of ports of one protocol to a block',
    [RANGE],
    { from: DB, to: { ip: '10.0.0.9' }, port: 32_000 },
    true,
  ],
  ['documented: the range ends with its last port', [RANGE], { from: DB, to: { ip: '10.0.0.9' }, port: 32_769 }, false],
  ['documented: namespaces by several values of a label', [BY_LABEL], { from: FRONTEND, to: PROJECT, port: 1 }, true],
  [
    'documented: a namespace with another value is not among them',
    [BY_LABEL],
    { from: FRONTEND, to: STRANGER, port: 1 },
    false,
  ],
  [
    'documented: a pod of a namespace, both by label, in one peer',
    [
      {
        ...ALL,
        ingress: [
          { from: [{ namespaceSelector: projectSelector(), podSelector: { matchLabels: { role: 'client' } } }] },
        ],
      },
    ],
    { from: PROJECT, to: DB, port: 1 },
    true,
  ],
  [
    'documented: SCTP is a protocol of its own',
    [{ ...ALL, ingress: [{ ports: [{ protocol: 'SCTP', port: 7777 }] }] }],
    { from: FRONTEND, to: DB, port: 7777, protocol: 'SCTP' },
    true,
  ],
  [
    'documented: SCTP is not TCP',
    [{ ...ALL, ingress: [{ ports: [{ protocol: 'SCTP', port: 7777 }] }] }],
    { from: FRONTEND, to: DB, port: 7777 },
    false,
  ],
  [
    'documented: deny all for a direction does not hinder the other direction of the same pod',
    [{ ...ALL, policyTypes: ['Egress'], egress: [] }],
    { from: { ip: '203.0.113.7' }, to: DB, port: 6379 },
    true,
  ],
  [
    'documented: an exception is not reopened by its own block, but by another rule it is',
    [
      {
        ...ALL,
        policyTypes: ['Egress'],
        egress: [
          { to: [{ ipBlock: { cidr: '198.51.0.0/16', except: ['198.51.100.0/24'] } }] },
          { to: [{ ipBlock: { cidr: '198.51.100.0/28' } }] },
        ],
      },
    ],
    TO_INTERNET,
    true,
  ],
  [
    'expressions: In, NotIn, Exists and DoesNotExist',
    [
      {
        podSelector: {
          matchExpressions: [
            { key: 'role', operator: 'In', values: ['db', 'x'] },
            { key: 'role', operator: 'NotIn', values: ['y'] },
            { key: 'role', operator: 'Exists' },
            { key: 'tier', operator: 'DoesNotExist' },
          ],
        },
        policyTypes: ['Ingress'],
      },
    ],
    TO_DB,
    false,
  ],
];

/** One row for each operator: the expression, and whether a pod with role=db and no tier fits it. */
const EXPRESSIONS: readonly (readonly [string, readonly string[] | undefined, string, boolean])[] = [
  ['In', ['db', 'x'], 'role', true],
  ['In', ['x'], 'role', false],
  ['In', ['db'], 'tier', false],
  ['NotIn', ['x'], 'role', true],
  ['NotIn', ['db'], 'role', false],
  ['NotIn', ['db'], 'tier', true],
  ['Exists', undefined, 'role', true],
  ['Exists', undefined, 'tier', false],
  ['DoesNotExist', undefined, 'tier', true],
  ['DoesNotExist', undefined, 'role', false],
];

for (const [operator, values, key, fits] of EXPRESSIONS) {
  test(`isConnectionAllowed: ${key} ${operator} ${values?.join() ?? ''} ${fits ? 'selects' : 'does not select'} the pod`, () => {
    const term = { key, operator, ...(values && { values: [...values] }) };
    const closed: NetworkPolicySpec = { podSelector: { matchExpressions: [term] }, policyTypes: ['Ingress'] };
    assert.equal(ask([closed], TO_DB), !fits);
  });
}

function dbSelector() {
  return { matchLabels: { role: 'db' } };
}

function projectSelector() {
  return { matchLabels: { project: 'myproject' } };
}

for (const [what, specs, connection, expected] of CASES) {
  test(`isConnectionAllowed: ${what}`, () => {
    assert.equal(ask(specs, connection), expected);
  });
}

test('isConnectionAllowed: a policy of another namespace selects nothing here', () => {
  const policy = {
    metadata: { namespace: 'elsewhere' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
  assert.equal(isConnectionAllowed([policy], TO_DB), true);
});

test('evaluator: an IPv4-mapped address is sent as the IPv4 address, so its blocks judge it', () => {
  const spec: NetworkPolicySpec = {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } }] }],
  };
  const reaches = (ip: string): boolean => ask([spec], { from: FRONTEND, to: { ip }, port: 80 });
  for (const ip of ['192.0.2.1', '::ffff:192.0.2.1', '::ffff:c000:201', '0:0:0:0:0:FFFF:C000:0201'])
    assert.equal(reaches(ip), true, ip);
  for (const ip of ['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '::c000:201', '::fffe:c000:201', '::ffff:0:c000:201'])
    assert.equal(reaches(ip), false, ip);
});
