// Step: the settings file, read once at the start. A changed file takes effect with new pods, so that a bad one never reaches running ones.

import { readFile } from 'node:fs/promises';
import { DEFAULT_SETTINGS, type Settings } from '../decode/settings.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { errorSentence } from '../requests/log.ts';
import { readSettingsText } from '../requests/settings-text.ts';

/** Reads YAML or JSON. Without a file name, or with an empty file, every setting has its default. An error is one line. */
export async function readSettingsFile(
  file: string | undefined,
  defaults: Settings = DEFAULT_SETTINGS,
): Promise<Result<Settings>> {
  if (file === undefined) return ok(defaults);
  try {
    return await readSettingsText(await readFile(file, 'utf8'), `SETTINGS_FILE ${file}`, defaults);
  } catch (error) {
    return fail(`SETTINGS_FILE ${file} cannot be read: ${errorSentence(error)}.`);
  }
}
