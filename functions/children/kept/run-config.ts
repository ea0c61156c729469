// Kept children: the proxy's configuration in a ConfigMap.

import { readString } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { RUNCONFIG_KEY } from '../../decode/names.ts';

/** The configuration; undefined for anything else. */
export function readRunConfig(configMap: KubeObject | undefined): unknown {
  const text = readString(configMap, 'data', RUNCONFIG_KEY);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
