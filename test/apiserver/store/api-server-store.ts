// The store over a real API server: plain HTTPS requests with the credentials of a kubeconfig, JSON as it is on the wire.

import { KubeConfig } from '@kubernetes/client-node';
import { apiClient, type ApiClient, statusError } from './api-client.ts';
import { watchKind } from './api-watch.ts';
import { collectionPath } from './collection-path.ts';
import { findKind } from '../../../functions/simulator/kinds.ts';
import { isKubeObject, type KubeObject } from '../../../functions/kube/object.ts';
import { isRefusal, type Store, StoreError, type WriteOptions } from '../../../functions/simulator/store.ts';

/** A store that keeps connections open until `close`. */
export interface ApiServerStore extends Store {
  readonly close: () => void;
}

/** Connects with a kubeconfig file; its current context counts. Nothing is sent before the first call. */
export function createApiServerStore(kubeconfigFile: string): ApiServerStore {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfigFile);
  const client = apiClient(config);
  return {
    get: async (kind, namespace, name) => {
      try {
        return await client.send({ method: 'GET', path: `${collectionPath(kind, namespace)}/${name}` }).then(asObject);
      } catch (error) {
        if (isRefusal(error, 'NotFound')) return undefined;
        throw error;
      }
    },
    watch: (kind, onEvent) => watchKind(client, kind, onEvent),
    create: (object, options) =>
      write(client, { method: 'POST', path: pathOf(object, 'collection'), body: object, options }),
    update: (object, options) =>
      write(client, { method: 'PUT', path: pathOf(object, 'object'), body: object, options }),
    updateStatus: (object) =>
      write(client, { method: 'PUT', path: `${pathOf(object, 'object')}/status`, body: object }),
    apply: (object, fieldManager) =>
      write(client, {
        method: 'PATCH',
        path: `${pathOf(object, 'object')}?fieldManager=${encodeURIComponent(fieldManager)}&force=true`,
        body: object,
        contentType: 'application/apply-patch+yaml',
      }),
    delete: async (object, { uid, propagation = 'Background' } = {}) => {
      const preconditions = uid === undefined ? {} : { preconditions: { uid } };
      const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: propagation, ...preconditions };
      await client.send({ method: 'DELETE', path: pathOf(object, 'object'), body });
    },
    close: client.close,
  };
}

interface Write {
  readonly method: string;
  readonly path: string;
  readonly body: KubeObject;
  readonly contentType?: string;
  readonly options?: WriteOptions | undefined;
}

async function write(client: ApiClient, { options, ...request }: Write): Promise<KubeObject> {
  const validation = options?.fieldValidation === undefined ? '' : `?fieldValidation=${options.fieldValidation}`;
  const { onWarning } = options ?? {};
  return client
    .send({ ...request, path: request.path + validation, ...(onWarning === undefined ? {} : { onWarning }) })
    .then(asObject);
}

function asObject(value: unknown): KubeObject {
  if (isKubeObject(value)) return value;
  throw statusError(500, 'the API server answered with something that is no object');
}

function pathOf(object: KubeObject, what: 'collection' | 'object'): string {
  const kind = findKind(object.apiVersion, object.kind);
  const { name, namespace } = object.metadata;
  if (kind === undefined) {
    throw new StoreError({
      code: 404,
      reason: 'NoMatch',
      message: `no matches for kind "${object.kind}" in version "${object.apiVersion}"`,
    });
  }
  if (typeof name !== 'string' || name === '') {
    throw new StoreError({
      code: 422,
      reason: 'Invalid',
      message: `${object.kind} is invalid: metadata.name: Required value`,
    });
  }
  // The object's own API version, so that an object of an old version is written as such.
  const path = collectionPath({ ...kind, apiVersion: object.apiVersion }, namespace);
  return what === 'collection' ? path : `${path}/${name}`;
}
