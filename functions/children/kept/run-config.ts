// Kept children: the proxy's configuration in a ConfigMap.

import type { KubeObject } from '../../kube/object.ts';
import { RUNCONFIG_KEY } from '../../decode/names.ts';
import { member } from '../observed-template.ts';

/** The configuration; undefined for anything else. */
export function readRunConfig(configMap: KubeObject | undefined): unknown {
  const text = member(member(configMap, 'data'), RUNCONFIG_KEY);
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
