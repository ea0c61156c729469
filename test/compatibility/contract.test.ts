// Frozen contracts: names, labels, ports, paths and variables that others refer to in the field and that must not change.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  backendOf,
  childOf,
  builtChildren,
  type Given,
  type Loose,
  mcpOf,
  proxyOf,
  runConfigOf,
} from '../units/children/build.ts';
import { config, serverBeside } from '../units/references/config.ts';
import { defaultPatch } from '../../functions/default/default-patch.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { ask, asObserved, childrenOf, PARENT, statusOf, syncRequest } from '../units/hooks/requests.ts';

const TRANSPORTS = ['stdio', 'sse', 'streamable-http'] as const;
const serviceOf = (given: Given = {}, name = 'mcp-demo-proxy'): Loose => childOf(given, 'Service', name);

/** Status of server `fetch` in namespace `demo`, once its children are there. */
function syncedStatus(spec: Loose): Loose {
  const parent = { ...PARENT, spec: { image: 'example/mcp:1', ...spec } };
  const children = asObserved(childrenOf(ask('/sync', syncRequest({ parent }))));
  return statusOf(ask('/sync', syncRequest({ parent, children })));
}

/** Whether labels fit a selector. */
function matches(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** From where the backend may be called, with a value of the setting. */
function fromOf(backendIngress: Settings['networkPolicy']['backendIngress']): Loose {
  const settings = { networkPolicy: { ...DEFAULT_SETTINGS.networkPolicy, backendIngress } };
  return childOf({ settings }, 'NetworkPolicy', 'demo-mcp').spec.ingress?.[0].from;
}

test('contract: routes, ingresses and clients name Service mcp-N-proxy and port 8080, or proxyPort', () => {
  for (const transport of TRANSPORTS) {
    for (const [spec, port] of [
      [{ transport }, 8080],
      [{ transport, proxyPort: 9000 }, 9000],
    ] as const) {
      assert.deepEqual(serviceOf({ spec }).spec.ports, [{ name: 'http', port, targetPort: port, protocol: 'TCP' }]);
    }
  }
});

test('contract: the URL is http://mcp-N-proxy.NS.svc.cluster.local:PORT with /mcp, or /sse', () => {
  const base = 'http://mcp-fetch-proxy.demo.svc.cluster.local:8080';
  assert.equal(syncedStatus({ transport: 'streamable-http' }).url, `${base}/mcp`);
  assert.equal(syncedStatus({ transport: 'stdio' }).url, `${base}/mcp`);
  assert.equal(syncedStatus({ transport: 'stdio', proxyMode: 'sse' }).url, `${base}/sse#fetch`);
  assert.equal(syncedStatus({ transport: 'sse' }).url, `${base}/sse#fetch`);
});

test('contract: one chart leads its Ingress to the proxy at mcpPort, which works while both ports are equal', () => {
  const [port] = serviceOf({ spec: { proxyPort: 8000, mcpPort: 8000 } }).spec.ports;
  assert.equal(port.port, 8000);
});

test('contract: Service mcp-N on mcpPort is there for HTTP servers, for those who pass by the proxy', () => {
  for (const transport of ['sse', 'streamable-http']) {
    const { spec } = serviceOf({ spec: { transport, mcpPort: 8000 } }, 'mcp-demo');
    assert.deepEqual(spec.ports, [{ name: 'port-8000', port: 8000, targetPort: 8000, protocol: 'TCP' }]);
    assert.deepEqual(spec.selector, { app: 'demo' });
  }
  assert.equal(serviceOf({ spec: { transport: 'stdio' } }, 'mcp-demo'), undefined);
});

test('contract: who may pass by the proxy is a setting', () => {
  assert.equal(fromOf('proxy')[0].podSelector.matchLabels['toolhive-name'], 'demo');
  assert.deepEqual(fromOf('namespace'), [{ podSelector: {} }]);
  assert.equal(fromOf('open'), undefined);
});

test('contract: Service mcp-N-headless has no address of its own', () => {
  const { spec } = serviceOf({}, 'mcp-demo-headless');
  assert.equal(spec.clusterIP, 'None');
  assert.deepEqual(spec.selector, { app: 'demo' });
});

test('contract: a name that begins with mcp- keeps the prefix twice', () => {
  const names = builtChildren({ name: 'mcp-searxng', observed: [] })
    .filter(({ kind }) => kind === 'Service')
    .map(({ metadata }) => metadata.name);
  assert.deepEqual(
    names.toSorted((a, b) => a.localeCompare(b, 'en')),
    ['mcp-mcp-searxng', 'mcp-mcp-searxng-headless', 'mcp-mcp-searxng-proxy'],
  );
});

test('contract: pod N-0 with container mcp; Deployment and StatefulSet are both called N', () => {
  const { kind, metadata, spec } = backendOf();
  assert.deepEqual([kind, metadata.name, spec.serviceName], ['StatefulSet', 'demo', 'demo']);
  assert.deepEqual([proxyOf().kind, proxyOf().metadata.name], ['Deployment', 'demo']);
  assert.equal(proxyOf().spec.template.spec.containers[0].name, 'toolhive');
  assert.equal(mcpOf().name, 'mcp');
});

test('contract: toolhive-name=N is on the pods of proxy and server, their workloads and all Services', () => {
  for (const transport of TRANSPORTS) {
    const given: Given = { spec: { transport } };
    const services = builtChildren(given).filter(({ kind }) => kind === 'Service') as readonly Loose[];
    const carriers = [
      proxyOf(given),
      proxyOf(given).spec.template,
      backendOf(given),
      backendOf(given).spec.template,
      ...services,
    ];
    for (const { metadata } of carriers) assert.equal(metadata.labels['toolhive-name'], 'demo', metadata.name);
  }
});

test('contract: a ServiceMonitor finds the Service by app=mcpserver, and port http answers /metrics', () => {
  const given = serverBeside(
    { telemetryConfigRef: { name: 'company' } },
    config('MCPTelemetryConfig', { prometheus: { enabled: true } }),
  );
  const service = serviceOf(given);
  assert.ok(matches({ app: 'mcpserver', 'toolhive-name': 'demo' }, service.metadata.labels));
  assert.equal(service.spec.ports[0].name, 'http');
  assert.equal(runConfigOf(given).telemetry_config.enablePrometheusMetricsPath, true);
});

test('contract: a PodMonitor finds the proxy, and not the server, by app.kubernetes.io/name=mcpserver and port http', () => {
  const selector = { 'app.kubernetes.io/name': 'mcpserver' };
  const proxy = proxyOf().spec.template;
  assert.ok(matches(selector, proxy.metadata.labels));
  assert.deepEqual(proxy.spec.containers[0].ports, [{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
  assert.ok(!matches(selector, backendOf().spec.template.metadata.labels));
});

test("contract: ToolHive's five labels are on proxies and select them; toolhive=true is on the server's pods too", () => {
  const labels = {
    app: 'mcpserver',
    'app.kubernetes.io/name': 'mcpserver',
    'app.kubernetes.io/instance': 'demo',
    toolhive: 'true',
    'toolhive-name': 'demo',
  };
  assert.deepEqual(proxyOf().spec.selector.matchLabels, labels);
  assert.deepEqual(serviceOf().spec.selector, labels);
  assert.ok(matches(labels, proxyOf().spec.template.metadata.labels));
  assert.equal(backendOf().spec.template.metadata.labels.toolhive, 'true');
  assert.deepEqual(backendOf().spec.selector.matchLabels, { app: 'demo' });
});

test('contract: readers of status find url, phase, message and the fields of spec in their shapes', () => {
  const { url, phase, message, readyReplicas = 0 } = syncedStatus({ transport: 'stdio' });
  assert.deepEqual(
    [typeof url, typeof phase, typeof message, typeof readyReplicas],
    ['string', 'string', 'string', 'number'],
  );
  assert.ok(['Pending', 'Ready', 'Failed', 'Terminating', 'Stopped'].includes(phase));
  const stored = Object.fromEntries(
    defaultPatch({ spec: { image: 'a:1', groupRef: 'team' } }).map(({ path, ...rest }) => [
      path,
      'value' in rest ? rest.value : undefined,
    ]),
  );
  assert.deepEqual(stored['/spec/groupRef'], { name: 'team' });
  assert.equal(stored['/spec/proxyPort'], 8080);
});

test('contract: health checks of Flux and Argo CD find Ready and observedGeneration', () => {
  const status = syncedStatus({ transport: 'streamable-http' });
  assert.equal(status.observedGeneration, PARENT.metadata.generation);
  const ready = status.conditions.find(({ type }: Loose) => type === 'Ready');
  assert.equal(ready.status, 'False');
  assert.equal(ready.observedGeneration, PARENT.metadata.generation);
});

test('contract: labels and annotations on the MCPServer are their owners’, registry and agent back ends read them', () => {
  const labels = { 'app.kubernetes.io/component': 'mcp-server', 'mcp.transport': 'http' };
  const annotations = {
    'toolhive.stacklok.dev/registry-export': 'true',
    'toolhive.stacklok.dev/registry-url': 'https://example.com',
    'toolhive.stacklok.dev/registry-title': 'Fetch',
    'toolhive.stacklok.dev/registry-description': 'Fetches pages',
    'toolhive.stacklok.dev/tool-definitions': '[]',
    'toolhive.stacklok.dev/authz-claims': '{}',
  };
  const object = { ...PARENT, metadata: { ...PARENT.metadata, labels, annotations } };
  for (const { path } of defaultPatch(object)) assert.match(path, /^\/spec\//);
  const [with_, without] = [object, PARENT].map((parent) => childrenOf(ask('/sync', syncRequest({ parent }))));
  assert.deepEqual(with_, without);
});

test('contract: the ServiceAccount of the proxy is N-proxy-runner; Vault roles are bound to it', () => {
  assert.equal(proxyOf().spec.template.spec.serviceAccountName, 'demo-proxy-runner');
  assert.ok(childOf({}, 'ServiceAccount', 'demo-proxy-runner') !== undefined);
  assert.equal(childOf({}, 'RoleBinding', 'demo-proxy-runner').roleRef.name, 'demo-proxy-runner');
});

test('contract: the server hears of its port and transport, and nothing that it sets itself is stronger', () => {
  const own = ['MCP_PORT', 'FASTMCP_PORT', 'MCP_TRANSPORT', 'MCP_HOST'].map((name) => ({ name, value: 'mine' }));
  for (const [transport, expected] of [
    [
      'streamable-http',
      { FASTMCP_PORT: '8080', MCP_HOST: undefined, MCP_PORT: '8080', MCP_TRANSPORT: 'streamable-http' },
    ],
    ['sse', { FASTMCP_PORT: '8080', MCP_HOST: undefined, MCP_PORT: '8080', MCP_TRANSPORT: 'sse' }],
  ] as const) {
    for (const env of [[], own]) {
      const variables = mcpOf({ spec: { transport, env } }).env.map(({ name, value }: Loose) => [name, value]);
      assert.deepEqual(Object.fromEntries(variables), expected);
    }
  }
  assert.deepEqual(mcpOf({ spec: { transport: 'stdio' } }).env, [{ name: 'MCP_TRANSPORT', value: 'stdio' }]);
});

test('contract: the proxy reads /etc/runconfig/runconfig.json from ConfigMap N-runconfig', () => {
  const { volumes, containers } = proxyOf().spec.template.spec;
  assert.deepEqual(volumes[0], { name: 'runconfig', configMap: { name: 'demo-runconfig' } });
  assert.deepEqual(containers[0].volumeMounts[0], { name: 'runconfig', mountPath: '/etc/runconfig', readOnly: true });
  assert.ok('runconfig.json' in childOf({}, 'ConfigMap', 'demo-runconfig').data);
});
