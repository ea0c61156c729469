// Vocabulary of the answers: what every hook gives back.

/** What a hook answers. `status` is an HTTP status code, `body` is serialised as JSON. */
export interface HookAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Short facts for the request log: object, counts, outcome. No content of the object. */
  readonly log?: Readonly<Record<string, string | number | boolean>>;
}
