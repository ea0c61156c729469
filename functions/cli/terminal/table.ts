// Output: rows of aligned cells.

import { stripVTControlCharacters } from 'node:util';

const GAP = '   ';

/** Lines with aligned columns; colours take no width, the last column is not padded. */
export function alignRows(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => visibleLength(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - visibleLength(cell))))
      .join(GAP)
      .trimEnd(),
  );
}

/** A table with titles as one text. */
export function tableText(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${alignRows([titles, ...rows]).join('\n')}\n`;
}

/** `1 server`, `2 servers`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
