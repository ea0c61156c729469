// Reference: the text under one key of a ConfigMap, as long as it is short enough to be read.

import { isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { Settings } from '../settings.ts';

/** The text of a key; undefined without such a key. Fails with a sentence when it is longer than the settings allow. */
export function readDataText(
  data: unknown,
  key: string,
  { references: { maxTextBytes } }: Settings,
): Result<string | undefined> {
  const text = isObject(data) && Object.hasOwn(data, key) ? data[key] : undefined;
  if (typeof text !== 'string') return ok(undefined);
  return isLonger(text, maxTextBytes)
    ? fail(`it is larger than ${maxTextBytes} bytes; shorten it, or raise the setting references.maxTextBytes.`)
    : ok(text);
}

/** In UTF-8, as the cluster stores it. A character is one byte at least, so very long texts need not be looked at. */
function isLonger(text: string, bytes: number): boolean {
  return text.length > bytes || new TextEncoder().encode(text).length > bytes;
}
