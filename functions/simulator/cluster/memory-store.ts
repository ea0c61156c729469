// An API server in memory: the same refusals, versions, generations and events as the real one, for the kinds we use.

import { type KubeObject, namespacedName, withFields } from '../../kube/object.ts';
import { type Store, StoreError, type WriteOptions } from '../store.ts';
import { type AdmissionWebhooks, askWebhook } from './admission.ts';
import { defaultBuiltIn } from './built-in-defaults.ts';
import { type CustomResource, invalidMessage } from './custom-resource.ts';
import { createMemory } from './memory.ts';
import { applyFields } from './memory-apply.ts';
import { collectAfterChanges, deleteObject } from './memory-delete.ts';
import { firstVersion, nextVersion, replacement, stripSystemFields } from './object-version.ts';
import { checkAbsent, current, kindOf, put } from './write-rules.ts';

/** How the in-memory API server is set up. */
export interface MemoryStoreOptions {
  /** From the CRD file; a kind without an entry is stored as it comes. */
  readonly customResources?: readonly CustomResource[];
  /** Without it no webhook is registered. */
  readonly admission?: AdmissionWebhooks;
}

/** The in-memory API server; `objects` is everything it holds. */
export interface MemoryStore extends Store {
  readonly objects: () => readonly KubeObject[];
}

/** Starts an empty API server with a running garbage collector. It keeps nothing open that could hold the process. */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const memory = createMemory();
  const prepare = createPreparation(options);
  collectAfterChanges(memory);
  return {
    objects: memory.objects,
    get: async (kind, namespace, name) => memory.find(kind, namespacedName(namespace, name)),
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

type Prepare = (object: KubeObject, stored: KubeObject | undefined, request: WriteOptions) => Promise<KubeObject>;

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

function validated(options: MemoryStoreOptions, object: KubeObject): KubeObject {
  const resource = customResourceOf(options, object);
  if (resource === undefined) return object;
  const shaped = resource.shape(object).object;
  const causes = resource.validate(shaped);
  if (causes.length === 0) return shaped;
  throw new StoreError({ code: 422, reason: 'Invalid', message: invalidMessage(object, causes), causes });
}

function customResourceOf(options: MemoryStoreOptions, object: KubeObject): CustomResource | undefined {
  return options.customResources?.find((entry) => entry.apiVersion === object.apiVersion && entry.kind === object.kind);
}

function strictRefusal({ apiVersion, kind }: KubeObject, unknown: readonly string[]): StoreError {
  const fields = unknown.map((path) => `unknown field "${path}"`).join(', ');
  const message = `${kind} in version "${apiVersion.split('/')[1] ?? apiVersion}" cannot be handled as a ${kind}: strict decoding error: ${fields}`;
  return new StoreError({ code: 400, reason: 'BadRequest', message });
}
