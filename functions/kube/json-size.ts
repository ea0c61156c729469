// Vocabulary: how large a value is as JSON, without writing the JSON.

import { type Fields, isObject } from './object.ts';

/**
 * Levels of lists and objects inside each other. Kubernetes' own kinds have less than 30; the code below them calls itself once a
 * level.
 */
const MAX_DEPTH = 100;

/** ASCII without control characters, quotes, backslashes, and what Go escapes: `<`, `>`, `&`. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/;

/** Whether a text is the same inside the quotes of JSON, also as Go writes it. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * Whether a JSON value takes more bytes than this as Go writes it (UTF-8, no spaces, `<`, `>` and `&` as six characters), or
 * is nested deeper than 100 levels. The walk ends where the limit is reached, so the largest value costs no more than one of
 * the limit.
 */
export function isLargerThan(bytes: number, value: unknown): boolean {
  return bytesLeft(bytes, value, MAX_DEPTH) < 0;
}

/** What is left of a number of bytes; negative when they do not suffice. */
function bytesLeft(bytes: number, value: unknown, depth: number): number {
  if (typeof value === 'string') return textLeft(bytes, value);
  if (Array.isArray(value)) return depth === 0 ? -1 : listLeft(bytes, value, depth - 1);
  if (isObject(value)) return depth === 0 ? -1 : membersLeft(bytes, value, depth - 1);
  return value === undefined ? bytes : bytes - JSON.stringify(value).length;
}

function listLeft(bytes: number, items: readonly unknown[], depth: number): number {
  let left = bytes - 2 - Math.max(0, items.length - 1);
  for (const item of items) {
    if (left < 0) return left;
    left = bytesLeft(left, item, depth);
  }
  return left;
}

function membersLeft(bytes: number, members: Fields, depth: number): number {
  const names = Object.keys(members);
  let left = bytes - 2 - names.length - Math.max(0, names.length - 1);
  for (const name of names) {
    if (left < 0) return left;
    left = bytesLeft(textLeft(left, name), members[name], depth);
  }
  return left;
}

function textLeft(bytes: number, text: string): number {
  const left = bytes - 2 - text.length;
  if (left < 0 || isPlainText(text)) return left;
  let extra = 0;
  for (let index = 0; index < text.length && extra <= left; index += 1) extra += extraBytes(text.charCodeAt(index));
  return left - extra;
}

/** Bytes beyond one of a UTF-16 unit; each half of a pair stands for two of four bytes. */
function extraBytes(unit: number): number {
  if (unit < 0x80) return extraOfAscii(unit);
  if (unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff)) return 1;
  return unit === 0x2028 || unit === 0x2029 ? 5 : 2;
}

const SHORT_ESCAPES = new Set(Array.from('"\\\n\r\t\b\f', (character) => character.charCodeAt(0)));
const LONG_ESCAPES = new Set(Array.from('<>&', (character) => character.charCodeAt(0)));

function extraOfAscii(unit: number): number {
  if (SHORT_ESCAPES.has(unit)) return 1;
  return unit < 0x20 || LONG_ESCAPES.has(unit) ? 5 : 0;
}
