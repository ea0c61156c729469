// Cases of the chart: what it has to render for a platform.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { admit } from '../../functions/cli/offline/admit.ts';
import { CHART, whyNoHelm } from '../chart/helm.ts';
import { type Part, type Rendered, render } from '../chart/render.ts';
import { matchesSelector } from '../../functions/kube/label-selector.ts';
import { type FieldCase, fieldTest, firstServer } from './cases.ts';
import { SETTINGS } from './situation.ts';

const DOCS = join(import.meta.dirname, '../../docs');

/** A case that needs Helm; without it there is nothing to see. */
function chartCase(number: string, behaviour: string, check: (field: FieldCase) => Promise<void>): void {
  fieldTest(number, behaviour, (field) => (whyNoHelm === false ? check(field) : undefined));
}

function webhooksOf(objects: readonly Rendered[]): readonly Rendered[] {
  return objects.filter(({ kind }) => kind.endsWith('WebhookConfiguration'));
}

chartCase('14', 'a server in the namespace of the release goes through admission', async (field) => {
  const server = firstServer(field);
  const namespace = server.metadata.namespace ?? '';
  const objects = await render({ namespace });
  const selectors = objects
    .filter(({ kind }) => kind.endsWith('WebhookConfiguration'))
    .flatMap(({ webhooks }): readonly Part[] => webhooks);
  assert.equal(selectors.length > 1, true);
  const labels = { 'kubernetes.io/metadata.name': namespace };
  for (const { namespaceSelector, objectSelector } of selectors) {
    assert.equal(matchesSelector(namespaceSelector, labels), true);
    assert.equal(objectSelector === undefined || matchesSelector(objectSelector, server.metadata.labels), true);
  }
  const { isAllowed, findings, stored } = admit(server, SETTINGS);
  assert.equal(isAllowed, false);
  assert.ok(findings.some(({ code, path }) => code === 'MCP015' && path === 'spec.resources.requests.memory'));
  assert.deepEqual((stored['spec'] as Part).groupRef, { name: 'tools' });
});

chartCase('40', 'the annotation of the values is on both webhook configurations', async ({ path, documents }) => {
  const [values] = documents as readonly Part[];
  const configurations = webhooksOf(await render({ files: [path] }));
  assert.deepEqual(configurations.map(({ kind }) => kind).toSorted(), [
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
  ]);
  for (const { metadata } of configurations)
    for (const [key, value] of Object.entries(values.webhooks.annotations))
      assert.equal(metadata.annotations[key], value);
});

chartCase('41', 'a preset keeps the hooks out of a mesh, and the symptom has a row', async () => {
  const file = join(CHART, 'values-mesh.yaml');
  assert.ok(existsSync(file));
  const deployments = (await render({ files: [file] })).filter(({ kind }) => kind === 'Deployment');
  assert.ok(deployments.length > 0);
  for (const { spec } of deployments) {
    const { labels, annotations } = spec.template.metadata;
    assert.equal({ ...labels, ...annotations }['sidecar.istio.io/inject'], 'false');
  }
  assert.match(readFileSync(join(DOCS, 'troubleshooting.md'), 'utf8'), /strict mTLS.*values-mesh\.yaml/);
});
