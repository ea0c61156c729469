// Cases of what the policies of a server have to let through, judged by the evaluator of NetworkPolicy.

import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import type { PodEnd } from '../../functions/kube/network-policy-evaluator.ts';
import { readObjects } from '../../functions/kube/json-reader.ts';
import { fieldTest } from './cases.ts';
import { childOf, mayConnect, podsOf, SETTINGS, syncCase } from './situation.ts';

const OUTSIDE = { ip: '203.0.113.10' };

function withPolicy(networkPolicy: Partial<Settings['networkPolicy']>): Settings {
  return { ...SETTINGS, networkPolicy: { ...DEFAULT_SETTINGS.networkPolicy, ...networkPolicy } };
}

function podIn(namespace: string, labels: Readonly<Record<string, string>> = {}): PodEnd {
  return { namespace, labels, namespaceLabels: { 'kubernetes.io/metadata.name': namespace }, ip: '10.244.7.7' };
}

fieldTest(
  '08',
  'with the setting the sidecar of either pod reaches its control plane, and nothing else more',
  (field) => {
    const istiod = podIn('istio-system', { app: 'istiod' });
    const plain = syncCase(field);
    const meshed = syncCase(field, { settings: withPolicy({ mesh: 'istio' }) });
    for (const kind of ['Deployment', 'StatefulSet'] as const) {
      const from = podsOf(meshed, kind);
      assert.equal(mayConnect(meshed, { from, to: istiod, port: 15_012 }), true, kind);
    }
    const from = podsOf(meshed, 'Deployment');
    assert.equal(mayConnect(plain, { from, to: istiod, port: 15_012 }), false);
    assert.equal(mayConnect(meshed, { from, to: podIn('elsewhere'), port: 15_012 }), false);
    assert.equal(mayConnect(meshed, { from, to: OUTSIDE, port: 8443 }), false);
  },
);

fieldTest('09', 'with the setting tunnels of an ambient mesh arrive at both pods', (field) => {
  const plain = syncCase(field);
  const meshed = syncCase(field, { settings: withPolicy({ mesh: 'istio-ambient' }) });
  const proxy = podsOf(meshed, 'Deployment');
  const backend = podsOf(meshed, 'StatefulSet');
  const client = podIn('team-b', { app: 'agent' });
  assert.equal(mayConnect(meshed, { from: client, to: proxy, port: 15_008 }), true);
  assert.equal(mayConnect(meshed, { from: proxy, to: backend, port: 15_008 }), true);
  assert.equal(mayConnect(meshed, { from: client, to: backend, port: 15_008 }), false);
  assert.equal(mayConnect(plain, { from: client, to: proxy, port: 15_008 }), false);
});

fieldTest('10', 'resolvers on the node answer out of the box, on port 53 alone', (field) => {
  const answer = syncCase(field);
  for (const kind of ['Deployment', 'StatefulSet'] as const) {
    const from = podsOf(answer, kind);
    for (const ip of ['169.254.20.10', '169.254.169.254']) {
      assert.equal(mayConnect(answer, { from, to: { ip }, port: 53, protocol: 'UDP' }), true, `${kind} ${ip} UDP`);
      assert.equal(mayConnect(answer, { from, to: { ip }, port: 53 }), true, `${kind} ${ip} TCP`);
    }
  }
  const from = podsOf(answer, 'Deployment');
  assert.equal(mayConnect(answer, { from, to: { ip: '169.254.169.254' }, port: 80 }), false);
});

fieldTest('12', 'an issuer behind a Service with another port is reached at its pods', (field) => {
  const answer = syncCase(field);
  assert.equal(answer.status['phase'], 'Ready');
  const from = podsOf(answer, 'Deployment');
  assert.equal(mayConnect(answer, { from, to: podIn('auth', { app: 'keycloak' }), port: 8080 }), true);
  assert.equal(mayConnect(answer, { from, to: podIn('billing'), port: 8080 }), false);
});

const DESTINATIONS: readonly KubeObject[] = [
  {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPOIDCConfig',
    metadata: { name: 'login', namespace: 'team-a' },
    spec: { type: 'inline', inline: { issuer: 'https://dex.example.com:5556', clientId: 'tools' } },
  },
  {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPTelemetryConfig',
    metadata: { name: 'traces', namespace: 'team-a' },
    spec: {
      openTelemetry: { enabled: true, endpoint: 'https://collector.example.com:4317', tracing: { enabled: true } },
    },
  },
];

fieldTest('46', 'each destination of the proxy is open at the port of its address', (field) => {
  const env = [{ name: 'HTTPS_PROXY', value: 'http://egress.example.com:3128' }];
  const spec = {
    oidcConfigRef: { name: 'login', audience: 'tools' },
    telemetryConfigRef: { name: 'traces' },
    sessionStorage: { provider: 'redis', address: 'redis.example.com:6380' },
    resourceOverrides: { proxyDeployment: { env } },
  };
  const answer = syncCase(field, { spec, others: DESTINATIONS });
  const from = podsOf(answer, 'Deployment');
  for (const port of [5556, 6380, 4317, 3128])
    assert.equal(mayConnect(answer, { from, to: OUTSIDE, port }), true, String(port));
  for (const port of [22, 5432, 9999])
    assert.equal(mayConnect(answer, { from, to: OUTSIDE, port }), false, String(port));
});

fieldTest('47', 'a proxy that needs the API server reaches it on every usual port', (field) => {
  const answer = syncCase(field);
  const from = podsOf(answer, 'Deployment');
  for (const port of [443, 6443, 6444, 8443, 16_443])
    assert.equal(mayConnect(answer, { from, to: { ip: '192.0.2.20' }, port }), true, String(port));
  assert.ok(readObjects(childOf(answer, 'NetworkPolicy', 'notes-proxy'), 'spec', 'egress').length > 1);
});
