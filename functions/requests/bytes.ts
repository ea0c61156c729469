// Vocabulary: bytes as every JavaScript platform has them; Node's `Buffer` is one kind of them.

/** One array of all pieces; a single piece is given as it is. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const piece of pieces) {
    joined.set(piece, place);
    place += piece.length;
  }
  return joined;
}

const ENCODER = new TextEncoder();

// A byte order mark stays in the text: it is no JSON (RFC 8259).
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text in UTF-8; a lone surrogate becomes U+FFFD. */
export function encodeText(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** The text of bytes in UTF-8, `undefined` for bytes that are none. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return typeof Buffer === 'undefined' ? encodeText(text).length : Buffer.byteLength(text);
}
