import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf } from './plain-server.ts';

const MARKS = {
  labels: { 'controller-uid': 'x' },
  annotations: { 'metacontroller.k8s.io/last-applied-configuration': '{}', 'deployment.kubernetes.io/revision': '0' },
};

function expected(path: string): readonly string[] {
  return [
    `MCP065 ${path}.labels.controller-uid`,
    `MCP065 ${path}.annotations["metacontroller.k8s.io/last-applied-configuration"]`,
    `MCP065 ${path}.annotations["deployment.kubernetes.io/revision"]`,
  ];
}

for (const [path, spec] of [
  ['spec.resourceOverrides.proxyDeployment', { resourceOverrides: { proxyDeployment: MARKS } }],
  ['spec.resourceOverrides.proxyService', { resourceOverrides: { proxyService: MARKS } }],
  ['spec.podTemplateSpec.metadata', { podTemplateSpec: { metadata: MARKS } }],
] as const) {
  test(`validateMetadataOverrides: marks of Metacontroller and Kubernetes are refused in ${path}`, () => {
    assert.deepEqual(placesOf(spec), expected(path));
  });
}
