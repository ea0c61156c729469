// What the bench prints: Markdown, so that the tables of docs/performance.md are its output.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of a table. */
export interface Measure {
  readonly what: string;
  readonly value: string;
  readonly target: string;
  /** Undefined: there is no goal, or it could not be measured on this machine. */
  readonly isMet: boolean | undefined;
}

const PAGE = join(import.meta.dirname, '../../docs/performance.md');

const VERDICTS = { true: 'met', false: '**missed**', undefined: '' } as const;

/** Prints the measures; with `--write` they also take the place of the table of that name in docs/performance.md. */
export function publish(name: string, rows: readonly Measure[]): void {
  publishTable(name, verdicts(rows));
}

/** Prints the measures and keeps them nowhere. */
export function print(rows: readonly Measure[]): void {
  printTable(verdicts(rows));
}

function verdicts(rows: readonly Measure[]): readonly (readonly string[])[] {
  return [
    ['what', 'measured', 'goal', ''],
    ...rows.map(({ what, value, target, isMet }) => [what, value, target, VERDICTS[`${isMet}`]]),
  ];
}

/** Prints a table, its first row the head; with `--write` it also takes the place of the one in docs/performance.md. */
export function publishTable(name: string, rows: readonly (readonly string[])[]): void {
  const table = printTable(rows);
  if (process.argv.includes('--write')) replaceTable(name, table);
}

function printTable(rows: readonly (readonly string[])[]): string {
  const table = markdown(rows);
  console.log(`${table}\n`);
  return table;
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const [head, ...body] = rows.map(
    (row) => `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`,
  );
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function replaceTable(name: string, table: string): void {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
  const text = readFileSync(PAGE, 'utf8');
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${PAGE} has no place for ${name}`);
  writeFileSync(PAGE, `${text.slice(0, from)}${start}\n${table}\n\n${text.slice(to)}`);
}
