// Kubernetes 1.30 to 1.36: every built-in object of the chart and of the examples' children has only fields that each of them knows.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readChartValues } from '../../scripts/generate/chart-values.ts';
import { fieldProblems, isBuiltIn, VERSIONS } from '../fixtures/kubernetes/versions.ts';
import { exampleChildren } from './example-children.ts';
import { CHART, helmTest } from './helm.ts';
import { type Rendered, render } from './render.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = readdirSync(CHART).filter((file) => /^values.*\.yaml$/.test(file));
const SWITCHES = readChartValues(ROOT).filter(({ preset }) => typeof preset === 'boolean');

/** Kinds of the chart that are not built in: custom ones, and CRDs, which the API server's tests apply. */
const CUSTOM = new Set([
  'CustomResourceDefinition',
  'CompositeController',
  'Certificate',
  'Issuer',
  'ServiceMonitor',
  'PrometheusRule',
]);

/** Knative's Services are called as those of Kubernetes are; the API server's tests hold them to Knative's own CRD. */
const KNATIVE = 'serving.knative.dev/v1';

function assertKnown(objects: readonly Rendered[]): void {
  for (const object of objects.filter(({ apiVersion, kind }) => !CUSTOM.has(kind) && apiVersion !== KNATIVE)) {
    for (const version of VERSIONS) assert.deepEqual(fieldProblems(object, version), [], object.metadata.name);
  }
}

function pod(spec: object): { apiVersion: string; kind: string; spec: object } {
  return { apiVersion: 'v1', kind: 'Pod', spec };
}

test('the table: knows what came and went between the versions', () => {
  // KEP-4762 (1.34) and the source of a claim that 1.31 took out (KEP-4381).
  assert.deepEqual(fieldProblems(pod({ hostnameOverride: 'a' }), '1.33'), [
    'Pod.spec.hostnameOverride is unknown to 1.33',
  ]);
  assert.deepEqual(fieldProblems(pod({ hostnameOverride: 'a' }), '1.34'), []);
  const claims = pod({ resourceClaims: [{ name: 'a', source: { resourceClaimName: 'b' } }] });
  assert.deepEqual(fieldProblems(claims, '1.30'), []);
  assert.deepEqual(fieldProblems(claims, '1.36'), ['Pod.spec.resourceClaims[0].source is unknown to 1.36']);
  assert.deepEqual(fieldProblems(pod({ containers: [{ name: 1 }] }), '1.30'), [
    'Pod.spec.containers[0].name must be a string',
  ]);
  assert.deepEqual(VERSIONS, ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36']);
});

for (const file of FILES) {
  helmTest(`${file}: every field is known from Kubernetes 1.30 to 1.36`, async () => {
    assertKnown(await render({ files: [join(CHART, file)] }));
  });
}

helmTest('values.yaml: so it is with each switch the other way round', async () => {
  for (const { path, preset } of SWITCHES) {
    assertKnown(await render({ set: ['tls.mode=certManager', `${path.join('.')}=${String(preset !== true)}`] }));
  }
});

test('children of all examples: every field is known from Kubernetes 1.30 to 1.36', () => {
  const children = exampleChildren().filter(isBuiltIn);
  assert.ok(children.length > 200, String(children.length));
  assertKnown(children);
});
