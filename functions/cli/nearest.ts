// Vocabulary of the command line: suggestions for misspelled words.

/** `; did you mean "render"?` for the nearest of the words that are known; empty when none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** The most similar word: one letter in three may be wrong, or the end may be missing. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase().slice(0, MAX_LENGTH);
  const ranked = known
    .map((each) => ({ each, far: distance(wanted, each.toLowerCase().slice(0, MAX_LENGTH)) }))
    .filter(({ each, far }) => far <= Math.ceil(each.length / 3) && far < each.length)
    .toSorted((left, right) => left.far - right.far);
  const begun = wanted.length > 1 ? known.find((each) => each.toLowerCase().startsWith(wanted)) : undefined;
  return ranked[0]?.each ?? begun;
}

/** Longer words are cut: the time grows with the square of the length. */
const MAX_LENGTH = 200;

/** Edit distance: letters to add, remove, change or swap with the next one. */
function distance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= right.length; column += 1)
      line.push(cheapest({ left, right, rows, line }, row, column));
    rows.push(line);
  }
  return rows[left.length]?.[right.length] ?? 0;
}

interface Table {
  readonly left: string;
  readonly right: string;
  readonly rows: readonly (readonly number[])[];
  readonly line: readonly number[];
}

function cheapest({ left, right, rows, line }: Table, row: number, column: number): number {
  const [a, b] = [left[row - 1], right[column - 1]];
  const isSwap = row > 1 && column > 1 && a === right[column - 2] && b === left[row - 2];
  const at = (up: number, back: number): number => rows[row - up]?.[column - back] ?? Infinity;
  return Math.min(
    at(1, 0) + 1,
    (line[column - 1] ?? Infinity) + 1,
    at(1, 1) + (a === b ? 0 : 1),
    isSwap ? at(2, 2) + 1 : Infinity,
  );
}
