// Offline cluster: objects by kind and name.

import { kindKey, type ObjectMap } from '../../decode/observed.ts';
import type { KubeObject } from '../../kube/object.ts';

/** Objects as a sync request lists them. */
export function toObjectMap(objects: readonly KubeObject[]): ObjectMap {
  const map: Record<string, Record<string, KubeObject>> = {};
  for (const object of objects) {
    const group = (map[kindKey(object.apiVersion, object.kind)] ??= {});
    const { namespace, name } = object.metadata;
    group[namespace === undefined ? name : `${namespace}/${name}`] = object;
  }
  return map;
}
