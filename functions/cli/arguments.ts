// Step of the command line: from words to options and arguments.

import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { fail, ok, type Result } from '../kube/result.ts';
import type { Option } from './command.ts';

/** Options that were given, and everything else. */
export interface Arguments {
  readonly options: Readonly<Record<string, string | true>>;
  readonly positionals: readonly string[];
}

/** Reads the words after a command's name. A mistake is one sentence. */
export function readArguments(words: readonly string[], options: readonly Option[]): Result<Arguments> {
  const config: ParseArgsOptionsConfig = Object.fromEntries(
    options.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) } as const,
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: config, allowPositionals: true });
    const given = Object.entries(values).flatMap(([name, value]): [string, string | true][] =>
      typeof value === 'string' || value === true ? [[name, value]] : [],
    );
    const wrong = options.find(
      ({ name, choices }) =>
        choices !== undefined && values[name] !== undefined && !choices.includes(String(values[name])),
    );
    if (wrong !== undefined)
      return fail(`--${wrong.name} is one of ${wrong.choices?.join(', ')}, not ${JSON.stringify(values[wrong.name])}`);
    return ok({ options: Object.fromEntries(given), positionals });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    return fail(sentence.split('. ', 1)[0] ?? sentence);
  }
}
