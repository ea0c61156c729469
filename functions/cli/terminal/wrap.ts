// Output: lines for people, broken where the terminal ends instead of in the middle of a word.

import type { Io } from '../io.ts';
import { seenLength } from './safe-text.ts';
import { linesText } from './table.ts';

/** Terminals narrower than this are left to break lines themselves. */
const MIN_WIDTH = 40;

/** What follows a column of a table, or a list after its title. */
const COLUMN = / {3,}(?=\S)/g;

/** Lines as one text; those that are longer than the terminal go on below the last column that fits. */
export function peopleText(lines: readonly string[], { columns }: Pick<Io, 'columns'>): string {
  return linesText(columns === undefined ? lines : lines.flatMap((line) => wrapLine(line, columns)));
}

/** One line as lines of at most `width` visible characters; a longer word stays whole, so that it can be copied. */
export function wrapLine(line: string, width: number): readonly string[] {
  if (width < MIN_WIDTH || seenLength(line) <= width) return [line];
  const indent = ' '.repeat(indentOf(line, width));
  const [begin = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = begin;
  for (const word of line.slice(begin.length).split(/(?<=\S)(?= )/)) {
    const isFirst = current.trim() === '';
    if (isFirst || seenLength(current + word) <= width) current += isFirst ? word.trimStart() : word;
    else {
      lines.push(current);
      current = `${indent}${word.trimStart()}`;
    }
  }
  return [...lines, current];
}

/** Where the last column begins, if half of the width is left for it; else a little more than the line itself. */
function indentOf(line: string, width: number): number {
  const plain = [...line.matchAll(COLUMN)].map(({ index, 0: gap }) => seenLength(line.slice(0, index + gap.length)));
  const own = /^ */.exec(line)?.[0].length ?? 0;
  return plain.findLast((column) => column > own && column <= width / 2) ?? own + 4;
}
