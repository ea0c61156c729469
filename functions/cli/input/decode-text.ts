// Input: the bytes of a file become text. Bytes that are no text are an error, never repaired: `lint --fix` would write the repair back.

/** The text, or why the bytes are no text and where. */
export type Decoded =
  | { readonly text: string }
  | { readonly message: string; readonly line?: number; readonly column?: number };

/** Byte order marks that Windows tools write. YAML allows UTF-16 and UTF-32, but kubectl reads UTF-8 only. */
const OTHER_ENCODINGS: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'UTF-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'UTF-16'],
  [[0xfe, 0xff], 'UTF-16'],
];
const NEWLINE = 0x0a;

/** Reads UTF-8. A byte order mark stays in the text, so that a file that is written back keeps it. */
export function decodeText(bytes: Uint8Array): Decoded {
  const other = OTHER_ENCODINGS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (other !== undefined) return { message: `it is ${other[1]}: save it as UTF-8` };
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { message: 'it is no text: it has zero bytes', ...placeOf(bytes, zero) };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { message: 'it is not UTF-8: save it as UTF-8', ...placeOf(bytes, firstBadByte(bytes)) };
  }
}

/** Line and column of a byte, both from 1; the column counts characters. */
function placeOf(bytes: Uint8Array, offset: number): { readonly line: number; readonly column: number } {
  const before = bytes.subarray(0, offset);
  const lineStart = before.lastIndexOf(NEWLINE) + 1;
  const line = before.reduce((lines, byte) => (byte === NEWLINE ? lines + 1 : lines), 1);
  return { line, column: new TextDecoder().decode(before.subarray(lineStart)).length + 1 };
}

/** The offset of the first byte that belongs to no character, found by bisection: the longest valid beginning ends there. */
function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isGoodBeginning(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // The bad character may begin before that byte: count only the bytes of complete characters.
  return new TextEncoder().encode(new TextDecoder().decode(bytes.subarray(0, good), { stream: true })).length;
}

/** A character cut off at the end still counts as valid. */
function isGoodBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
