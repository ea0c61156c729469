// Vocabulary: the text that identifies an object among those of its kind.

import type { KubeObject } from './object.ts';

/** `namespace/name`, or the name alone for an object without namespace. */
export function objectKey(object: KubeObject): string {
  return namespacedName(object.metadata.namespace, object.metadata.name);
}

/** `namespace/name`, or the name alone without a namespace. */
export function namespacedName(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}
