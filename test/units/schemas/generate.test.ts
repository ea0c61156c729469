// The generator: what is committed is what the sources say, and a difference is found.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { generateCrd } from '../../../scripts/generate/crd.ts';
import { differingFiles } from '../../../scripts/generate/differing-files.ts';
import { generateTypes } from '../../../scripts/generate/types.ts';
import { generateValidators } from '../../../scripts/generate/validators.ts';

const ROOT = join(import.meta.dirname, '../../..');
const GENERATORS = [generateTypes, generateValidators, generateCrd];
const ONE_FILE = () => Promise.resolve([{ path: 'a/b.ts', text: '' }]);
const CRD_FILE = 'charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml';

test('generate --check: the committed files are what the sources say', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    join(ROOT, 'scripts/generate.ts'),
    '--check',
  ]);
  assert.equal(stdout + stderr, '');
});

test('differingFiles: names every file that a changed schema changes', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'generate-'));
  t.after(() => rmSync(root, { recursive: true }));
  cpSync(join(ROOT, 'schemas'), join(root, 'schemas'), { recursive: true });
  cpSync(join(ROOT, CRD_FILE), join(root, CRD_FILE), { recursive: true });
  assert.deepEqual(await differingFiles(root, GENERATORS), []);

  const source = join(root, 'schemas/mcp-server.schema.yaml');
  const text = readFileSync(source, 'utf8');
  writeFileSync(source, text.replace('enum: [stdio, ', 'enum: ['));
  assert.notEqual(readFileSync(source, 'utf8'), text);
  const paths = (await differingFiles(root, GENERATORS)).map(({ path }) => path);
  assert.deepEqual(paths.toSorted(), [CRD_FILE, 'schemas/generated/mcp-server.ts', 'schemas/generated/validators.js']);
});

test('differingFiles: a missing file differs', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'generate-'));
  t.after(() => rmSync(root, { recursive: true }));
  assert.deepEqual(
    (await differingFiles(root, [ONE_FILE])).map(({ path }) => path),
    ['a/b.ts'],
  );
});

test('validators.js: one file that loads nothing', () => {
  const text = readFileSync(join(ROOT, 'schemas/generated/validators.js'), 'utf8');
  assert.doesNotMatch(text, /\b(require|import|eval|Function)\b/);
});

for (const file of ['mcp-server', 'settings-file', 'admission-review', 'sync-request', 'customize-request']) {
  test(`${file}.ts: every member and every list is readonly`, () => {
    const lines = readFileSync(join(ROOT, `schemas/generated/${file}.ts`), 'utf8').split('\n');
    assert.deepEqual(
      lines.filter((line) => /^\s+["'\w$[][^*]*\??: /.test(line) && !line.includes('readonly ')),
      [],
    );
    assert.deepEqual(
      lines.filter((line) => /\w\[\];$/.test(line) && !/[:=] readonly /.test(line)),
      [],
    );
  });
}
