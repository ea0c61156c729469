// The workflows: what runs there is pinned and has no rights it does not need.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly strategy?: { readonly matrix: unknown }; readonly steps: readonly Step[] }>
  >;
}

function readWorkflow(file: string): Workflow {
  return parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;
}

for (const file of readdirSync(FOLDER)) {
  test(`${file}: actions are pinned by commit, rights are given to jobs only, and no credentials stay in the checkout`, () => {
    const { permissions, jobs } = readWorkflow(file);
    assert.deepEqual(permissions, {});
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    for (const step of steps) {
      if (step.uses === undefined) continue;
      assert.match(step.uses, /@[0-9a-f]{40}$/);
      if (step.uses.startsWith('actions/checkout@')) assert.equal(step.with?.['persist-credentials'], false);
    }
  });
}

test('pull-request.yml: make ci under the oldest Node of package.json and the newest, and the subjects of commits', () => {
  const { jobs } = readWorkflow('pull-request.yml');
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
  assert.deepEqual(jobs['ci']?.strategy?.matrix, { node: [20, 24] });
  assert.equal(engines.node, '>=20');
  assert.ok(jobs['ci'].steps.some(({ run }) => run === 'make ci'));
  // With promtool, or the tests of alarms and dashboards are skipped.
  assert.ok(jobs['ci'].steps.some(({ run = '' }) => /apt-get install .*\bprometheus$/.test(run)));
  assert.ok(jobs['subjects']?.steps.some(({ run = '' }) => run.startsWith('make subjects')) === true);
});
