// Part of status: a condition before it has a time.

/** The verdict of a rule about one aspect. */
export interface ConditionDraft {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  /** CamelCase word for programs. */
  readonly reason: string;
  /** For people; one line is made of it. */
  readonly message: string;
  /** When the observed objects entered this state; absent when no object shows it, as for states that only the spec decides. */
  readonly since?: string | undefined;
  /** It reports an event: its time is `since`, or now, even when the status stays the same. */
  readonly isNew?: true;
}
