// Counts the values of a JSON text before it is parsed: memory goes by their number, not by the bytes.

import { MAX_BODY_VALUES } from './limits.ts';

/** Bytes below which no text can hold too many values: each takes two, itself and a comma. */
const SMALL_BYTES = 2 * MAX_BODY_VALUES;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** Opening brackets and commas: each precedes at most one more value. */
const STARTS: ReadonlySet<number> = new Set([0x2c, 0x5b, 0x7b]);

/** Whether the text holds more than `MAX_BODY_VALUES` opening brackets and commas outside of strings. The text need not be valid JSON. */
export function hasTooManyValues(text: Uint8Array): boolean {
  if (text.length < SMALL_BYTES) return false;
  let count = 0;
  for (let place = 0; place < text.length; place += 1) {
    const byte = text[place] ?? 0;
    if (byte === QUOTE) place = endOfString(text, place + 1);
    else if (STARTS.has(byte)) count += 1;
    if (count > MAX_BODY_VALUES) return true;
  }
  return false;
}

/** Place of the closing quote, or the end of the text. */
function endOfString(text: Uint8Array, start: number): number {
  let place = start;
  while (place < text.length && text[place] !== QUOTE) place += text[place] === BACKSLASH ? 2 : 1;
  return place;
}
