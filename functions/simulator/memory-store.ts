// An API server in memory: the same refusals, versions, generations and events as the real one, for the kinds we use.

import { randomUUID } from 'node:crypto';
import { type AdmissionWebhooks, askWebhook } from './admission.ts';
import { defaultBuiltIn } from './built-in-defaults.ts';
import { type CustomResource, invalidMessage } from './custom-resource.ts';
import { SYSTEM_METADATA } from './dynamic-apply.ts';
import { collectGarbage, FOREGROUND } from './garbage.ts';
import { apiGroup, findKind, type ResourceKind } from './kinds.ts';
import { createMemory, type Memory } from './memory.ts';
import {
  type Fields,
  isEqual,
  isStoredObject,
  keyOf,
  objectKey,
  type StoredObject,
  without,
  withMetadata,
} from './object.ts';
import { dropFields, fieldsOf, overlay } from './server-side-apply.ts';
import { type DeleteOptions, type Store, StoreError, type WriteOptions } from './store.ts';

/** How the in-memory API server is set up. */
export interface MemoryStoreOptions {
  /** From the CRD file; a kind without an entry is stored as it comes. */
  readonly customResources?: readonly CustomResource[];
  /** Without it no webhook is registered. */
  readonly admission?: AdmissionWebhooks;
}

/** The in-memory API server; `objects` is everything it holds. */
export interface MemoryStore extends Store {
  readonly objects: () => readonly StoredObject[];
}

/** Starts an empty API server with a running garbage collector. It keeps nothing open that could hold the process. */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const memory = createMemory();
  const prepare = createPreparation(options);
  collectAfterChanges(memory);
  return {
    objects: memory.objects,
    get: async (kind, namespace, name) => memory.find(kind, keyOf(namespace, name)),
    watch: async (kind, onEvent) => memory.watch(kind, onEvent),
    create: async (object, request = {}) => {
      const kind = kindOf(object);
      checkAbsent(memory, kind, object);
      const prepared = await prepare(stripSystemFields(kind, object), undefined, request);
      checkAbsent(memory, kind, object);
      return put(memory, kind, firstVersion(kind, prepared));
    },
    update: async (object, request = {}) => {
      const kind = kindOf(object);
      const stored = current(memory, kind, object);
      const prepared = await prepare(replacement(kind, stored, object), stored, request);
      return put(memory, kind, nextVersion(kind, current(memory, kind, object), prepared));
    },
    updateStatus: async (object) => {
      const kind = kindOf(object);
      return put(
        memory,
        kind,
        validated(options, withFields(current(memory, kind, object), { status: object['status'] })),
      );
    },
    apply: async (object, fieldManager) => applyFields(memory, object, fieldManager),
    delete: async (object, request = {}) => deleteObject(memory, object, request),
  };
}

type Prepare = (object: StoredObject, stored: StoredObject | undefined, request: WriteOptions) => Promise<StoredObject>;

/** Everything between a request and storage: schema, mutating webhook, schema again, validating webhook. */
function createPreparation(options: MemoryStoreOptions): Prepare {
  return async (object, stored, request) => {
    if (object.kind !== 'MCPServer') return defaultBuiltIn(object, stored);
    const warn = (warnings: readonly string[]): void => warnings.forEach((warning) => request.onWarning?.(warning));
    const resource = customResourceOf(options, object);
    if (resource?.deprecation !== undefined) warn([resource.deprecation]);
    const shaped = resource?.shape(object) ?? { object, unknown: [] };
    if (request.fieldValidation === 'Strict' && shaped.unknown.length > 0) throw strictRefusal(object, shaped.unknown);
    const { admission } = options;
    if (admission === undefined) return validated(options, shaped.object);
    const mutated = await askWebhook(admission, 'default', { object: shaped.object, oldObject: stored });
    warn(mutated.warnings);
    const valid = validated(options, mutated.object);
    warn((await askWebhook(admission, 'validate', { object: valid, oldObject: stored })).warnings);
    return valid;
  };
}

function validated(options: MemoryStoreOptions, object: StoredObject): StoredObject {
  const resource = customResourceOf(options, object);
  if (resource === undefined) return object;
  const shaped = resource.shape(object).object;
  const causes = resource.validate(shaped);
  if (causes.length === 0) return shaped;
  throw new StoreError({ code: 422, reason: 'Invalid', message: invalidMessage(object, causes), causes });
}

function customResourceOf(options: MemoryStoreOptions, object: StoredObject): CustomResource | undefined {
  return options.customResources?.find((entry) => entry.apiVersion === object.apiVersion && entry.kind === object.kind);
}

function strictRefusal({ apiVersion, kind }: StoredObject, unknown: readonly string[]): StoreError {
  const fields = unknown.map((path) => `unknown field "${path}"`).join(', ');
  const message = `${kind} in version "${apiVersion.split('/')[1] ?? apiVersion}" cannot be handled as a ${kind}: strict decoding error: ${fields}`;
  return new StoreError({ code: 400, reason: 'BadRequest', message });
}

/** The kind of an object, or the refusal that a client's discovery gives. */
function kindOf(object: StoredObject): ResourceKind {
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

function checkAbsent(memory: Memory, kind: ResourceKind, object: StoredObject): void {
  if (memory.find(kind, objectKey(object)) === undefined) return;
  const message = `${resourceName(kind)} "${object.metadata.name}" already exists`;
  throw new StoreError({ code: 409, reason: 'AlreadyExists', message });
}

/** The stored object that a write means; refuses when it is gone, another one, or newer than the writer knew. */
function current(memory: Memory, kind: ResourceKind, object: StoredObject): StoredObject {
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

function stripSystemFields(kind: ResourceKind, object: StoredObject): StoredObject {
  const metadata = without({ ...object.metadata }, ...SYSTEM_METADATA);
  return withFields(kind.hasStatus ? { ...object, status: undefined } : object, { metadata });
}

/** What an update asks for: everything of the sent object except what only the server or the status subresource writes. */
function replacement(kind: ResourceKind, stored: StoredObject, object: StoredObject): StoredObject {
  const system = SYSTEM_METADATA.map((name) => [name, { ...stored.metadata }[name as string]]);
  const plain = stripSystemFields(kind, object);
  const status = kind.hasStatus ? { status: stored['status'] } : {};
  return withFields(withMetadata(plain, Object.fromEntries(system)), status);
}

function firstVersion(kind: ResourceKind, object: StoredObject): StoredObject {
  const generation = kind.hasGeneration ? { generation: 1 } : {};
  return withMetadata(object, { uid: randomUUID(), creationTimestamp: now(), ...generation });
}

function nextVersion(kind: ResourceKind, stored: StoredObject, object: StoredObject): StoredObject {
  if (!kind.hasGeneration || isEqual(desiredState(stored), desiredState(object))) return object;
  return withMetadata(object, { generation: (stored.metadata.generation ?? 0) + 1 });
}

function desiredState(object: StoredObject): Fields {
  return without(object, 'apiVersion', 'kind', 'metadata', 'status');
}

/** Stores, or removes an object whose last finalizer went while it was being deleted. */
function put(memory: Memory, kind: ResourceKind, object: StoredObject): StoredObject {
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

function applyFields(memory: Memory, object: StoredObject, manager: string): StoredObject {
  const kind = kindOf(object);
  const stored = memory.find(kind, objectKey(object));
  const entries = stored?.metadata.managedFields ?? [];
  const isOurs = (entry: Fields): boolean => entry['manager'] === manager && entry['operation'] === 'Apply';
  const before = entries.find((entry) => isOurs({ ...entry }))?.fieldsV1 ?? {};
  const fieldsV1 = fieldsOf(object);
  const entry = { manager, operation: 'Apply', apiVersion: object.apiVersion, fieldsType: 'FieldsV1', fieldsV1 };
  const merged = overlay(stored === undefined ? {} : dropFields(stored, { before, after: fieldsV1 }), object);
  const complete = defaultBuiltIn(isStoredObject(merged) ? merged : object, stored);
  const managed = withMetadata(complete, {
    managedFields: [...entries.filter((other) => !isOurs({ ...other })), entry],
  });
  return put(memory, kind, stored === undefined ? firstVersion(kind, managed) : nextVersion(kind, stored, managed));
}

function deleteObject(memory: Memory, object: StoredObject, options: DeleteOptions): void {
  const kind = kindOf(object);
  const identity = { name: object.metadata.name, namespace: object.metadata.namespace, uid: options.uid };
  const stored = current(memory, kind, withFields(object, { metadata: identity }));
  if (options.propagation === 'Orphan') orphanDependents(memory, stored);
  const foreground = options.propagation === 'Foreground' ? [FOREGROUND] : [];
  const finalizers = [...new Set([...(stored.metadata.finalizers ?? []), ...foreground])];
  if (finalizers.length === 0) return memory.remove(kind, stored);
  const generation = stored.metadata.generation === undefined ? {} : { generation: stored.metadata.generation + 1 };
  const dying = stored.metadata.deletionTimestamp === undefined ? { deletionTimestamp: now(), ...generation } : {};
  memory.put(kind, withMetadata(stored, { finalizers, ...dying }));
}

function orphanDependents(memory: Memory, owner: StoredObject): void {
  for (const object of memory.objects()) {
    const owners = object.metadata.ownerReferences ?? [];
    const others = owners.filter((reference) => reference.uid !== owner.metadata.uid);
    if (others.length < owners.length) memory.put(kindOf(object), withMetadata(object, { ownerReferences: others }));
  }
}

/** The garbage collector: runs a little after each change until nothing is left to do. */
function collectAfterChanges(memory: Memory): void {
  let scheduled = false;
  const collect = (): void => {
    scheduled = false;
    for (const step of collectGarbage(memory.objects())) {
      if (step.action === 'update') put(memory, kindOf(step.object), step.object);
      else if (memory.find(kindOf(step.object), objectKey(step.object)) !== undefined)
        deleteObject(memory, step.object, step);
    }
  };
  memory.onChange(() => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(collect);
  });
}

function withFields(object: StoredObject, fields: Fields): StoredObject {
  const changed: Fields = { ...object, ...fields };
  return isStoredObject(changed) ? changed : object;
}

function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
