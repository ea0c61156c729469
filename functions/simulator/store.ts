// The seam between the loop and a cluster: what the loop needs of an API server, in memory or real.

import type { ResourceKind } from './kinds.ts';
import { readList, readString } from '../kube/json-reader.ts';
import type { KubeObject } from '../kube/object.ts';

/** How the objects that an object owns are deleted with it. */
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** A change of one object as a watch reports it. The first events of a watch are `ADDED` for all that exists. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

/** Options of a write by a user's client. */
export interface WriteOptions {
  /** What to do with fields that the schema does not know; kubectl sends `Strict`. Default: drop them silently. */
  readonly fieldValidation?: 'Strict' | 'Ignore';
  /** Called for each warning of the server, admission webhooks included. */
  readonly onWarning?: (warning: string) => void;
}

/** Condition and manner of a deletion. */
export interface DeleteOptions {
  /** Delete only the object with this uid; another one gives 409. */
  readonly uid?: string;
  readonly propagation?: Propagation;
}

/** An API server. Every method fails with a `StoreError`; a returned object is complete and must not be changed. */
export interface Store {
  readonly get: (kind: ResourceKind, namespace: string | undefined, name: string) => Promise<KubeObject | undefined>;
  /** Resolves when all that exists has been reported; returns how to stop. */
  readonly watch: (kind: ResourceKind, onEvent: (event: StoreEvent) => void) => Promise<() => void>;
  readonly create: (object: KubeObject, options?: WriteOptions) => Promise<KubeObject>;
  /** Replaces everything but status; `metadata.resourceVersion` must be the stored one. */
  readonly update: (object: KubeObject, options?: WriteOptions) => Promise<KubeObject>;
  /** Replaces only status. */
  readonly updateStatus: (object: KubeObject) => Promise<KubeObject>;
  /** Server-side apply with force. */
  readonly apply: (object: KubeObject, fieldManager: string) => Promise<KubeObject>;
  readonly delete: (object: KubeObject, options?: DeleteOptions) => Promise<void>;
}

/** One entry of `status.details.causes` of a refusal. */
export interface StatusCause {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
}

/** The causes that a Kubernetes `Status` gives; those without a message are none. */
export function readCauses(status: unknown): readonly StatusCause[] {
  return readList(status, 'details', 'causes').filter(isCause);
}

function isCause(value: unknown): value is StatusCause {
  return readString(value, 'message') !== undefined;
}

/** The content of a refusal: the members of a Kubernetes `Status`. */
export interface Refusal {
  /** HTTP status code. */
  readonly code: number;
  /** Machine-readable, for example `NotFound`. */
  readonly reason: string;
  readonly message: string;
  readonly causes?: readonly StatusCause[];
}

/** Thrown by every method of a store that the API server refuses. Connection problems are ordinary errors. */
export class StoreError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly causes: readonly StatusCause[];

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'StoreError';
    this.code = refusal.code;
    this.reason = refusal.reason;
    this.causes = refusal.causes ?? [];
  }
}

/** Whether an error is a refusal with one of these reasons, for example `NotFound` or `Conflict`. */
export function isRefusal(error: unknown, ...reasons: readonly string[]): error is StoreError {
  return error instanceof StoreError && reasons.includes(error.reason);
}

/** The message of an error, for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Retries after conflicts, at most five times in all. */
export async function retryConflicts<T>(write: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (tries <= 1 || !isRefusal(error, 'Conflict')) throw error;
    return retryConflicts(write, tries - 1);
  }
}
