// Generated from schemas/customize-request.schema.yaml by scripts/generate.ts; do not edit.

/**
 * A parent whose related objects are asked for.
 */
export interface CustomizeRequest {
  readonly controller: Controller;
  readonly parent: Parent;
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
 * The object whose related objects are asked for.
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
