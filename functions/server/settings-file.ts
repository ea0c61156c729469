// Step: the settings file, read once at the start. A changed file takes effect with new pods, so that a bad one never reaches running ones.

import { readFile } from 'node:fs/promises';
import { decodeSettings } from '../decode/settings-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../decode/settings.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { errorSentence } from './log.ts';

/** Reads YAML or JSON. Without a file name, or with an empty file, every setting has its default. An error is one line. */
export async function readSettingsFile(file: string | undefined): Promise<Result<Settings>> {
  if (file === undefined) return ok(DEFAULT_SETTINGS);
  const value = await parsedFile(file);
  if (!value.ok) return value;
  const settings = decodeSettings(value.value);
  if (settings.ok) return settings;
  const problems = settings.error.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return fail(`SETTINGS_FILE ${file}: ${problems.join(' ')}`);
}

async function parsedFile(file: string): Promise<Result<unknown>> {
  try {
    const content = await readFile(file, 'utf8');
    // Loaded only when there is a file: the parser is a sixth of the program.
    const { parse } = await import('yaml');
    return ok(parse(content, { maxAliasCount: 100, prettyErrors: false }));
  } catch (error) {
    return fail(`SETTINGS_FILE ${file} cannot be read: ${errorSentence(error)}`);
  }
}
