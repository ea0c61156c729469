// Unit: what the policies let through in a service mesh, by the evaluator of NetworkPolicies: its own ports, its control plane and
// probes, and nothing more of a profile.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backendLabels, proxyLabels } from '../../../functions/compile/labels.ts';
import type { Settings } from '../../../functions/decode/settings.ts';
import { type ConnectionEnd, isConnectionAllowed } from '../../../functions/kube/network-policy-evaluator.ts';
import { builtChildren, compiledOf, type Given, type Loose } from '../children/build.ts';
import { settingsWith } from './policy-parts.ts';

type Mesh = Settings['networkPolicy']['mesh'];

const PROFILE = { type: 'inline', inline: { network: { outbound: { allow_port: [443] } } } };
const NONE = { type: 'builtin', name: 'none' };
const BLOCK = { type: 'inline', inline: { network: { outbound: { allow_host: ['198.51.100.0/24'] } } } };

function server(mesh: Mesh, permissionProfile: Loose = PROFILE, policy: Loose = {}): Given {
  return { spec: { permissionProfile }, settings: settingsWith({}, { mesh, ...policy }) };
}

function ends(given: Given): Readonly<Record<string, ConnectionEnd>> {
  const { server: decoded } = compiledOf(given);
  return {
    backend: { namespace: 'tools', labels: backendLabels(decoded), ip: '10.244.1.1' },
    proxy: { namespace: 'tools', labels: proxyLabels(decoded), ip: '10.244.1.2' },
    neighbour: { namespace: 'tools', labels: { app: 'any' }, ip: '10.244.1.3' },
    istiod: { namespace: 'istio-system', labels: { app: 'istiod' }, ip: '10.244.2.1' },
    gateway: { namespace: 'istio-system', labels: { app: 'gateway' }, ip: '10.244.2.2' },
    linkerd: { namespace: 'linkerd', labels: { app: 'any' }, ip: '10.244.2.3' },
    probe: { ip: '169.254.7.127' },
    stranger: { ip: '203.0.113.7' },
  };
}

/** `from -> to:port` */
function isOpen(given: Given, connection: string): boolean {
  const [from = '', to = '', port] = connection.split(/ -> |:/);
  const places = ends(given);
  return isConnectionAllowed(
    builtChildren(given).filter(({ kind }: Loose) => kind === 'NetworkPolicy'),
    { from: places[from] as ConnectionEnd, to: places[to] as ConnectionEnd, port: Number(port) },
  );
}

/** What a mesh opens, and what stays closed beside it. */
const OPENED: Readonly<Record<Mesh, { readonly open: readonly string[]; readonly closed: readonly string[] }>> = {
  none: {
    open: ['proxy -> backend:8080'],
    closed: [
      'proxy -> backend:15008',
      'proxy -> backend:4143',
      'backend -> istiod:15012',
      'proxy -> istiod:15012',
      'proxy -> linkerd:8080',
      'neighbour -> proxy:15008',
    ],
  },
  istio: {
    open: ['proxy -> istiod:15012', 'backend -> istiod:15012', 'proxy -> backend:8080', 'proxy -> backend:15008'],
    closed: ['proxy -> istiod:15017', 'proxy -> gateway:15012', 'neighbour -> backend:15008', 'proxy -> linkerd:8086'],
  },
  'istio-ambient': {
    open: ['proxy -> backend:15008', 'neighbour -> proxy:15008', 'probe -> proxy:8080', 'probe -> backend:8080'],
    closed: [
      'neighbour -> backend:15008',
      'probe -> backend:15008',
      'stranger -> backend:8080',
      'proxy -> istiod:15012',
    ],
  },
  linkerd: {
    open: ['proxy -> linkerd:8080', 'backend -> linkerd:8086', 'proxy -> linkerd:8090', 'proxy -> backend:4143'],
    closed: ['neighbour -> backend:4143', 'proxy -> linkerd:9990', 'proxy -> istiod:15012'],
  },
  cilium: { open: ['proxy -> backend:8080'], closed: ['proxy -> backend:15008', 'proxy -> backend:4143'] },
};

for (const [mesh, { open, closed }] of Object.entries(OPENED)) {
  test(`mesh ${mesh}: its own ways are open, and no others`, () => {
    const given = server(mesh as Mesh);
    for (const connection of open) assert.equal(isOpen(given, connection), true, connection);
    for (const connection of closed) assert.equal(isOpen(given, connection), false, connection);
  });
}

test('mesh: probes and tunnels pass a proxy that only its namespace may call, and strangers do not', () => {
  const given = server('istio-ambient', PROFILE, { proxyIngress: 'namespace' });
  assert.equal(isOpen(given, 'probe -> proxy:8080'), true);
  assert.equal(isOpen(given, 'neighbour -> proxy:15008'), true);
  assert.equal(isOpen(given, 'stranger -> proxy:15008'), false);
  assert.equal(isOpen(given, 'stranger -> proxy:8080'), false);
});

test('mesh: a profile that allows no look-ups opens nothing to a sidecar either', () => {
  for (const mesh of ['istio', 'linkerd'] as const) {
    const policy = builtChildren(server(mesh, NONE)).find(({ metadata }) => metadata.name === 'demo-mcp');
    assert.equal(policy.spec.egress, undefined);
    assert.equal(isOpen(server(mesh, BLOCK), 'backend -> istiod:15012'), false);
    assert.equal(isOpen(server(mesh, BLOCK), 'backend -> linkerd:8080'), false);
  }
});

test('mesh: the backend of stdio lets nobody in', () => {
  const given = { ...server('istio-ambient'), spec: { transport: 'stdio' } };
  for (const from of ['proxy', 'probe', 'neighbour'])
    assert.equal(isOpen(given, `${from} -> backend:15008`) || isOpen(given, `${from} -> backend:8080`), false);
});
