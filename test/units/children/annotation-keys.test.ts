// Tree: keys of annotations stand in one file, so that nobody writes one that nobody reads.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const FUNCTIONS = join(import.meta.dirname, '../../../functions');

/** A key in quotes; groups of an apiVersion have a version after the slash. */
const KEY = /['"]((?:[a-z]+\.)?toolhive\.stacklok\.dev\/(?!v\d)[a-z-]+)['"]/g;

/** Where a key may stand besides: what users write in the examples of the findings, and what is a finalizer. */
const OTHERS = [/^validate\/codes\//, /^cli\/migrate\/prepare\.ts$/];

test('annotations: their keys stand in compile/annotations.ts alone', () => {
  const files = globSync('**/*.ts', { cwd: FUNCTIONS }).filter((file) => !OTHERS.some((other) => other.test(file)));
  const found = files.flatMap((file) => {
    const keys = readFileSync(join(FUNCTIONS, file), 'utf8').matchAll(KEY);
    return Array.from(keys, ([, key]) => `${file}: ${key}`);
  });
  const elsewhere = found.filter((place) => !place.startsWith('compile/annotations.ts: '));
  assert.deepEqual(elsewhere, []);
  assert.ok(found.length > 5, 'the keys themselves are found');
});
