// Every case that there is has a test that names it, here or on the API server.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listCases, whyNoCase } from './cases.ts';

const FOLDERS = ['.', '../apiserver'];

test('field: no case is left out', { skip: listCases().length === 0 && whyNoCase('02') }, () => {
  const texts = FOLDERS.flatMap((folder) => {
    const path = join(import.meta.dirname, folder);
    return readdirSync(path)
      .filter((file) => file.endsWith('.test.ts') && (folder === '.' || file.startsWith('field')))
      .map((file) => readFileSync(join(path, file), 'utf8'));
  });
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/'(\d\d)'/g)].map(([, number]) => number)));
  assert.deepEqual(
    listCases().filter((name) => !named.has(name.slice(0, 2))),
    [],
  );
});
