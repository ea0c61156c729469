// The chart's Knative Service under the schema that Knative Serving ships. Its definitions are in its Go module, which `go` downloads
// by version; KNATIVE_CRD names a file instead.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { CHART } from '../chart/helm.ts';
import { type Part, render } from '../chart/render.ts';
import { kubectl } from './harness/kubectl.ts';
import { waitFor } from './harness/wait.ts';

const MODULE = 'knative.dev/serving@v0.51.0';
const NAME = 'services.serving.knative.dev';

/** The file with the definition; undefined where it cannot be had. */
function findDefinition(): string | undefined {
  const named = process.env['KNATIVE_CRD'];
  if (named !== undefined) return named;
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', MODULE], { cwd: tmpdir(), encoding: 'utf8' });
  if (status !== 0) return undefined;
  const file = join((JSON.parse(stdout) as { Dir: string }).Dir, 'config/core/300-resources/service.yaml');
  return existsSync(file) ? file : undefined;
}

const definition = findDefinition();
const noCluster = (process.env['KUBECONFIG'] ?? '') === '' ? 'needs a cluster' : false;
const skip = definition === undefined ? `needs ${NAME}: a file in KNATIVE_CRD, or go` : noCluster;

test('knative: the API server takes the Service under the schema of Knative Serving', { skip }, async (t) => {
  const crd: Part = parse(readFileSync(definition ?? '', 'utf8'));
  // The webhook of Knative that converts and validates is not here; the schema is.
  delete crd.spec.conversion;
  t.after(() => kubectl(['delete', '--wait=false', 'crd', NAME]));
  const made = await kubectl(['apply', '--server-side', '-f', '-'], stringify(crd));
  assert.equal(made.code, 0, made.stderr);
  await waitFor('the definition', async () => (await kubectl(['get', NAME])).code === 0);
  for (const set of [[], ['callers.bearerToken.existingSecret=hook-token', 'knative.minScale=1']]) {
    const objects = await render({ files: [join(CHART, 'values-serverless.yaml')], set, namespace: 'default' });
    const service = objects.find(({ apiVersion }) => apiVersion === 'serving.knative.dev/v1');
    const text = stringify(service, { aliasDuplicateObjects: false });
    const { code, stderr } = await kubectl(['apply', '--dry-run=server', '--validate=strict', '-f', '-'], text);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, '');
    const wrong = text.replace('containerConcurrency:', 'containerConcurency:');
    assert.notEqual((await kubectl(['apply', '--dry-run=server', '--validate=strict', '-f', '-'], wrong)).code, 0);
  }
});
