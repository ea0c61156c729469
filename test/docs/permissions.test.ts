// docs/permissions.md: its tables say what people rely on, and its recipes are valid and do what they are for.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import { validateAlone } from '../../functions/validate/object.ts';
import { generateReachTable } from '../../scripts/generate/reach-table.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/permissions.md'), 'utf8');

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Rows of the table whose head begins so, by their first cell; cells by the head of their column. */
function readTable(head: string): Table {
  const lines = PAGE.slice(PAGE.indexOf(`| ${head} |`)).split('\n');
  const rows = lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('|')),
    )
    .map(cellsOf);
  const [columns = [], , ...body] = rows;
  return Object.fromEntries(
    body.map(([name = '', ...cells]) => [name, Object.fromEntries(cells.map((cell, at) => [columns[at + 1], cell]))]),
  );
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function openIn(row: Readonly<Record<string, string>> | undefined): readonly string[] {
  return Object.entries(row ?? {}).flatMap(([column, cell]) => (cell === 'open' ? [column] : []));
}

const BACKEND = readTable('profile | cluster DNS');
const PROXY = readTable('transport | its own backend');
const CALLERS = readTable('to');

test('permissions.md: the tables are what the policies say now', async () => {
  const [file] = await generateReachTable(ROOT);
  assert.equal(PAGE, file?.text);
  assert.equal(Object.keys(BACKEND).length, 16);
});

test('permissions.md: none, an empty profile and quarantine open nothing', () => {
  for (const name of ['`none`', 'an empty profile', '`network`, in quarantine'])
    assert.deepEqual(openIn(BACKEND[name]), [], name);
  assert.deepEqual(openIn(PROXY['in quarantine']), []);
  for (const name of ['the backend, in quarantine', 'the proxy, in quarantine'])
    assert.deepEqual(openIn(CALLERS[name]), [], name);
});

test('permissions.md: no profile opens the backend of another server, and nobody but its proxy calls a backend', () => {
  for (const [name, row] of Object.entries(BACKEND)) assert.equal(row["another server's backend"], '–', name);
  for (const [name, row] of Object.entries(CALLERS)) {
    if (name.startsWith('the backend'))
      assert.ok(
        openIn(row).every((from) => from === 'its own proxy'),
        name,
      );
  }
});

test('permissions.md: under the hardened settings no profile opens metadata, the API server or a private address', () => {
  const hardened = Object.entries(BACKEND).filter(([name]) => name.endsWith('hardened settings'));
  assert.equal(hardened.length, 4);
  for (const [name, row] of hardened)
    for (const column of ['metadata', 'API server', 'private address', 'any other pod'])
      assert.equal(row[column], '–', `${name}: ${column}`);
});

test('permissions.md: blocks and ports open what they name', () => {
  assert.deepEqual(openIn(BACKEND['`allow_host: ["198.51.100.0/24"]`, `allow_port: [443]`']), ['listed block :443']);
  assert.deepEqual(openIn(BACKEND['`allow_host: ["198.51.100.0/24"]`']), ['listed block :443', 'listed block :80']);
  assert.ok(openIn(BACKEND['`network`']).includes('metadata'));
});

test('permissions.md: only the proxy of stdio reaches the API server', () => {
  const reaching = Object.entries(PROXY).filter(([, row]) => row['API server'] === 'open');
  assert.deepEqual(
    reaching.map(([name]) => name),
    ['`stdio`', '`stdio`, hardened settings'],
  );
});

test('permissions.md: under the hardened settings no proxy reaches metadata or a private address either', () => {
  const hardened = Object.entries(PROXY).filter(([name]) => name.endsWith('hardened settings'));
  assert.equal(hardened.length, 3);
  for (const [name, row] of hardened)
    for (const column of ['metadata', 'private address', 'any other pod'])
      assert.equal(row[column], '–', `${name}: ${column}`);
});

interface Recipe extends Record<string, unknown> {
  readonly kind?: string;
  readonly settings?: unknown;
}

const RECIPES = [...PAGE.matchAll(/```yaml\n([^]*?)```/g)]
  .flatMap(([, block = '']) => parseAllDocuments(block))
  .map((document) => document.toJS() as Recipe);

test('permissions.md: every recipe is accepted without an error', () => {
  const servers = RECIPES.filter(({ kind }) => kind === 'MCPServer');
  assert.ok(servers.length >= 4);
  for (const server of servers) {
    const { findings } = validateAlone(server, DEFAULT_SETTINGS);
    assert.deepEqual(
      findings.filter(({ level }) => level === 'error'),
      [],
    );
  }
  const settings = RECIPES.filter((recipe) => recipe.settings !== undefined);
  assert.equal(settings.length, 3);
  for (const recipe of settings) assert.ok(decodeSettings(recipe.settings).ok);
});
