// Generated from schemas/sync-request.schema.yaml by scripts/generate.ts; do not edit.

/**
 * A parent with all its observed children and related objects.
 */
export interface SyncRequest {
  readonly controller: Controller;
  readonly parent: Parent;
  /**
   * Observed children. Outer key is kind and version (Service.v1, Deployment.apps/v1), inner key is namespace/name.
   */
  readonly children: {
    readonly [k: string]: ObjectsByName;
  };
  /**
   * Objects that the customize hook asked for, in the same form.
   */
  readonly related: {
    readonly [k: string]: ObjectsByName;
  };
  /**
   * Whether the parent is being deleted and the finalize hook is called.
   */
  readonly finalizing: boolean;
}
/**
 * The CompositeController that asks.
 */
export interface Controller {
  /**
   * What Metacontroller was told.
   */
  readonly spec: {
    readonly [k: string]: unknown;
  };
  readonly [k: string]: unknown;
}
/**
 * The object whose children are asked for.
 */
export interface Parent {
  /**
   * API group and version.
   */
  readonly apiVersion: string;
  /**
   * Kind of the object.
   */
  readonly kind: string;
  readonly metadata: ParentMetadata;
  readonly [k: string]: unknown;
}
/**
 * What identifies the parent.
 */
export interface ParentMetadata {
  /**
   * Name of the parent.
   */
  readonly name: string;
  /**
   * Namespace of the parent.
   */
  readonly namespace: string;
  /**
   * Identity of the parent, unique in time.
   */
  readonly uid: string;
  readonly [k: string]: unknown;
}
/**
 * Objects of one kind by namespace/name.
 */
export interface ObjectsByName {
  readonly [k: string]: ObservedObject;
}
/**
 * An object as the API server has it.
 */
export interface ObservedObject {
  /**
   * API group and version.
   */
  readonly apiVersion: string;
  /**
   * Kind of the object.
   */
  readonly kind: string;
  readonly metadata: ObservedMetadata;
  readonly [k: string]: unknown;
}
/**
 * What identifies the object.
 */
export interface ObservedMetadata {
  /**
   * Name of the object.
   */
  readonly name: string;
  /**
   * Namespace of the object; absent for those without one.
   */
  readonly namespace?: string;
  readonly [k: string]: unknown;
}
