// Explain: what a code means, for whoever has a message and no page.

import { codeAddress } from '../../decode/documentation.ts';
import type { Settings } from '../../decode/settings.ts';
import { findingEntry, FINDINGS } from '../../validate/codes.ts';
import { UsageError } from '../command.ts';
import { didYouMean } from '../nearest.ts';
import type { Paint } from '../terminal/paint.ts';
import { yamlText } from '../terminal/yaml-text.ts';

/** What is known about one code. */
export interface CodeText {
  readonly code: string;
  readonly level: string;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  /** Part of an object in which it is found. */
  readonly example: unknown;
  /** Where all of this is read too, if the settings say it. */
  readonly page?: string;
}

/** The codes among the words of a command line, in upper case; undefined where the words are about something else. */
export function parseCodes(words: readonly string[]): readonly string[] | undefined {
  const codes = words.map((word) => word.toUpperCase());
  return codes.length > 0 && codes.every((word) => /^MCP\d+$/.test(word)) ? codes : undefined;
}

/** Everything about a code; one that does not exist ends the command. */
export function explainCode(code: string, settings: Settings): CodeText {
  const entry = findingEntry(code);
  if (entry === undefined)
    throw new UsageError(`there is no finding ${code}${didYouMean(code, Object.keys(FINDINGS))}`);
  const { level, title, why, remedy, example } = entry;
  const page = codeAddress(code, settings);
  return { code, level, title, why, remedy, example, ...(page !== undefined && { page }) };
}

/** The same for people. */
export function codeLines(
  { code, level, title, why, remedy, example, page }: CodeText,
  paint: Paint,
): readonly string[] {
  return [
    `${paint('bold', code)} ${paint(level === 'error' ? 'red' : 'yellow', level)}: ${title}`,
    `    ${why}`,
    `    What to do: ${remedy}`,
    `    Found in:`,
    ...yamlText(example)
      .trimEnd()
      .split('\n')
      .map((line) => `      ${line}`),
    ...(page === undefined ? [] : [`    ${paint('dim', page)}`]),
  ];
}
