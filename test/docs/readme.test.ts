// Docs: what the READMEs say exists.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { validateAlone } from '../../functions/validate/object.ts';

const ROOT = new URL('../../', import.meta.url);
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'docs/compatibility.md',
  'docs/status.md',
];

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

for (const page of PAGES) {
  test(`${page}: every link and every path in backticks leads somewhere`, () => {
    const text = read(page);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(
      ([, target = '']) => new URL(target, new URL(page, ROOT)),
    );
    const paths = [...text.matchAll(/`((?:functions|schemas|test|docs|charts)\/[\w./-]+)`/g)].map(
      ([, path = '']) => new URL(path, ROOT),
    );
    for (const url of [...links, ...paths])
      assert.ok(existsSync(url), `${page} names ${url.pathname.slice(ROOT.pathname.length)}`);
  });

  test(`${page}: every make target exists`, () => {
    const makefile = read('Makefile');
    for (const [, target = ''] of read(page).matchAll(/\bmake ([a-z][a-z-]+)\b(?=[`\n ])/g)) {
      assert.match(makefile, new RegExp(`^${target}:`, 'm'), `${page} names make ${target}`);
    }
  });
}

test('README.md: its MCPServer is valid', () => {
  const blocks = [...read('README.md').matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block);
  assert.ok(blocks.length > 0);
  for (const document of blocks.flatMap((block) => parseAllDocuments(block))) {
    const { findings } = validateAlone(document.toJS(), DEFAULT_SETTINGS);
    assert.deepEqual(
      findings.filter((finding) => finding.level === 'error'),
      [],
    );
  }
});

test('Makefile: each target that the guide lists has a help text', () => {
  const targets = [...read('Makefile').matchAll(/^([a-z][a-z-]*):(?!=)(.*)$/gm)];
  for (const [, target = '', rest = ''] of targets) assert.match(rest, /## \S/, `target ${target}`);
});

test('README.md: the run that it shows ends with servers that are ready', () => {
  const [, shown = ''] = /<!-- transcript:run -->(.*?)<!-- \/transcript -->/s.exec(read('README.md')) ?? [];
  assert.match(shown, /\nAll 3 servers are ready\./);
  assert.match(shown, /http:\/\/mcp-example-server-proxy\.default\.svc\.cluster\.local:8080\/mcp/);
});
