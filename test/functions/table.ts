// The tables of conformance in docs/serverless.md: compared with what a run has found, or written anew.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../../docs/serverless.md');

/** One shape that was tried. */
export interface Row {
  readonly platform: string;
  readonly shape: string;
  /** What ran it, or where its wire format is described. */
  readonly by: string;
  readonly answeredBefore?: readonly string[] | undefined;
  readonly mended?: readonly string[] | undefined;
  /** It could not be tried here: what the table says of it stays. */
  readonly isMissing?: boolean;
}

/** Compares the table of that name with the rows, or writes it. */
export function checkTable(name: string, rows: readonly Row[]): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const [head = '', rest = ''] = text.split(`${begin}\n`);
  const [stands = '', tail = ''] = rest.split(end);
  const lines = rows.map(({ platform, shape, by, answeredBefore, mended, isMissing }) => {
    const kept = stands.split('\n').find((line) => line.startsWith(`| ${platform} |`));
    if (isMissing === true && kept !== undefined) return kept.slice(2, -2);
    return [platform, shape, by, 'the same', namesOf(answeredBefore), namesOf(mended)].join(' | ');
  });
  const header = [
    'platform | shape | by',
    'golden set',
    'answered by the platform before',
    'mended by the platform',
  ].join(' | ');
  const table = [header, '--- | --- | --- | --- | --- | ---', ...lines].map((line) => `| ${line} |\n`).join('');
  if (process.env['FUNCTIONS_TABLE'] === 'rewrite') writeFileSync(FILE, `${head}${begin}\n${table}${end}${tail}`);
  else assert.equal(stands, table, `docs/serverless.md: the table ${name} is written by make test-functions REWRITE=1`);
}

function namesOf(names: readonly string[] | undefined): string {
  return (names ?? []).map((name) => name.trim()).join(', ') || 'nothing';
}
