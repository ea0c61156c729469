// What docs/migration.md says was tried is what the tests have.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TOOLHIVE_CASES } from '../apiserver/harness/toolhive-objects.ts';
import { ROOT } from '../cli/command-line.ts';
import { readReleases, runRelease } from '../compatibility/matrix.ts';

const PAGE = readFileSync(join(ROOT, 'docs/migration.md'), 'utf8');

test('migration: the releases and the servers that it names are those of the tests', () => {
  const releases = readReleases();
  const servers = releases.flatMap(runRelease).length;
  const names = releases.map(({ name }) => name).join(', ');
  assert.ok(PAGE.includes(`| manifests | ${names} | ${servers} servers in the shapes`), `${names}: ${servers} servers`);
  assert.equal(TOOLHIVE_CASES.length, 11);
  assert.match(PAGE, /\| v0\.44\.0 \| eleven servers \(/);
});
