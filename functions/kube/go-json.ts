// Vocabulary: JSON text as Go programs write it, so that a ConfigMap or a checksum equals the one that Go would make.

import { isPlainText } from './json-size.ts';
import { type Fields, isObject } from './object.ts';

/** How the text is laid out. */
export interface GoJsonOptions {
  /** Spaces for each level, as `json.MarshalIndent` with an empty prefix. Without it everything stands on one line. */
  readonly indent?: 2;
}

interface Layout {
  readonly indent: string;
  /** What stands before each member and item. */
  readonly lineBreak: string;
  readonly colon: string;
  readonly sorted: boolean;
}

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
 * that are `undefined` left out, half surrogate pairs replaced by U+FFFD (Go's decoder does that while reading). Throws
 * on what JSON cannot say (`NaN`, functions, `undefined` in a list): that is a bug of the caller.
 * A JavaScript object lists keys that look like array indexes first; use `toSortedGoJson` for maps.
 * @see https://pkg.go.dev/encoding/json#Marshal
 */
export function toGoJson(value: unknown, options: GoJsonOptions = {}): string {
  return writeValue(value, layoutOf(options, false), '');
}

/** The same for Go maps: the keys of every object are sorted by their UTF-8 bytes. */
export function toSortedGoJson(value: unknown, options: GoJsonOptions = {}): string {
  return writeValue(value, layoutOf(options, true), '');
}

function layoutOf({ indent }: GoJsonOptions, sorted: boolean): Layout {
  return indent === undefined
    ? { indent: '', lineBreak: '', colon: ':', sorted }
    : { indent: ' '.repeat(indent), lineBreak: '\n', colon: ': ', sorted };
}

function writeValue(value: unknown, layout: Layout, margin: string): string {
  if (typeof value === 'string') return writeString(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return writeItems(value, layout, margin);
  if (!isObject(value)) throw new TypeError(`a value of type ${typeof value} cannot be written as JSON`);
  return writeMembers(value, layout, margin);
}

// Every sync writes some kilobytes here: the text is added to piece by piece, which is quicker than joining lists.
function writeItems(items: readonly unknown[], layout: Layout, margin: string): string {
  const inner = margin + layout.indent;
  let text = '';
  for (const item of items) {
    text += `${text === '' ? '' : ','}${layout.lineBreak}${inner}${writeValue(item, layout, inner)}`;
  }
  return text === '' ? '[]' : `[${text}${layout.lineBreak}${margin}]`;
}

function writeMembers(object: Fields, layout: Layout, margin: string): string {
  const inner = margin + layout.indent;
  const keys = Object.keys(object);
  let text = '';
  for (const key of layout.sorted ? keys.toSorted(compareUtf8) : keys) {
    const value = object[key];
    if (value === undefined) continue;
    const start = `${text === '' ? '' : ','}${layout.lineBreak}${inner}`;
    text += start + writeString(key) + layout.colon + writeValue(value, layout, inner);
  }
  return text === '' ? '{}' : `{${text}${layout.lineBreak}${margin}}`;
}

// JSON.stringify already writes control characters as Go does since 1.22: \b \f \n \r \t by letter, the rest as \u00xx.
function writeString(text: string): string {
  if (isPlainText(text)) return `"${text}"`;
  return JSON.stringify(text.toWellFormed()).replace(/[<>&\u2028\u2029]/g, (found) => GO_ESCAPES[found] ?? found);
}
