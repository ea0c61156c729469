// Part of the in-memory API server: the verb "apply".

import { type Fields, isKubeObject, type KubeObject, objectKey, withMetadata } from '../../kube/object.ts';
import { defaultBuiltIn } from './built-in-defaults.ts';
import type { Memory } from './memory.ts';
import { firstVersion, nextVersion } from './object-version.ts';
import { dropFields, fieldsOf, overlay } from './server-side-apply.ts';
import { kindOf, put } from './write-rules.ts';

/** Server-side apply with force: takes what it sends, drops what the manager sent before and sends no more. */
export function applyFields(memory: Memory, object: KubeObject, manager: string): KubeObject {
  const kind = kindOf(object);
  const stored = memory.find(kind, objectKey(object));
  const entries = stored?.metadata.managedFields ?? [];
  const isOurs = (entry: Fields): boolean => entry['manager'] === manager && entry['operation'] === 'Apply';
  const before = entries.find((entry) => isOurs({ ...entry }))?.fieldsV1 ?? {};
  const fieldsV1 = fieldsOf(object);
  const entry = { manager, operation: 'Apply', apiVersion: object.apiVersion, fieldsType: 'FieldsV1', fieldsV1 };
  const merged = overlay(stored === undefined ? {} : dropFields(stored, { before, after: fieldsV1 }), object);
  const complete = defaultBuiltIn(isKubeObject(merged) ? merged : object, stored);
  const managed = withMetadata(complete, {
    managedFields: [...entries.filter((other) => !isOurs({ ...other })), entry],
  });
  return put(memory, kind, stored === undefined ? firstVersion(kind, managed) : nextVersion(kind, stored, managed));
}
