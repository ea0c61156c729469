// The image is built from the files that .dockerignore lets through; they are enough for the build.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');

test('image: the build needs nothing that .dockerignore keeps out', () => {
  const [first, ...rules] = readFileSync(join(ROOT, '.dockerignore'), 'utf8').trim().split('\n');
  assert.equal(first, '*');
  const folder = mkdtempSync(join(tmpdir(), 'toolhive-context-'));
  try {
    for (const rule of rules) {
      assert.match(rule, /^![\w./-]+$/);
      cpSync(join(ROOT, rule.slice(1)), join(folder, rule.slice(1)), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    execFileSync(process.execPath, ['scripts/build.ts'], { cwd: folder, stdio: 'pipe' });
    for (const bundle of ['server', 'cli']) assert.ok(existsSync(join(folder, `dist/${bundle}.mjs`)), bundle);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
