// Part of the in-memory API server: which writes are refused whatever they contain.

import { apiGroup, findKind, type ResourceKind } from '../kinds.ts';
import { type KubeObject, objectKey } from '../../kube/object.ts';
import { StoreError } from '../store.ts';
import { invalidMessage } from './custom-resource.ts';
import type { Memory } from './memory.ts';

/** The kind of an object, or the refusal that a client's discovery gives. */
export function kindOf(object: KubeObject): ResourceKind {
  const kind = findKind(object.apiVersion, object.kind);
  if (kind === undefined) {
    const message = `no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
    throw new StoreError({ code: 404, reason: 'NoMatch', message });
  }
  if (typeof object.metadata.name === 'string' && object.metadata.name !== '') return kind;
  const causes = [
    {
      reason: 'FieldValueRequired',
      field: 'metadata.name',
      message: 'Required value: name or generateName is required',
    },
  ];
  throw new StoreError({ code: 422, reason: 'Invalid', message: invalidMessage(object, causes), causes });
}

function resourceName(kind: ResourceKind): string {
  const group = apiGroup(kind.apiVersion);
  return group === '' ? kind.resource : `${kind.resource}.${group}`;
}

/** Refuses a creation when the name is taken. */
export function checkAbsent(memory: Memory, kind: ResourceKind, object: KubeObject): void {
  if (memory.find(kind, objectKey(object)) === undefined) return;
  const message = `${resourceName(kind)} "${object.metadata.name}" already exists`;
  throw new StoreError({ code: 409, reason: 'AlreadyExists', message });
}

/** The stored object of a write; refuses when it does not exist, has another uid, or is newer than the writer knew. */
export function current(memory: Memory, kind: ResourceKind, object: KubeObject): KubeObject {
  const stored = memory.find(kind, objectKey(object));
  const { uid, resourceVersion, name } = object.metadata;
  if (stored === undefined)
    throw new StoreError({ code: 404, reason: 'NotFound', message: `${resourceName(kind)} "${name}" not found` });
  const isOther = uid !== undefined && uid !== stored.metadata.uid;
  if (!isOther && (resourceVersion === undefined || resourceVersion === stored.metadata.resourceVersion)) return stored;
  const why = isOther
    ? 'the UID in the precondition does not match'
    : 'the object has been modified; apply your changes to the latest version';
  throw new StoreError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${resourceName(kind)} "${name}": ${why}`,
  });
}

/** Stores, or removes an object whose last finalizer went while it was being deleted. */
export function put(memory: Memory, kind: ResourceKind, object: KubeObject): KubeObject {
  const controllers = (object.metadata.ownerReferences ?? []).filter((owner) => owner.controller === true);
  if (controllers.length > 1) {
    const causes = [
      {
        field: 'metadata.ownerReferences',
        message: 'Invalid value: Only one reference can have Controller set to true',
      },
    ];
    throw new StoreError({ code: 422, reason: 'Invalid', message: invalidMessage(object, causes), causes });
  }
  if (object.metadata.deletionTimestamp === undefined || (object.metadata.finalizers ?? []).length > 0)
    return memory.put(kind, object);
  memory.remove(kind, object);
  return object;
}
