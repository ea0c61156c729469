// Reference: what is said about one.

/** One of ToolHive's conditions about a reference; it exists only as long as the reference does. */
export interface ReferenceCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** What is wrong with a spec, where ToolHive has words of its own for it. */
export interface SpecFailure {
  readonly message: string;
  /** ToolHive's reason, where it is not the usual one. */
  readonly reason?: string;
  /** Conditions that ToolHive has beside that of the reference. */
  readonly conditions?: readonly ReferenceCondition[];
}
