// Test harness: the members of API objects that the checks read. What is not there at run time fails the check that reads it.

import type { Pod } from 'kubernetes-types/core/v1.d.ts';

/** One condition of any status. */
export interface WireCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
}

/** One resource of a discovery document. */
export interface WireResource {
  readonly name: string;
  readonly singularName: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly categories?: readonly string[];
}

/** Metadata of any object. */
export interface WireMeta {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly deletionTimestamp?: string;
  readonly resourceVersion: string;
  readonly generation: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[];
}

/** Status of an MCPServer, a CRD, or a child, as far as it is read. */
export interface WireStatus {
  readonly phase?: string;
  readonly url?: string;
  readonly message?: string;
  readonly readyReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: readonly WireCondition[];
  readonly storedVersions?: readonly string[];
}

/** Any object or list of the API server, and its refusals (`Status`). */
export interface WireObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: WireMeta;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status: WireStatus;
  readonly items: readonly WireObject[];
  readonly resources: readonly WireResource[];
  readonly message: string;
  readonly code: number;
  readonly reason: string;
  readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message: string }[] };
}

/** A pod with the members that every stored pod has. */
export type WirePod = Pod & Pick<WireObject, 'metadata'>;

/** The condition of a type, if the object has it. */
export function conditionOf(object: WireObject, type: string): WireCondition | undefined {
  return (object.status?.conditions ?? []).find((condition) => condition.type === type);
}
