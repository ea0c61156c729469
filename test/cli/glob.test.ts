// Input: which files match a pattern.

import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { findByGlob } from '../../functions/cli/input/glob.ts';

const folder = await fs.mkdtemp(join(tmpdir(), 'glob-test-'));
after(() => fs.rm(folder, { recursive: true, force: true }));

const FILES = [
  'a.yaml',
  'b.yaml',
  'ab.yml',
  'a+b.yaml',
  'x/a.yaml',
  'x/y/a.yaml',
  'x/y/b.json',
  'z/a.yaml',
  '[a].yaml',
  '{a}.yaml',
];
for (const file of [...FILES, '.git/c.yaml', '.hidden.yaml']) {
  await fs.mkdir(dirname(join(folder, file)), { recursive: true });
  await fs.writeFile(join(folder, file), '');
}
await fs.symlink('../..', join(folder, 'x/y/up'));

const CASES: readonly (readonly [pattern: string, found: readonly string[]])[] = [
  ['*.yaml', ['[a].yaml', 'a+b.yaml', 'a.yaml', 'b.yaml', '{a}.yaml']],
  ['?.yaml', ['a.yaml', 'b.yaml']],
  ['[a-b].yaml', ['a.yaml', 'b.yaml']],
  ['[!a].yaml', ['b.yaml']],
  ['{a,b}.yaml', ['a.yaml', 'b.yaml']],
  ['{x,z}/{a,b}.{yaml,json}', ['x/a.yaml', 'z/a.yaml']],
  ['**/a.yaml', ['a.yaml', 'x/a.yaml', 'x/y/a.yaml', 'z/a.yaml']],
  ['x/**', ['x', 'x/y']],
  ['x/*/b.json', ['x/y/b.json']],
  ['./x/*.yaml', ['x/a.yaml']],
  ['a+*.yaml', ['a+b.yaml']],
  ['.h*', ['.hidden.yaml']],
  ['[.yaml', []],
  ['nowhere/*', []],
  ['a.yaml/*', []],
];

for (const [pattern, found] of CASES)
  test(`glob: ${pattern}`, async () => {
    assert.deepEqual([...(await findByGlob(pattern, folder))].toSorted(), found);
    assert.deepEqual(
      [...(await findByGlob(`${folder}/${pattern}`, '/'))].toSorted(),
      found.map((name) => join(folder, name)),
    );
  });

test('glob: any pattern ends, and finds what is there', async () => {
  const pattern = fc.string({
    unit: fc.constantFrom(
      '*',
      '**',
      '?',
      '[',
      ']',
      '!',
      '^',
      '-',
      '{',
      '}',
      ',',
      '/',
      '\\',
      '.',
      '+',
      '(',
      'a',
      'x',
      'y',
    ),
  });
  await fc.assert(
    fc.asyncProperty(pattern, async (any) => {
      // Nothing outside of the folder.
      const text = `x/${any.replaceAll('..', '.')}`;
      for (const name of await findByGlob(text, folder)) await fs.lstat(join(folder, name));
    }),
  );
});
