// Generated from schemas/admission-review.schema.yaml by scripts/generate.ts; do not edit.

/**
 * What the API server asks of an admission webhook.
 */
export interface AdmissionReview {
  /**
   * Version of the review.
   */
  readonly apiVersion: 'admission.k8s.io/v1';
  /**
   * Kind of the review.
   */
  readonly kind: 'AdmissionReview';
  readonly request: AdmissionRequest;
}
/**
 * The request under review.
 */
export interface AdmissionRequest {
  /**
   * Identity of this review; the answer repeats it.
   */
  readonly uid: string;
  readonly kind: GroupVersionKind;
  /**
   * Name of the object; may be empty while it is created.
   */
  readonly name?: string;
  /**
   * Namespace of the object.
   */
  readonly namespace?: string;
  /**
   * What is done to the object.
   */
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  /**
   * Part of the object that is written, for example status; empty or absent for the object itself.
   */
  readonly subResource?: string;
  readonly userInfo?: UserInfo;
  /**
   * The object as it will be; null when it is deleted.
   */
  readonly object?: {
    readonly [k: string]: unknown;
  } | null;
  /**
   * The object as it was; null when it is created.
   */
  readonly oldObject?: {
    readonly [k: string]: unknown;
  } | null;
  /**
   * Whether nothing will be stored.
   */
  readonly dryRun?: boolean | null;
}
/**
 * Kind of the object.
 */
export interface GroupVersionKind {
  /**
   * API group; empty for the core group.
   */
  readonly group: string;
  /**
   * Version of the group.
   */
  readonly version: string;
  /**
   * Name of the kind.
   */
  readonly kind: string;
}
/**
 * Who asks.
 */
export interface UserInfo {
  /**
   * Name of the user or service account.
   */
  readonly username?: string;
}
