// Step of the command line: from words to options and arguments.

import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { fail, ok, type Result } from '../kube/result.ts';
import type { Option } from './command.ts';
import { didYouMean } from './nearest.ts';

/** Begins the name of what `kubectl kustomize` makes of a folder. */
export const KUSTOMIZE_PREFIX = 'kustomize:';

/** Options that were given, and everything else. */
export interface Arguments {
  readonly options: Readonly<Record<string, string | true>>;
  readonly positionals: readonly string[];
}

/** Reads the words after a command's name. A mistake is one sentence. */
export function readArguments(words: readonly string[], options: readonly Option[]): Result<Arguments> {
  try {
    const config = configOf(options);
    const { values: all, positionals: plain } = parseArgs({
      args: asParsed(words, options),
      options: config,
      allowPositionals: true,
    });
    const { values, positionals } = withNamedFiles(all, plain);
    const given = Object.entries(values).flatMap(([name, value]): [string, string | true][] =>
      typeof value === 'string' || value === true ? [[name, value]] : [],
    );
    const wrong = options.find(
      ({ name, choices }) =>
        choices !== undefined && values[name] !== undefined && !choices.includes(String(values[name])),
    );
    if (wrong !== undefined) return fail(wrongChoice(wrong, String(values[wrong.name])));
    return ok({ options: Object.fromEntries(given), positionals });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    const [first = sentence] = sentence.split('. ', 1);
    const [, unknown] = /^Unknown option '--(.+)'$/.exec(first) ?? [];
    const known = options.map(({ name }) => name);
    return fail(unknown === undefined ? first : `${first}${didYouMean(unknown, known).replace('mean ', 'mean --')}`);
  }
}

function configOf(options: readonly Option[]): ParseArgsOptionsConfig {
  return Object.fromEntries(
    options.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? 'boolean' : 'string',
        multiple: isFile(name),
        ...(short === undefined ? {} : { short }),
      } as const,
    ]),
  );
}

/** `-o=json` is `-o json` to kubectl, and `-R=true` is `-R`. */
function asParsed(words: readonly string[], options: readonly Option[]): string[] {
  const end = words.indexOf('--');
  return words.flatMap((word, index) => {
    const [, letter, value = ''] = /^-(\w)=([^]*)$/.exec(word) ?? [];
    const option = options.find(({ short }) => letter !== undefined && short === letter);
    if (option === undefined || (end >= 0 && index > end)) return [word];
    return option.value === undefined && value === 'true' ? [`-${letter}`] : [`-${letter}`, value];
  });
}

const KUSTOMIZE = 'kustomize';

function isFile(name: string): boolean {
  return name === 'filename' || name === KUSTOMIZE;
}

type Values = ReturnType<typeof parseArgs>['values'];

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Files behind `-f` and `-k` come after those without. */
function withNamedFiles(values: Values, plain: readonly string[]): Parsed {
  const files = ['filename', KUSTOMIZE].flatMap((name) => {
    const value = values[name];
    const named = Array.isArray(value) ? value.map(String) : [];
    return named.map((file) => (name === KUSTOMIZE ? `${KUSTOMIZE_PREFIX}${file}` : file));
  });
  const single = Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? String(value[0]) : value]);
  return { values: Object.fromEntries(single), positionals: [...plain, ...files] };
}

function wrongChoice({ name, choices = [] }: Option, value: string): string {
  return `--${name} is one of ${choices.join(', ')}, not ${JSON.stringify(value)}${didYouMean(value, choices)}`;
}
