// The documents about the chart: they name values, files and findings that exist.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readChartValues } from '../../scripts/generate/chart-values.ts';
import { CHART, helmTest } from './helm.ts';
import { only, render } from './render.ts';

const ROOT = join(import.meta.dirname, '../..');
const NAMES = ['docs/install.md', 'docs/operations.md', 'docs/gitops.md'];
const DOCUMENTS = NAMES.map((name) => readFileSync(join(ROOT, name), 'utf8'));
const [, OPERATIONS = ''] = DOCUMENTS;
const VALUES = readChartValues(ROOT).map(({ path }) => path.join('.'));

function isValue(path: string): boolean {
  return VALUES.some((value) => value === path || value.startsWith(`${path}.`) || path.startsWith(`${value}.`));
}

test('documents: every value that they set or name exists', () => {
  const groups = new Set(VALUES.map((value) => value.split('.', 1)[0]));
  const set = DOCUMENTS.flatMap((text) => [...text.matchAll(/--set ([\w.]+)/g)].map(([, path = '']) => path));
  const named = DOCUMENTS.flatMap((text) => [...text.matchAll(/`(\w+\.[\w.]+)[`=:]/g)].map(([, path = '']) => path));
  assert.ok(set.length >= 6 && named.length >= 20, `${set.length} set, ${named.length} named`);
  const ours = named.filter((path) => groups.has(path.split('.', 1)[0] ?? '') && !/\.(yaml|crt|key)$/.test(path));
  assert.deepEqual(
    [...set, ...ours].filter((path) => !isValue(path)),
    [],
  );
});

test('documents: every file of this project that they name exists', () => {
  const files = DOCUMENTS.flatMap((text) =>
    [...text.matchAll(/`((?:test|docs|charts|scripts)\/[\w./-]+)`|\]\(([\w./-]+)(?:#[\w-]+)?\)/g)].map(
      ([, path, link]) => path ?? join('docs', link ?? ''),
    ),
  );
  assert.ok(files.length > 30);
  assert.deepEqual(
    files.filter((file) => !existsSync(join(ROOT, file))),
    [],
  );
});

test('operations: 24 good practices, each with a test', () => {
  const rows = [...OPERATIONS.matchAll(/^\| (\d+) \| .* \| ((?:`test\/[^`]+`(?:, )?)+) \|$/gm)];
  assert.deepEqual(
    rows.map(([, number]) => Number(number)),
    Array.from({ length: 24 }, (_, index) => index + 1),
  );
});

helmTest('operations: its commands name what the chart makes', async () => {
  const objects = await render();
  for (const [kind, name] of [
    ['Deployment', 'toolhive-operator'],
    ['CompositeController', 'toolhive-mcpserver'],
    ['ValidatingWebhookConfiguration', 'toolhive-operator'],
    ['Secret', 'toolhive-operator-tls'],
    ['Secret', 'toolhive-operator-ca'],
  ] as const) {
    assert.ok(OPERATIONS.includes(name));
    assert.equal(only(objects, kind, name).metadata.name, name);
  }
});

test('gitops: the health of Argo CD knows every phase, and what it does not name is on its way', () => {
  const [, , gitops = ''] = DOCUMENTS;
  const named = [...(/local health = \{([^}]+)\}/.exec(gitops)?.[1] ?? '').matchAll(/(\w+) = "(\w+)"/g)].map(
    ([, phase, health]) => [phase, health],
  );
  const health: Readonly<Record<string, string>> = Object.fromEntries(named);
  const crd = parse(readFileSync(join(CHART, 'files/crds/toolhive.stacklok.dev_mcpservers.yaml'), 'utf8'));
  const phases: readonly string[] = crd.spec.versions[0].schema.openAPIV3Schema.properties.status.properties.phase.enum;
  assert.deepEqual(Object.fromEntries(phases.map((phase) => [phase, health[phase] ?? 'Progressing'])), {
    Pending: 'Progressing',
    Ready: 'Healthy',
    Failed: 'Degraded',
    Terminating: 'Progressing',
    Stopped: 'Suspended',
  });
});
