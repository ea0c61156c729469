// Output: rows of aligned cells.

import { cellText, seenLength } from './safe-text.ts';

const GAP = '   ';

/** Lines with aligned columns, each cell on one line; colours take no width, the last column is not padded. */
export function alignRows(cells: readonly (readonly string[])[]): readonly string[] {
  const rows = cells.map((row) => row.map(cellText));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((width, row) => Math.max(width, seenLength(row[column] ?? '')), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - seenLength(cell))))
      .join(GAP)
      .trimEnd(),
  );
}

/** A table with titles as one text. */
export function tableText(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return linesText(alignRows([titles, ...rows]));
}

/** Lines as one text that ends with a newline; line breaks within a line are escaped. */
export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${cellText(line)}\n`).join('');
}
