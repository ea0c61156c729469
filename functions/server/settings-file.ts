// Step: the settings file, read once at the start. A changed file takes effect with new pods, so that a bad one never reaches running ones.

import { parseJson } from '../kube/json-reader.ts';
import { readFile } from 'node:fs/promises';
import { decodeSettings } from '../decode/settings-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../decode/settings.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { errorSentence } from './log.ts';

/** Reads YAML or JSON. Without a file name, or with an empty file, every setting has its default. An error is one line. */
export async function readSettingsFile(
  file: string | undefined,
  defaults: Settings = DEFAULT_SETTINGS,
): Promise<Result<Settings>> {
  if (file === undefined) return ok(defaults);
  try {
    return await readSettingsText(await readFile(file, 'utf8'), file, defaults);
  } catch (error) {
    return fail(`SETTINGS_FILE ${file} cannot be read: ${errorSentence(error)}.`);
  }
}

/** The same for a text that was read already; `file` is its name in messages. */
export async function readSettingsText(content: string, file: string, defaults: Settings): Promise<Result<Settings>> {
  const value = await parsedText(content, file);
  if (!value.ok) return value;
  const settings = decodeSettings(value.value, defaults);
  if (settings.ok) return settings;
  const problems = settings.error.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return fail(`SETTINGS_FILE ${file}: ${problems.join(' ')}`);
}

async function parsedText(content: string, file: string): Promise<Result<unknown>> {
  const json = parseJson(content);
  if (json !== undefined) return ok(json);
  // The parser of YAML, which JSON is part of, tells what is wrong. Loaded only when it is needed: the parser is a fifth of the program.
  const { parse, YAMLParseError } = await import('yaml');
  try {
    return ok(parse(content, { maxAliasCount: 100 }));
  } catch (error) {
    // The first line has the place; the lines after it quote the file.
    const problem = error instanceof YAMLParseError ? error.message.split(':\n', 1)[0] : errorSentence(error);
    return fail(`SETTINGS_FILE ${file} is not valid YAML: ${problem}.`);
  }
}
