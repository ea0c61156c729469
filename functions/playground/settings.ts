// Playground: the text of a settings file.

import { parse } from 'yaml';
import type { Settings } from '../decode/settings.ts';
import { decodeSettings } from '../decode/settings-file.ts';
import { fail, type Result } from '../kube/result.ts';

/** Settings of a YAML text; an empty one means all defaults. An error is one sentence. */
export function readSettings(text: string): Result<Settings> {
  try {
    const settings = decodeSettings(parse(text));
    if (settings.ok) return settings;
    return fail(settings.error.map(({ path, message }) => `${path}: ${message}`).join('; '));
  } catch (error) {
    return fail(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'no valid YAML');
  }
}
