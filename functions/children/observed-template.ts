// Children: reads the pod template of an observed Deployment or StatefulSet.

import { isObject, type KubeObject } from '../kube/object.ts';

/** The value of an annotation on the pod template of an observed workload, if both exist. */
export function templateAnnotation(observed: KubeObject | undefined, key: string): string | undefined {
  const value = member(member(member(member(observed, 'spec'), 'template'), 'metadata'), 'annotations');
  const text = member(value, key);
  return typeof text === 'string' ? text : undefined;
}

/** A member of something that may be an object; own members only. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
