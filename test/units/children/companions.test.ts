// Companions: who gets which, whom they select, and what the proxy's policy lets in for them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';
import { matchesSelector } from '../../../functions/kube/label-selector.ts';
import { findingsOfObject, plainServer } from '../validate/plain-server.ts';
import { builtChildren, childOf, type Given, type Loose } from './build.ts';

const EXPOSE = { 'mcpserver.toolhive.stacklok.dev/expose': 'true' };
const AUTOSCALE = { 'mcpserver.toolhive.stacklok.dev/autoscale': '2-10' };
const ROUTES = { kind: 'Ingress', host: '{name}.{namespace}.mcp.example.com' };
const TELEMETRY = {
  apiVersion: 'toolhive.stacklok.dev/v1beta1',
  kind: 'MCPTelemetryConfig',
  metadata: { name: 'company', namespace: 'tools' },
  spec: { prometheus: { enabled: true } },
};

function settingsOf(companions: Loose, others: Loose = {}): Settings {
  const read = decodeSettings({ companions, references: { configKinds: ['MCPTelemetryConfig'] }, ...others });
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function refusedBecause(file: Loose): string {
  const read = decodeSettings(file);
  return read.ok ? '' : read.error.map(({ path, message }) => `${path} ${message}`).join('\n');
}

/** Why the settings of a route are refused; empty for good ones. */
function bad(routes: Loose, others: Loose = {}): string {
  return refusedBecause({ companions: { routes: { ...ROUTES, ...routes } }, ...others });
}

/** Namespaces that may call the proxy; `own` for that of the server, undefined for everybody. */
function peersOf(given: Given): readonly unknown[] {
  const { ingress } = childOf({ ...given, related: [TELEMETRY] }, 'NetworkPolicy', 'demo-proxy').spec;
  return ingress.map(({ from }: Loose) => {
    const [peer] = from ?? [];
    return peer === undefined
      ? undefined
      : (peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ?? 'own');
  });
}

function kindsOf(given: Given): readonly string[] {
  const plain = new Set(builtChildren({ ...given, settings: DEFAULT_SETTINGS }).map(({ kind }) => kind));
  return builtChildren(given).flatMap(({ kind, metadata }) => (plain.has(kind) ? [] : [`${kind}/${metadata.name}`]));
}

test('companions: none by default, whatever a server asks for', () => {
  assert.deepEqual(kindsOf({ annotations: { ...EXPOSE, ...AUTOSCALE } }), []);
});

test('disruption budgets: both halves of a server that can have several pods, and nobody else’s pods', () => {
  const settings = settingsOf({ podDisruptionBudgets: true });
  assert.deepEqual(kindsOf({ settings }), ['PodDisruptionBudget/demo-proxy', 'PodDisruptionBudget/demo-mcp']);
  assert.deepEqual(kindsOf({ settings, spec: { transport: 'stdio' } }), []);
  for (const [name, workload] of [
    ['demo-proxy', 'Deployment'],
    ['demo-mcp', 'StatefulSet'],
  ] as const) {
    const { spec } = childOf({ settings }, 'PodDisruptionBudget', name);
    const { labels } = childOf({ settings }, workload, 'demo').spec.template.metadata;
    for (const [key, value] of Object.entries(spec.selector.matchLabels)) assert.equal(labels[key], value);
    assert.equal(spec.maxUnavailable, 1, 'a single pod blocks no drain');
  }
});

test('autoscaler: for a server that asks, and then the Deployment has no number', () => {
  const settings = settingsOf({ autoscalers: { enabled: true, cpu: '750m' } });
  const given = { settings, annotations: AUTOSCALE };
  assert.deepEqual(kindsOf(given), ['HorizontalPodAutoscaler/demo']);
  const { spec } = childOf(given, 'HorizontalPodAutoscaler', 'demo');
  assert.deepEqual([spec.minReplicas, spec.maxReplicas], [2, 10]);
  assert.equal(spec.metrics[0].resource.target.averageValue, '750m');
  assert.equal('replicas' in childOf(given, 'Deployment', 'demo').spec, false);
  assert.deepEqual(kindsOf({ settings }), []);
  assert.deepEqual(kindsOf({ ...given, spec: { transport: 'stdio' } }), []);
  assert.deepEqual(kindsOf({ ...given, spec: { replicas: 3 } }), []);
  for (const text of ['10', '10-2', '0-3', '2-', ' 2-10', '1-1001'])
    assert.deepEqual(
      kindsOf({ settings, annotations: { 'mcpserver.toolhive.stacklok.dev/autoscale': text } }),
      [],
      text,
    );
});

test('route: one host name for each server, and only the paths that clients need', () => {
  const settings = settingsOf({ routes: ROUTES });
  const pathsOf = (spec: Loose): readonly string[] =>
    childOf({ settings, annotations: EXPOSE, spec }, 'Ingress', 'demo').spec.rules[0].http.paths.map(
      ({ path }: Loose) => path,
    );
  assert.equal(
    childOf({ settings, annotations: EXPOSE }, 'Ingress', 'demo').spec.rules[0].host,
    'demo.tools.mcp.example.com',
  );
  assert.deepEqual(pathsOf({}), ['/mcp']);
  assert.deepEqual(pathsOf({ transport: 'sse' }), ['/sse', '/messages']);
  assert.deepEqual(kindsOf({ settings }), []);
  for (const value of ['yes', 'false', ''])
    assert.deepEqual(kindsOf({ settings, annotations: { 'mcpserver.toolhive.stacklok.dev/expose': value } }), []);
});

test('route: two servers never share a host name, and what no settings file should say is named', () => {
  assert.equal(bad({}), '');
  assert.match(bad({ host: '{name}-{namespace}.mcp.example.com' }), /different labels/);
  assert.match(bad({ host: '{name}.mcp.example.com' }), /different labels/);
  assert.match(bad({ host: '{name}.{namespace}.mcp example.com' }), /routes.host/);
  assert.match(bad({ kind: 'HTTPRoute' }), /routes.gateway must be there/);
  assert.match(bad({ tlsSecret: '{name}-tls' }), /routes.tlsSecret must begin with a part of its own/);
  assert.equal(bad({ tlsSecret: 'mcp-{name}-tls' }) + bad({ tlsSecret: 'wildcard-tls' }), '');
  assert.match(bad({ annotations: { 'a b': 'c' } }), /is not the key/);
  const narrow = { networkPolicy: { proxyIngress: 'namespace' } };
  assert.match(bad({}, narrow), /controllerNamespace must be there/);
  assert.equal(bad({ controllerNamespace: 'ingress' }, narrow), '');
});

test('service monitor: in place of the pod monitor, and its Service leads to the proxy’s pods and is the only one that it finds', () => {
  const settings = settingsOf({ monitors: { kind: 'ServiceMonitor', labels: { release: 'monitoring' } } });
  const given = { settings, spec: { telemetryConfigRef: { name: 'company' } }, related: [TELEMETRY] };
  assert.deepEqual(kindsOf(given), ['ServiceMonitor/demo']);
  const { metadata, spec } = childOf(given, 'ServiceMonitor', 'demo');
  assert.equal(metadata.labels.release, 'monitoring');
  const found = builtChildren(given).filter(
    (child) => child.kind === 'Service' && matchesSelector(spec.selector, child.metadata.labels),
  );
  assert.deepEqual(
    found.map(({ metadata: { name } }) => name),
    ['mcp-demo-proxy'],
  );
  const { ports, selector } = childOf(given, 'Service', 'mcp-demo-proxy').spec;
  assert.equal(ports[0].name, spec.endpoints[0].port);
  const { template } = childOf(given, 'Deployment', 'demo').spec;
  assert.ok(matchesSelector({ matchLabels: selector }, template.metadata.labels));
  assert.equal(ports[0].targetPort, template.spec.containers[0].ports[0].containerPort);
  const { labels } = childOf(given, 'Service', 'mcp-demo-proxy').metadata;
  assert.deepEqual(
    spec.targetLabels.map((label: string) => labels[label]),
    ['demo'],
  );
});

test('pod monitor: where the telemetry serves metrics, by the name of the proxy’s port', () => {
  const settings = settingsOf({ monitors: { kind: 'PodMonitor', labels: { release: 'monitoring' } } });
  const given = { settings, spec: { telemetryConfigRef: { name: 'company' } } };
  assert.deepEqual(kindsOf({ ...given, related: [TELEMETRY] }), ['PodMonitor/demo']);
  const { metadata, spec } = childOf({ ...given, related: [TELEMETRY] }, 'PodMonitor', 'demo');
  assert.equal(metadata.labels.release, 'monitoring');
  const [container] = childOf({ ...given, related: [TELEMETRY] }, 'Deployment', 'demo').spec.template.spec.containers;
  assert.equal(container.ports[0].name, spec.podMetricsEndpoints[0].port);
  const off = { ...TELEMETRY, spec: { prometheus: { enabled: false }, openTelemetry: { enabled: true } } };
  assert.deepEqual(kindsOf({ ...given, related: [off] }), []);
  assert.deepEqual(kindsOf({ settings }), []);
});

test('proxy policy: lets in who passes requests on and who reads metrics, and only where it is narrow', () => {
  const companions = {
    routes: { ...ROUTES, controllerNamespace: 'ingress' },
    monitors: { kind: 'PodMonitor', prometheusNamespace: 'monitoring' },
  };
  const spec = { telemetryConfigRef: { name: 'company' } };
  const settings = settingsOf(companions, { networkPolicy: { proxyIngress: 'namespace' } });
  assert.deepEqual(peersOf({ settings, spec, annotations: EXPOSE }), ['own', 'ingress', 'monitoring']);
  assert.deepEqual(peersOf({ settings, spec }), ['own', 'monitoring'], 'a server without a route lets no router in');
  assert.deepEqual(peersOf({ settings, annotations: EXPOSE }), ['own', 'ingress']);
  assert.deepEqual(peersOf({ settings: settingsOf(companions), spec, annotations: EXPOSE }), [undefined]);
});

test('disruption budgets and policies: pods of another application with the name of the server are not theirs', () => {
  const given = { settings: settingsOf({ podDisruptionBudgets: true }) };
  const common = { app: 'demo', 'app.kubernetes.io/name': 'demo', 'app.kubernetes.io/instance': 'demo' };
  const strangers = ['backend', 'proxy'].map((part) => Object.assign({ 'app.kubernetes.io/component': part }, common));
  const selectors = builtChildren(given).flatMap(({ kind, spec }: Loose) =>
    ['PodDisruptionBudget', 'NetworkPolicy'].includes(kind) ? [spec.selector ?? spec.podSelector] : [],
  );
  assert.equal(selectors.length, 4);
  for (const selector of selectors)
    for (const labels of strangers) assert.equal(matchesSelector(selector, labels), false, JSON.stringify(selector));
});

test('route: annotations of the spec are no instructions to what passes requests on', () => {
  const annotations = {
    'haproxy-ingress.github.io/config-backend': 'http-request redirect location https://bank.example.com',
    'alb.ingress.kubernetes.io/auth-type': 'none',
    'service.kubernetes.io/topology-mode': 'Auto',
  };
  const given = {
    settings: settingsOf({ routes: ROUTES }),
    spec: { resourceOverrides: { proxyService: { annotations } } },
  };
  const annotationsOf = (more: Given): unknown =>
    childOf({ ...given, ...more }, 'Service', 'mcp-demo-proxy').metadata.annotations;
  assert.deepEqual(annotationsOf({ annotations: EXPOSE }), { 'service.kubernetes.io/topology-mode': 'Auto' });
  assert.deepEqual(annotationsOf({}), annotations, 'a server without an address keeps them, as in ToolHive');
  const idle = (metadata: object, others: object = annotations): readonly string[] =>
    findingsOfObject(
      plainServer({ metadata, spec: { resourceOverrides: { proxyService: { annotations: others } } } }),
      given.settings,
    ).flatMap(({ code, path }) => (code === 'MCP032' ? [path] : []));
  assert.deepEqual(idle({ annotations: EXPOSE }), ['spec.resourceOverrides.proxyService.annotations']);
  assert.deepEqual(idle({}), []);
  assert.deepEqual(idle({ annotations: EXPOSE }, { 'service.kubernetes.io/topology-mode': 'Auto' }), []);
});

test('companions: the defaults of the settings can be written as a file', () => {
  assert.equal(refusedBecause(DEFAULT_SETTINGS), '');
});
