// One line of the table that `limits.ts` prints.

/** One line of the table. */
export interface Measure {
  readonly what: string;
  readonly value: string;
  readonly target: string;
  readonly isMet: boolean;
}
