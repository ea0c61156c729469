// Compare: settings with one of them changed, read again as a file would be.

import type { Settings } from '../../decode/settings.ts';
import { decodeSettings } from '../../decode/settings-file.ts';
import { isObject } from '../../kube/object.ts';

/** Undefined for settings that no file may have. */
export function readSettingsAgain(value: unknown): Settings | undefined {
  const read = decodeSettings(withoutEmpty(value));
  return read.ok ? read.value : undefined;
}

/** A setting that is an empty text has never been set, and a file may not have it so. */
function withoutEmpty(value: unknown): unknown {
  if (!isObject(value)) return value;
  const set = Object.entries(value).filter(([, member]) => member !== '');
  return Object.fromEntries(set.map(([name, member]) => [name, withoutEmpty(member)]));
}
