// Output: command lines that people copy and scripts that they run. All foreign text in them is quoted here.

import { escapeLine, replaceUnseen } from './safe-text.ts';

/** Words without any meaning to a shell; zsh expands words that begin with `=`. */
const PLAIN = /^[\w./-][\w@%+=:,./-]*$/;

/**
 * One word of a POSIX shell: `fetch`, `'d$(touch x)'`. Characters that are not seen are made by printf from their bytes, so that
 * a reader sees what is there and the program gets it as it is. A zero byte, which no word can hold, is written out.
 */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text;
  const inQuotes = text.replaceAll('\0', String.raw`\u0000`).replaceAll("'", String.raw`'\''`);
  return `'${replaceUnseen(inQuotes, (character) => `'"$(printf '${octal(character)}')"'`)}'`;
}

function octal(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** A command line of kubectl or helm about something that has a name: what begins with a dash is not taken for an option. */
export function commandLine(words: readonly string[], named: readonly string[], options: readonly string[]): string {
  const isPlain = named.every((name) => !name.startsWith('-'));
  return [...words, ...(isPlain ? [...named, ...options] : [...options, '--', ...named])].map(shellWord).join(' ');
}

/** A comment of one line. */
export function shellComment(text: string): string {
  return `# ${escapeLine(text)}`;
}
