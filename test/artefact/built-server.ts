// Support: the bundles, built once per test file into a folder of its own, and single files of them in empty folders.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, type TestContext } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');

/** Builds everything, at the top of a test file; the folder goes away when the tests of the file are done. */
export function buildBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  after(() => rmSync(folder, { recursive: true }));
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.ts'), folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}

/** Copies one bundle into an empty folder outside the checkout, where nothing else can be found. */
export function aloneCopy(context: TestContext, bundle: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'alone-'));
  context.after(() => rmSync(folder, { recursive: true }));
  copyFileSync(bundle, join(folder, basename(bundle)));
  return join(folder, basename(bundle));
}
