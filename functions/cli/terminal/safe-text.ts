// Output: escapes foreign text for terminals. Names, values, file names and kubectl's messages may hold characters that move the
// cursor, ring the bell, set colours, reverse the line or are invisible: they are written as escapes.

/**
 * Control and format characters (among them bidi overrides and zero-width ones), separators, lone surrogates, and characters drawn as
 * nothing.
 */
const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;
const UNSEEN_IN_LINE = new RegExp(UNSEEN, 'gu');
const UNSEEN_IN_TEXT = new RegExp(`(?!\\n)${UNSEEN}`, 'gu');

/** Whether a text holds a character that needs an escape. */
export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN_IN_TEXT) >= 0;
}

/** The text with such characters as `write` gives them; newlines stay. */
export function replaceUnseen(text: string, write: (character: string) => string): string {
  return text.replaceAll(UNSEEN_IN_TEXT, write);
}

const SHORT = new Map([
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
]);

/** As JSON escapes them, so that JSON stays the same JSON: `\u001b`, `\t`, `\udb40\udc01`. */
function escaped(character: string): string {
  // oxlint-disable-next-line unicorn/prefer-code-point -- JSON escapes surrogates one by one
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return SHORT.get(character) ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** Foreign text on one line, what is not seen written out. */
export function escapeLine(text: string): string {
  return text.replaceAll(UNSEEN_IN_LINE, escaped);
}

/** Random for each process, so that no foreign text can contain a mark. */
const KEY = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
const MARK = `\u0002${KEY}:(\\d+)\u0003`;
const MARKS = new RegExp(MARK, 'g');
const MARKS_OR_UNSEEN = new RegExp(`${MARK}|(?!\\n)${UNSEEN}`, 'gu');
const MARKS_OR_UNSEEN_IN_LINE = new RegExp(`${MARK}|${UNSEEN}`, 'gu');

/** A text between two marks, which the terminal gets as a colour and its end. */
export function marked(code: number, text: string): string {
  return `${mark(code)}${text}${mark(0)}`;
}

function mark(code: number): string {
  return `\u0002${KEY}:${code}\u0003`;
}

/** Text for the terminal: marks become colours, every other invisible character is escaped. */
export function forTerminal(text: string): string {
  return text.replaceAll(MARKS_OR_UNSEEN, (found: string, code?: string) =>
    code === undefined ? escaped(found) : `\u001b[${code}m`,
  );
}

/** A cell of a table: one line, its marks kept. */
export function cellText(cell: string): string {
  return cell.replaceAll(MARKS_OR_UNSEEN_IN_LINE, (found: string, code?: string) =>
    code === undefined ? escaped(found) : found,
  );
}

/** The number of visible characters. */
export function seenLength(text: string): number {
  return text.replaceAll(MARKS, '').length;
}
