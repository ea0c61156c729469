// Explain: which fields of a stored server its author has written, and which were filled in.

import { DEFAULT_SETTINGS, type Settings } from '../../decode/settings.ts';
import { readMember } from '../../kube/json-reader.ts';
import { isObject } from '../../kube/object.ts';
import { pathSteps, type Step } from '../input/place.ts';

/** A source as people know it: a field that nobody has written is a default, and may come from a setting. */
export function withDefaults(source: string, sent: unknown, settings: Settings): string {
  if (source.endsWith('(not set)')) return source;
  if (source.startsWith('setting '))
    return `${source}${isDefaultSetting(source.slice('setting '.length), settings) ? ' (default)' : ''}`;
  if (!source.startsWith('spec.') || isWritten(sent, pathSteps(source))) return source;
  return `${source} (default)`;
}

/** A legacy form, such as a string in place of an object, counts as written. */
function isWritten(sent: unknown, steps: readonly Step[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return sent !== undefined;
  if (sent === undefined) return false;
  return isObject(sent) || Array.isArray(sent) ? isWritten(readMember(sent, step), rest) : true;
}

function isDefaultSetting(path: string, settings: Settings): boolean {
  const at = (value: unknown): string => JSON.stringify(readMember(value, ...pathSteps(path))) ?? '';
  return at(settings) === at(DEFAULT_SETTINGS);
}
