// Rules read the pod template as it is applied, however its keys are spelled, and name places as they were written.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { placesOf } from './plain-server.ts';

const TOKEN = `ghp_${'a'.repeat(36)}`;
const RESTRICTED: Settings = { ...DEFAULT_SETTINGS, podSecurity: { enforce: 'restricted', warn: 'restricted' } };

/** Findings about a template, without those about the spelling itself. */
function places(podTemplateSpec: object, spec: object = {}, settings?: Settings): readonly string[] {
  return placesOf({ podTemplateSpec, ...spec }, settings)
    .filter((place) => !place.startsWith('MCP042'))
    .map((place) => place.replace('spec.podTemplateSpec.', ''));
}

test('validateMetadataOverrides: labels and annotations in a template of another spelling are judged', () => {
  assert.deepEqual(places({ Metadata: { labels: { 'bad key!': 'v' } } }), ['MCP064 Metadata.labels["bad key!"]']);
  assert.deepEqual(places({ metadata: { Labels: { team: 'bad value!' } } }), ['MCP064 metadata.Labels.team']);
  assert.deepEqual(places({ METADATA: { ANNOTATIONS: { 'deployment.kubernetes.io/revision': '0' } } }), [
    'MCP065 METADATA.ANNOTATIONS["deployment.kubernetes.io/revision"]',
  ]);
});

test('validateLiteralCredentials: a token is found in every list of containers and in arguments', () => {
  const env = [{ name: 'A', value: TOKEN }];
  const main = { name: 'mcp' };
  assert.deepEqual(places({ spec: { containers: [{ ...main, env }] } }), ['MCP021 spec.containers[0].env[0].value']);
  const found = places({ spec: { initContainers: [{ name: 'i', image: 'i:1', env }], containers: [main] } });
  assert.ok(found.includes('MCP021 spec.initContainers[0].env[0].value'), found.join());
  assert.deepEqual(places({ spec: { containers: [{ ...main, args: ['--token', TOKEN] }] } }), [
    'MCP021 spec.containers[0].args[1]',
  ]);
});

test('validateLiteralCredentials: a token is found under keys of another spelling', () => {
  assert.deepEqual(places({ Spec: { Containers: [{ name: 'mcp', Env: [{ Name: 'A', Value: TOKEN }] }] } }), [
    'MCP021 Spec.Containers[0].Env[0].Value',
  ]);
  assert.deepEqual(places({ spec: { containers: [{ Name: 'mcp', Args: [TOKEN] }] } }), [
    'MCP021 spec.containers[0].Args[0]',
  ]);
});

test('validateVolumes: a volume of the template is seen in another spelling', () => {
  const spec = { volumes: [{ name: 'data', mountPath: '/data', emptyDir: {} }] };
  const found = places({ spec: { Volumes: [{ Name: 'data', secret: { secretName: 's' } }] } }, spec);
  assert.ok(found.includes('MCP049 spec.volumes[0].name'), found.join());
});

test('validatePodSecurity: places of containers, volumes and the pod itself are those that were written', () => {
  const found = places(
    {
      Spec: {
        HostNetwork: true,
        Volumes: [{ name: 'node', HostPath: { path: '/' } }],
        InitContainers: [{ Name: 'i', image: 'i:1', SecurityContext: { Privileged: true } }],
      },
    },
    {},
    RESTRICTED,
  );
  for (const place of [
    'MCP110 Spec.HostNetwork',
    'MCP110 Spec.Volumes[0].HostPath',
    'MCP110 Spec.InitContainers[0].SecurityContext.Privileged',
    'MCP110 Spec.InitContainers[0].SecurityContext.capabilities.drop',
  ]) {
    assert.ok(found.includes(place), `${place} is not among ${found.join(', ')}`);
  }
});

test('validateArgsPort, validateRenderedPod: places of arguments and refusals are those that were written', () => {
  assert.deepEqual(places({ spec: { Containers: [{ name: 'mcp', ARGS: ['--port=1'] }] } }), [
    'MCP016 spec.Containers[0].ARGS[0]',
  ]);
  assert.deepEqual(places({ spec: { containers: [{ name: 'mcp', Ports: [{ ContainerPort: 0 }] }] } }), [
    'MCP046 spec.containers[0].Ports[0].ContainerPort',
  ]);
});
