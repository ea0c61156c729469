// Kept children: the proxy's configuration in a ConfigMap.

import { parseJson, readString } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { RUNCONFIG_KEY } from '../../decode/names.ts';

/** The configuration; undefined for anything else. */
export function readRunConfig(configMap: KubeObject | undefined): unknown {
  return parseJson(readString(configMap, 'data', RUNCONFIG_KEY));
}
