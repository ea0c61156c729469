// The three Services, and the labels that all children share.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childOf, builtChildren } from './build.ts';

const TRANSPORTS = ['stdio', 'sse', 'streamable-http'];

test('buildBackendService: HTTP transports only', () => {
  for (const transport of TRANSPORTS) {
    const isMade = transport !== 'stdio';
    assert.equal(childOf({ spec: { transport } }, 'Service', 'mcp-demo') !== undefined, isMade, transport);
    assert.equal(childOf({ spec: { transport } }, 'Service', 'mcp-demo-headless') !== undefined, isMade, transport);
  }
});

test('buildBackendService: a port of the node port range makes no node port', () => {
  for (const name of ['mcp-demo', 'mcp-demo-headless']) {
    const { spec } = childOf({ spec: { mcpPort: 31_000 } }, 'Service', name);
    assert.equal(spec.type, 'ClusterIP');
    assert.deepEqual(spec.ports, [{ name: 'port-31000', port: 31_000, targetPort: 31_000, protocol: 'TCP' }]);
  }
});

test('buildProxyService: overrides add, ours win', () => {
  const proxyService = { labels: { team: 'a', app: 'mine' }, annotations: { note: 'x' } };
  const { metadata } = childOf({ spec: { resourceOverrides: { proxyService } } }, 'Service', 'mcp-demo-proxy');
  assert.equal(metadata.labels.team, 'a');
  assert.equal(metadata.labels.app, 'mcpserver');
  assert.deepEqual(metadata.annotations, { note: 'x' });
});

test('buildProxyService: without overrides there are no annotations at all', () => {
  assert.equal('annotations' in childOf({}, 'Service', 'mcp-demo-proxy').metadata, false);
  const empty = { resourceOverrides: { proxyService: { annotations: {} } } };
  assert.equal('annotations' in childOf({ spec: empty }, 'Service', 'mcp-demo-proxy').metadata, false);
});

test('labels: every child and both pod templates name server, half and manager', () => {
  const authzConfig = { type: 'inline', inline: { policies: ['permit(principal, action, resource);'] } };
  for (const transport of TRANSPORTS) {
    const children = builtChildren({ spec: { transport, authzConfig } });
    const templates = children.flatMap(({ spec }) => (spec?.template === undefined ? [] : [spec.template]));
    assert.equal(templates.length, 2);
    for (const { metadata } of [...children, ...templates]) {
      assert.equal(metadata.labels['app.kubernetes.io/instance'], 'demo');
      assert.equal(metadata.labels['app.kubernetes.io/managed-by'], 'toolhive-operator');
      assert.match(metadata.labels['app.kubernetes.io/component'], /^(proxy|backend)$/);
      assert.match(metadata.labels['app.kubernetes.io/name'], /^mcpserver/);
    }
  }
});

test("labels: the backend never matches the proxy's selector, whatever the server is called", () => {
  const children = builtChildren({ name: 'mcpserver', observed: [] });
  const backend = children.find(({ kind }) => kind === 'StatefulSet').spec.template.metadata.labels;
  const selector = children.find(({ kind }) => kind === 'Deployment').spec.selector.matchLabels;
  assert.ok(Object.entries(selector).some(([key, value]) => backend[key] !== value));
});
