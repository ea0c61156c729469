// Vocabulary of the answers: what every hook gives back.

/** What a hook answers. `status` is an HTTP status code, `body` is serialised as JSON. */
export interface HookAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Short facts for the request log: object, counts, outcome. No content of the object. */
  readonly log?: Readonly<Record<string, string | number | boolean>>;
  /** For the metrics. */
  readonly tally?: Tally;
}

/** What is counted of an answer, each from a closed set; nothing in it names an object. */
export interface Tally {
  /** Codes of the findings that refused. */
  readonly errors?: ReadonlySet<string>;
  /** Codes of the findings that were shown. */
  readonly warnings?: ReadonlySet<string>;
  /** Kind of each child that is asked for. */
  readonly kinds?: readonly string[];
  readonly phase?: string;
  /** Status of the condition `PermissionsEnforced`. */
  readonly enforced?: string;
}
