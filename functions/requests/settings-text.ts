// Step: the text of a settings file.

import { parseJson } from '../kube/json-reader.ts';
import { decodeSettings } from '../decode/settings-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../decode/settings.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { JSON_VALUES } from '../kube/yaml-options.ts';
import { errorSentence } from '../requests/log.ts';

/** Reads YAML or JSON. With an empty text every setting has its default. An error is one line that begins with `name`. */
export async function readSettingsText(
  content: string,
  name: string,
  defaults: Settings = DEFAULT_SETTINGS,
): Promise<Result<Settings>> {
  const value = await parsedText(content, name);
  if (!value.ok) return value;
  const settings = decodeSettings(value.value, defaults);
  if (settings.ok) return settings;
  const problems = settings.error.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return fail(`${name}: ${problems.join(' ')}`);
}

async function parsedText(content: string, name: string): Promise<Result<unknown>> {
  const json = parseJson(content);
  if (json !== undefined) return ok(json);
  // The parser of YAML, which JSON is part of, tells what is wrong; its warnings would be lines on the error output that are no log.
  // Loaded only when it is needed: the parser is a fifth of the program.
  const { parse, YAMLParseError } = await import('yaml');
  try {
    return ok(parse(content, { ...JSON_VALUES, logLevel: 'error', maxAliasCount: 100 }));
  } catch (error) {
    // The first line has the place; the lines after it quote the file.
    const problem = error instanceof YAMLParseError ? error.message.split(':\n', 1)[0] : errorSentence(error);
    return fail(`${name} is not valid YAML: ${problem}.`);
  }
}
