// Vocabulary: JSON text as Go programs write it, so that a ConfigMap or a checksum equals the one that Go would make.

import { isPlainText } from './json-size.ts';
import { type Fields, isObject } from './object.ts';

/** What Go escapes inside strings beyond the rules of JSON, so that the text is safe inside HTML and JavaScript. */
const GO_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/**
 * Order of two strings by their UTF-8 bytes: what Go's `<` says. JavaScript's own order differs above U+FFFF.
 * Negative, zero or positive, as `Array.toSorted` wants it.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return byteRank(left) - byteRank(right);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates (code points above U+FFFF) before U+E000..U+FFFF; UTF-8 puts them after. */
function byteRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/**
 * A JSON value as Go 1.22 or later writes it: members in the order of the object (as for a struct), `null` kept, members
 * that are `undefined` left out, half surrogate pairs replaced by U+FFFD (Go's decoder does that while reading). `indent` spaces
 * for each level, as `json.MarshalIndent` with an empty prefix; without them everything stands on one line.
 * What JSON cannot say (`NaN`, `undefined` in a list) becomes null.
 * A JavaScript object lists keys that look like array indexes first; use `toSortedGoJson` for maps.
 * @see https://pkg.go.dev/encoding/json#Marshal
 */
export function toGoJson(value: unknown, indent = 0): string {
  return escapedAsGo(JSON.stringify(value, undefined, indent));
}

/**
 * The same for Go maps, on one line: the keys of every object are sorted by their UTF-8 bytes. Throws on what JSON cannot say
 * (`NaN`, functions, `undefined` in a list): that is a bug of the caller.
 */
export function toSortedGoJson(value: unknown): string {
  if (typeof value === 'string') return writeString(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(toSortedGoJson).join(',')}]`;
  if (!isObject(value)) throw new TypeError(`a value of type ${typeof value} cannot be written as JSON`);
  return writeSorted(value);
}

// Every sync writes some kilobytes here: the text is added to piece by piece, which is quicker than joining lists.
function writeSorted(object: Fields): string {
  let text = '';
  for (const key of Object.keys(object).toSorted(compareUtf8)) {
    const value = object[key];
    if (value !== undefined) text += `${text === '' ? '' : ','}${writeString(key)}:${toSortedGoJson(value)}`;
  }
  return `{${text}}`;
}

function writeString(text: string): string {
  return isPlainText(text) ? `"${text}"` : escapedAsGo(JSON.stringify(text));
}

/** Inside strings, and nowhere else, JSON text has escapes and these characters. Half a surrogate pair is written as an escape. */
const ESCAPES = /\\ud[89a-f][0-9a-f]{2}|\\.|[<>&\u2028\u2029]/g;

// JSON.stringify already writes control characters as Go does since 1.22: \b \f \n \r \t by letter, the rest as \u00xx.
function escapedAsGo(json: string): string {
  return json.replace(ESCAPES, (found) => (found.startsWith('\\ud') ? '\ufffd' : (GO_ESCAPES[found] ?? found)));
}
