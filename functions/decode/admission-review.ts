// Step: from a request body to an admission request for an MCPServer or an object that servers refer to.

import { validateAdmissionReview } from '../../schemas/generated/validators.js';
import { fail, ok, type Result } from '../kube/result.ts';
import { readObject, readString } from '../kube/json-reader.ts';
import { shorten } from '../kube/short-text.ts';
import { firstSchemaError } from './schema-error.ts';
import { CONFIG_KINDS, TOOLHIVE_GROUP } from './config-kinds.ts';

/** The part of an AdmissionReview request that the hooks read. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly operation: string;
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly name: string;
  readonly namespace: string;
  /** The object as sent; absent for DELETE. */
  readonly object: unknown;
  /** The stored object, for UPDATE. */
  readonly oldObject: unknown;
  /** Who sends it, in the words of server-side apply; empty when the request does not say. */
  readonly fieldManager: string;
}

/** Longest kind and group in a message, in characters: a DNS name. */
const MAX_KIND = 253;

const KINDS: ReadonlySet<string> = new Set(['MCPServer', ...CONFIG_KINDS]);

/**
 * Reads an AdmissionReview of `admission.k8s.io/v1`. Fails with one sentence for anything that is none, has no uid, or is
 * about a kind that is not ours; the server then answers 400 and the webhook's failurePolicy decides.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
 */
export function decodeAdmissionReview(body: unknown): Result<AdmissionRequest> {
  if (!validateAdmissionReview(body)) return fail(firstSchemaError('AdmissionReview', validateAdmissionReview.errors));
  const { request } = body as unknown as {
    readonly request: Partial<AdmissionRequest> &
      Pick<AdmissionRequest, 'uid' | 'kind'> & { readonly options?: unknown };
  };
  if (request.kind.group !== TOOLHIVE_GROUP || !KINDS.has(request.kind.kind)) {
    return fail(
      `request.kind is ${shorten(request.kind.kind, MAX_KIND)} of group ${shorten(request.kind.group, MAX_KIND)}, but this webhook judges MCPServer of ${TOOLHIVE_GROUP} and what it refers to only; correct the rules of the webhook configuration.`,
    );
  }
  return ok({
    uid: request.uid,
    operation: request.operation ?? '',
    kind: request.kind,
    name: request.name ?? metadataName(request.object),
    namespace: request.namespace ?? '',
    object: request.object,
    oldObject: request.oldObject,
    fieldManager: readString(request.options, 'fieldManager') ?? '',
  });
}

function metadataName(object: unknown): string {
  const metadata = readObject(object, 'metadata');
  const name = metadata['name'] ?? metadata['generateName'];
  return typeof name === 'string' ? name : '';
}
