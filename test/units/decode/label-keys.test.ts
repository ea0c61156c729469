// Label keys stand in one file: elsewhere a literal would be missed when a key changes.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as keys from '../../../functions/decode/label-keys.ts';

const ROOT = join(import.meta.dirname, '../../../functions');
const OWN = 'decode/label-keys.ts';

/** Without comments, which may name a key. */
const SOURCES = globSync('**/*.ts', { cwd: ROOT })
  .filter((path) => path !== OWN)
  .map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8').replaceAll(/\/\*\*?\s[^]*?\*\/|^\s*\/\/.*$/gm, ''),
  }));

for (const [name, key] of Object.entries(keys)) {
  test(`label key ${name}: no other file spells ${key}`, () => {
    assert.deepEqual(
      SOURCES.filter(({ text }) => text.includes(key)).map(({ path }) => path),
      [],
    );
  });
}
