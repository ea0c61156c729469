// Step: from a request body to a Metacontroller sync, finalize or customize request.

import { validateCustomizeRequest, validateSyncRequest } from '../../schemas/generated/validators.js';
import type { KubeObject } from '../kube/object.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { isChildKindKey } from './names.ts';
import type { ObjectMap } from './observed.ts';
import { firstSchemaError } from './schema-error.ts';

/**
 * Parent of a request, without its spec: nobody behind the hooks can read what is not translated. Not yet checked beyond its name,
 * namespace and uid.
 */
export interface Parent extends Pick<KubeObject, 'apiVersion' | 'kind'> {
  readonly metadata: KubeObject['metadata'] & { readonly namespace: string; readonly uid: string };
  readonly status: unknown;
}

/** Body of `/customize`. */
export interface CustomizeRequest {
  readonly controller: KubeObject;
  readonly parent: Parent;
  /** The whole parent as it is stored, for those who translate it and check it against the schema. */
  readonly stored: unknown;
}

/** Body of `/sync` and `/finalize`, hooks version 2. */
export interface SyncRequest extends CustomizeRequest {
  readonly children: ObjectMap;
  readonly related: ObjectMap;
  readonly finalizing: boolean;
}

/**
 * Reads a sync request. Fails with one sentence when it is none, when its objects are not named `namespace/name` (hooks
 * version 1), or when it lists a child of a kind that no answer of ours contains: Metacontroller would delete it.
 */
export function decodeSyncRequest(body: unknown): Result<SyncRequest> {
  if (!validateSyncRequest(body)) return fail(firstSchemaError('sync request', validateSyncRequest.errors));
  const request = withoutSpec(body as unknown as SyncRequest);
  const problem = findMisnamed(request) ?? findForeign(request);
  return problem === undefined ? ok(request) : fail(problem);
}

/** Reads a customize request; fails with one sentence when it is none. */
export function decodeCustomizeRequest(body: unknown): Result<CustomizeRequest> {
  if (!validateCustomizeRequest(body))
    return fail(firstSchemaError('customize request', validateCustomizeRequest.errors));
  return ok(withoutSpec(body as unknown as CustomizeRequest));
}

function withoutSpec<Request extends CustomizeRequest>(body: Request): Request {
  const { apiVersion, kind, metadata, status } = body.parent;
  return { ...body, parent: { apiVersion, kind, metadata, status }, stored: body.parent };
}

function findMisnamed(request: SyncRequest): string | undefined {
  for (const [group, objects] of [...Object.entries(request.children), ...Object.entries(request.related)]) {
    const wrong = Object.entries(objects).find(([key, { metadata }]) => key !== nameOf(metadata));
    if (wrong !== undefined) {
      return `${group} lists ${JSON.stringify(wrong[0])}, not namespace/name of the object: set version v2 for all hooks of the CompositeController.`;
    }
  }
  return undefined;
}

/** As version 2 of the hooks names objects; what has no namespace has no slash. */
function nameOf({ namespace, name }: KubeObject['metadata']): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function findForeign(request: SyncRequest): string | undefined {
  const foreign = Object.entries(request.children).find(
    ([group, objects]) => !isChildKindKey(group) && Object.keys(objects).length > 0,
  );
  if (foreign === undefined) return undefined;
  return `children lists ${foreign[0]} objects, a kind that this hook never returns: Metacontroller would delete them. Remove the kind from the CompositeController's spec.childResources.`;
}
