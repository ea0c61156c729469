// Vocabulary of the customize hook: which objects Metacontroller is to hand to the sync of one server.

/**
 * A rule of a customize answer. `names` and `labelSelector` exclude each other; `namespace` is always the server's own; Metacontroller
 * does not compare it for kinds without one.
 */
export interface RelatedRule {
  readonly apiVersion: string;
  /** Plural resource name. */
  readonly resource: string;
  readonly namespace: string;
  /** Never empty: Metacontroller reads an empty list as "every object of the cluster". */
  readonly names?: readonly [string, ...string[]];
  readonly labelSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
}
