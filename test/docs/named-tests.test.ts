// What the documentation says is tested by a file, is: the file exists, and so does the test that it quotes.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs')];

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
}

/** Files that a page names, with the part of a test's name that it quotes behind: `test/a.test.ts` ("does b"). */
function namedTests(page: string): readonly { readonly file: string; readonly quoted: string | undefined }[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/`(test\/[a-z0-9/.-]+\.ts)`(?: \("([^"]+)"\))?/g)].map(([, file = '', quoted]) => ({
    file,
    quoted,
  }));
}

for (const page of PAGES) {
  const named = namedTests(page);
  if (named.length === 0) continue;
  test(`${page}: the tests that it names exist`, () => {
    for (const { file, quoted } of named) {
      assert.ok(existsSync(join(ROOT, file)), file);
      if (quoted !== undefined)
        assert.ok(readFileSync(join(ROOT, file), 'utf8').includes(quoted), `${file} has no test "${quoted}"`);
    }
  });
}

test('operations: every promise and every good practice names its tests', () => {
  const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| .*\|$/.test(line));
  const practices = rows.filter((line) => /^\| \d+ \|/.test(line));
  assert.equal(practices.length, 24);
  const promises = text.slice(text.indexOf('## Promises'), text.indexOf("## Kubernetes' good")).split('\n').slice(4);
  const table = promises.filter((line) => line.startsWith('| '));
  assert.ok(table.length >= 8, `${table.length} promises`);
  for (const row of [...practices, ...table]) assert.match(row.split('|').at(-2) ?? '', /`test\/|first install/, row);
});

test('threat-model: all 18 threats in their order and every confused deputy, each with an answer and a quoted test', () => {
  const text = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8');
  const [admission = '', deputies = ''] = text.split('\n## Confused deputies');
  const threats = [...admission.matchAll(/^\| (\d+) \| .* \| (.*) \| (.*) \|$/gm)];
  assert.deepEqual(
    threats.map(([, number]) => Number(number)),
    Array.from({ length: 18 }, (_, index) => index + 1),
  );
  const cases = [...deputies.matchAll(/^\| (?!who|---)(.*) \| .* \| (.*) \| (.*) \|$/gm)];
  assert.ok(cases.length >= 10, String(cases.length));
  for (const [row, , answer = '', named = ''] of [...threats, ...cases]) {
    assert.ok(answer.length > 40, row);
    // Not only a file: the name of a test.
    assert.match(named, /^`test\/[a-z0-9/.-]+\.ts` \("[^"]+"\)/, row);
  }
});
