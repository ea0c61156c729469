// Every link in the documentation leads somewhere, to the very heading.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { PAGES } from './blocks.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The page without its fenced blocks: what looks like a link there is none. */
function proseOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8').replaceAll(/^[ \t]*```[^]*?^[ \t]*```$/gm, '');
}

/** The anchors of a page, as GitHub makes them from its headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) => title);
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

for (const page of PAGES)
  test(`${page}: every link leads somewhere`, () => {
    for (const [, target = ''] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      assert.ok(existsSync(join(ROOT, file)), `${page} leads to ${target}`);
      if (anchor !== undefined)
        assert.ok(anchorsOf(file).has(anchor), `${page} leads to ${target}, which has no such heading`);
    }
  });

/** The pages that a page links to. */
function linkedFrom(page: string): readonly string[] {
  const targets = [...proseOf(page).matchAll(/\]\(([^)\s#]+)/g)].map(([, target = '']) => join(dirname(page), target));
  return targets.filter((target) => PAGES.includes(target));
}

test('index: every page of docs/ can be reached from it', () => {
  const reached = new Set(['docs/README.md']);
  // A set that grows while it is walked is walked to its end.
  for (const page of reached) for (const target of linkedFrom(page)) reached.add(target);
  for (const page of PAGES.filter((each) => each.startsWith('docs/'))) assert.ok(reached.has(page), page);
});

test('decisions: the list names every file', () => {
  const list = readFileSync(join(ROOT, 'docs/decisions/README.md'), 'utf8');
  for (const page of PAGES.filter((each) => /^docs\/decisions\/\d/.test(each)))
    assert.ok(list.includes(page.slice('docs/decisions/'.length)), page);
});
