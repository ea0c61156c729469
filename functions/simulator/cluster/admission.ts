// Part of the in-memory API server: calls the admission webhooks for an MCPServer over HTTP(S), AdmissionReview v1.

import { randomUUID } from 'node:crypto';
import jsonPatch from 'fast-json-patch';
import { readCount, readString, readStrings } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject } from '../../kube/object.ts';
import { MCP_SERVER } from '../kinds.ts';
import { isPatch } from '../patch-operations.ts';
import { postJson } from '../post-json.ts';
import { messageOf, StoreError, readCauses } from '../store.ts';

/** Where the webhooks are and what a failed call means. */
export interface AdmissionWebhooks {
  /** `/default` and `/validate` are appended. */
  readonly baseUrl: string;
  /** PEM of the CA that signed the webhooks' certificate. */
  readonly ca?: string | undefined;
  /** `Fail` refuses the write when a webhook cannot be called, `Ignore` lets it pass. Default `Fail`. */
  readonly failurePolicy?: 'Fail' | 'Ignore';
  /** Default 10 000, the API server's own. */
  readonly timeoutMs?: number;
}

/** A write of an MCPServer. */
export interface AdmissionWrite {
  readonly object: KubeObject;
  /** The stored object; absent for a creation. */
  readonly oldObject: KubeObject | undefined;
}

/** What a webhook let through, and its warnings. */
export interface Admitted {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** Names of the webhooks as refusals show them. */
const WEBHOOK_NAMES = { default: 'default.toolhive.stacklok.dev', validate: 'validate.toolhive.stacklok.dev' } as const;

/**
 * Asks one webhook. Throws a `StoreError` when it refuses, or when it cannot be asked and the policy is `Fail`.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
 */
export async function askWebhook(
  webhooks: AdmissionWebhooks,
  hook: 'default' | 'validate',
  write: AdmissionWrite,
): Promise<Admitted> {
  const uid = randomUUID();
  try {
    const body = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request: admissionRequest(uid, write) };
    const timeoutMs = webhooks.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const url = `${webhooks.baseUrl}/${hook}?timeout=${Math.ceil(timeoutMs / 1000)}s`;
    const answer = await postJson({ url, body, ca: webhooks.ca, timeoutMs });
    if (answer.status !== 200) throw new Error(`status ${answer.status}: ${answer.body}`);
    const response = decodeResponse(answer.body, uid);
    if (response['allowed'] !== true) throw refusal(hook, response['status']);
    return { object: patched(write.object, response), warnings: warningsOf(response) };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (webhooks.failurePolicy === 'Ignore') return { object: write.object, warnings: [] };
    const message = `Internal error occurred: failed calling webhook "${WEBHOOK_NAMES[hook]}": ${messageOf(error)}`;
    throw new StoreError({ code: 500, reason: 'InternalError', message });
  }
}

function admissionRequest(uid: string, { object, oldObject }: AdmissionWrite): Fields {
  const [group = '', version = ''] = object.apiVersion.split('/');
  const kind = { group, version, kind: object.kind };
  const resource = { group, version, resource: MCP_SERVER.resource };
  const operation = oldObject === undefined ? 'CREATE' : 'UPDATE';
  return {
    uid,
    kind,
    resource,
    requestKind: kind,
    requestResource: resource,
    name: object.metadata.name,
    namespace: object.metadata.namespace,
    operation,
    userInfo: { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
    object,
    oldObject: oldObject ?? null,
    dryRun: false,
    options: { apiVersion: 'meta.k8s.io/v1', kind: operation === 'CREATE' ? 'CreateOptions' : 'UpdateOptions' },
  };
}

function decodeResponse(body: string, uid: string): Fields {
  const review: unknown = JSON.parse(body);
  const response = isObject(review) ? review['response'] : undefined;
  if (!isObject(review) || review['kind'] !== 'AdmissionReview' || !isObject(response))
    throw new Error('the answer is no AdmissionReview with a response');
  if (response['uid'] !== uid) throw new Error(`expected response.uid="${uid}", got "${String(response['uid'])}"`);
  return response;
}

function patched(object: KubeObject, response: Fields): KubeObject {
  const { patch, patchType } = response;
  if (patch === undefined) return object;
  if (typeof patch !== 'string' || patchType !== 'JSONPatch')
    throw new Error('response.patch needs patchType JSONPatch');
  const operations: unknown = JSON.parse(Buffer.from(patch, 'base64').toString('utf8'));
  if (!isPatch(operations)) throw new Error('response.patch is no list of JSON patch operations');
  const result: unknown = jsonPatch.applyPatch<unknown>(object, operations, true, false).newDocument;
  if (!isKubeObject(result)) throw new Error('response.patch leaves no object');
  return result;
}

/** Warnings with line breaks never reach a client: they would break the HTTP header. */
function warningsOf(response: Fields): readonly string[] {
  return readStrings(response, 'warnings').filter((warning) => !/[\r\n]/.test(warning));
}

function refusal(hook: 'default' | 'validate', status: unknown): StoreError {
  const [code, message] = [readCount(status, 'code'), readString(status, 'message')];
  const denied = `admission webhook "${WEBHOOK_NAMES[hook]}" denied the request`;
  return new StoreError({
    code: code === 0 ? 400 : code,
    reason: readString(status, 'reason') ?? '',
    message: message === undefined ? `${denied} without explanation` : `${denied}: ${message}`,
    causes: readCauses(status),
  });
}
