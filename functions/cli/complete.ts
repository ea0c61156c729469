// The command line: what may stand at a place of it, for shells that ask while somebody types.

import type { Command, Option } from './command.ts';
import { firstWords, optionsOf, takesFiles } from './help.ts';

/** Words that may come next, and whether files may as well. */
export interface Completion {
  readonly words: readonly string[];
  readonly isFile: boolean;
}

const NO_FILE: Omit<Completion, 'words'> = { isFile: false };

/** Answers for the words after the program's name; the last of them is being typed and may be empty. */
export function complete(typed: readonly string[], commands: readonly Command[]): Completion {
  const before = typed.slice(0, -1);
  const current = typed.at(-1) ?? '';
  const begun = (words: readonly string[]): readonly string[] => words.filter((word) => word.startsWith(current));
  const command = commands.find(({ name }) => name === before.slice(0, name.split(' ').length).join(' '));
  if (command === undefined) return { words: begun(nextWords(before, commands)), ...NO_FILE };
  const options = optionsOf(command);
  const named = options.find((option) => isNamedBy(option, before.at(-1)) && option.value !== undefined);
  if (named?.choices !== undefined) return { words: begun(named.choices), ...NO_FILE };
  if (named !== undefined) return { words: [], isFile: /FILE|FOLDER|TOOL/.test(named.value ?? '') };
  if (current.startsWith('-')) return { words: begun(options.map(({ name }) => `--${name}`)), ...NO_FILE };
  return { words: [], isFile: takesFiles(command) };
}

/** As kubectl and cobra read it: a word a line, then what the shell shall do; 4 means no files, 0 files too. */
export function completionLines({ words, isFile }: Completion): readonly string[] {
  return [...words, isFile ? ':0' : ':4'];
}

function nextWords(before: readonly string[], commands: readonly Command[]): readonly string[] {
  const [first] = before;
  if (first === undefined) return firstWords(commands);
  if (before.length > 1) return [];
  return commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []));
}

function isNamedBy({ name, short }: Option, word: string | undefined): boolean {
  return word === `--${name}` || (short !== undefined && word === `-${short}`);
}
