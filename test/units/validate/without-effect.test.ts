// Unit: fields that have no effect beside the others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fields } from '../../../functions/kube/object.ts';
import { placesOf } from './plain-server.ts';

function idlePlaces(spec: Record<string, unknown>): readonly string[] {
  return placesOf(spec).filter((place) => place.startsWith('MCP032'));
}

/** A pod template that says this of the server's own container. */
function templateOf(mcp: object): Record<string, unknown> {
  return { podTemplateSpec: { spec: { containers: [{ name: 'mcp', ...mcp }] } } };
}

test('validateWithoutEffect: the default proxyMode beside sse is not mentioned', () => {
  assert.deepEqual(idlePlaces({ transport: 'sse', proxyMode: 'streamable-http' }), []);
  assert.deepEqual(idlePlaces({ proxyMode: 'sse' }), ['MCP032 spec.proxyMode']);
  assert.deepEqual(idlePlaces({ transport: 'stdio', proxyMode: 'sse', endpointPrefix: '/a' }), []);
  assert.deepEqual(idlePlaces({ transport: 'stdio', mcpPort: 3000 }), ['MCP032 spec.mcpPort']);
  assert.deepEqual(idlePlaces({ command: ['/bin/sh', '-ec', 'run'], args: ['--x'] }), ['MCP032 spec.args']);
  assert.deepEqual(idlePlaces({ command: ['/bin/sh', '-c', 'run "$@"', 'run'], args: ['--x'] }), []);
  const shell = templateOf({ command: ['/bin/sh', '-c'], args: ['run'] });
  assert.deepEqual(idlePlaces({ ...shell, args: ['--x'] }), ['MCP032 spec.args']);
  assert.deepEqual(idlePlaces(shell), []);
  const replaced = templateOf({ command: ['npx'] });
  assert.deepEqual(idlePlaces({ ...replaced, command: ['/bin/sh', '-c', 'run'], args: ['--x'] }), []);
});

test('validateWithoutEffect: what a pod template cannot change of its container mcp', () => {
  const container = 'MCP032 spec.podTemplateSpec.spec.containers[0]';
  const all = templateOf({ image: 'other:1', stdin: true, tty: true });
  assert.deepEqual(idlePlaces(all), [`${container}.image`, `${container}.stdin`, `${container}.tty`]);
  assert.deepEqual(idlePlaces({ ...all, transport: 'stdio' }), [`${container}.image`, `${container}.tty`]);
  assert.deepEqual(idlePlaces({ image: 'other:1', ...templateOf({ image: 'other:1', stdin: false, tty: false }) }), []);
});

test('validateWithoutEffect: of two accounts that of the spec counts', () => {
  const podTemplateSpec = { spec: { serviceAccountName: 'reader' } };
  const place = 'MCP032 spec.podTemplateSpec.spec.serviceAccountName';
  assert.deepEqual(idlePlaces({ serviceAccount: 'writer', podTemplateSpec }), [place]);
  assert.deepEqual(idlePlaces({ serviceAccount: 'reader', podTemplateSpec }), []);
  assert.deepEqual(idlePlaces({ serviceAccount: '', podTemplateSpec }), []);
});

test('validateWithoutEffect: amounts that the pod template contradicts are told, and the server runs as under ToolHive', () => {
  const resources = { limits: { cpu: '100m' }, requests: { memory: '1Gi' } };
  const template = templateOf({ resources: { requests: { cpu: '200m' }, limits: { memory: '512Mi' } } });
  assert.deepEqual(placesOf({ resources, ...template }), [
    'MCP032 spec.resources.limits.cpu',
    'MCP032 spec.resources.requests.memory',
  ]);
  assert.deepEqual(placesOf({ resources, ...templateOf({ resources: { requests: { cpu: '100m' } } }) }), []);
});

const securedPod = (securityContext: object, ...containers: readonly object[]): Fields => ({
  podTemplateSpec: { spec: { securityContext, ...(containers.length > 0 && { containers }) } },
});

test('validateWithoutEffect: a user of the pod gives way to the default of the only container', () => {
  const path = 'MCP032 spec.podTemplateSpec.spec.securityContext';
  assert.deepEqual(placesOf(securedPod({ runAsUser: 1234, runAsGroup: 1000, fsGroup: 1234 })), [`${path}.runAsUser`]);
  assert.deepEqual(placesOf(securedPod({ runAsUser: 1000 })), []);
  assert.deepEqual(placesOf(securedPod({ runAsUser: null })), []);
  const own = { name: 'mcp', securityContext: { runAsUser: 1234 } };
  assert.deepEqual(placesOf(securedPod({ runAsUser: 1234 }, own)), []);
  const sidecar = { name: 'cache', image: 'ghcr.io/example/cache:1.0.0' };
  assert.ok(!placesOf(securedPod({ runAsUser: 1234 }, { name: 'mcp' }, sidecar)).includes(`${path}.runAsUser`));
});
