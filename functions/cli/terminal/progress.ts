// Output: progress of long work.

import type { Io } from '../io.ts';

/** Shorter work shows no progress. */
const PATIENCE_MS = 400;
/** A line that changes more often is not readable. */
const REFRESH_MS = 100;

/**
 * Does something with each item, one after the other, and shows on terminals which one it is: `rendering 120 of 10000`.
 * Between the items, results that were printed go out.
 */
export async function inTurn<Item>(
  items: readonly Item[],
  { io, label }: { readonly io: Io; readonly label: string },
  act: (item: Item) => void | Promise<void>,
): Promise<void> {
  let next = Date.now() + PATIENCE_MS;
  for (const [index, item] of items.entries()) {
    if (Date.now() >= next) {
      io.progress(`${label} ${index + 1} of ${items.length}`);
      next = Date.now() + REFRESH_MS;
    }
    // oxlint-disable-next-line no-await-in-loop -- in turn is the point
    await act(item);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await io.pause();
  }
  io.progress('');
}

/** A stream that may be a terminal. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** A line on a terminal that is written over and over; on anything else nothing is written. */
export function createProgressLine(stream: Stream): (text: string) => void {
  if (stream.isTTY !== true) return () => {};
  let isShown = false;
  return (text) => {
    if (text === '' && !isShown) return;
    isShown = text !== '';
    const width = (stream.columns ?? 80) - 1;
    stream.write(`\r\u001b[K${text.slice(0, width)}`);
  };
}
