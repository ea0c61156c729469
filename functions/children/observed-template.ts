// Children: reads the pod template of an observed Deployment or StatefulSet.

import { readString } from '../kube/json-reader.ts';
import type { KubeObject } from '../kube/object.ts';

/** The value of an annotation on the pod template of an observed workload, if both exist. */
export function templateAnnotation(observed: KubeObject | undefined, key: string): string | undefined {
  return readString(observed, 'spec', 'template', 'metadata', 'annotations', key);
}
