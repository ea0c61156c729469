// Vocabulary: an object with some of its members changed.

import { withoutUndefined } from './members.ts';
import { type Fields, isKubeObject, type KubeObject, type ObjectMeta } from './object.ts';

/** The object with other metadata members; a member that is `undefined` is removed. */
export function withMetadata(object: KubeObject, change: Partial<Record<keyof ObjectMeta, unknown>>): KubeObject {
  const changed = { ...object, metadata: withoutUndefined({ ...object.metadata, ...change }) };
  return isKubeObject(changed) ? changed : object;
}

/** The object with some members replaced; the result is the object itself if it would be none any more. */
export function withFields(object: KubeObject, fields: Fields): KubeObject {
  const changed: Fields = { ...object, ...fields };
  return isKubeObject(changed) ? changed : object;
}
