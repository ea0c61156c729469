// What `helm install` prints at the end: files by paths that are there, commands that are complete.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHART, helm, helmTest } from './helm.ts';

const ROOT = join(import.meta.dirname, '../..');
const NOTES = readFileSync(join(CHART, 'templates/NOTES.txt'), 'utf8');

function isThere(name: string): boolean {
  return existsSync(join(ROOT, name)) || existsSync(join(ROOT, 'charts', name));
}

test('notes: each file is named by its path, in the checkout or in the unpacked chart', () => {
  const names = new Set([...NOTES.matchAll(/[\w./-]+\.(?:yaml|md)\b/g)].map(([name]) => name));
  assert.ok(names.size >= 3, [...names].join(' '));
  assert.deepEqual(
    [...names].filter((name) => !name.includes('/') || !isThere(name)),
    [],
  );
});

/** What Helm prints when it installs the chart; no cluster is asked. */
async function notes(...values: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await helm(['install', 'x', CHART, '--dry-run=client', ...values], {
    KUBECONFIG: '/dev/null',
  });
  assert.equal(code, 0, stderr);
  return stdout.slice(stdout.indexOf('NOTES:'));
}

helmTest('notes: pages are named where the settings say where the documentation is', async () => {
  assert.doesNotMatch(await notes(), /start\.md|operations\.md/);
  const addressed = await notes('--set', 'settings.documentation.baseUrl=https://docs.example.com/');
  assert.match(addressed, /; https:\/\/docs\.example\.com\/start\.md leads to a first call/);
});

test('notes: whoever installs without --wait is told what an apply says meanwhile, and what to wait for', () => {
  assert.match(NOTES, /`failed calling webhook`\): helm --wait waits for them, and so does the second command/);
  const [, second] = [...NOTES.matchAll(/^ {2}(kubectl .*)$/gm)].map(([, command]) => command);
  assert.match(second ?? '', /^kubectl rollout status deployment/);
});
