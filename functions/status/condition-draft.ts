// Part of status: a condition before it has a time.

/** What a rule says about one aspect. */
export interface ConditionDraft {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  /** CamelCase word for programs. */
  readonly reason: string;
  /** For people; one line is made of it. */
  readonly message: string;
  /** When the observed objects came into this state; absent when none of them tells, as for what only the spec decides. */
  readonly since?: string | undefined;
  /** It tells of an event: its time is that of the event, also when the status stays the same. */
  readonly isNew?: true;
}
