// Part of status: an observed workload whose marks can be read.

import { readList, readObject, readStringMap } from '../kube/json-reader.ts';
import { type Fields, isObject, type KubeObject, type ManagedFieldsEntry } from '../kube/object.ts';

/** The marks of field managers and of Metacontroller are read by others; whatever is not as it has to be counts as not there. */
export function wellFormed(found: Fields, { apiVersion, kind, metadata }: KubeObject): KubeObject {
  const given = readObject(found, 'metadata');
  const managed = readList(given, 'managedFields');
  return {
    ...found,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      annotations: readStringMap(given, 'annotations'),
      managedFields: managed.filter(
        (entry): entry is ManagedFieldsEntry => isObject(entry) && isObject(entry['fieldsV1']),
      ),
    },
  };
}
