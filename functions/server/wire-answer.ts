// Vocabulary: an answer as this server sends it.

import type { Tally } from '../respond/hook-answer.ts';
import type { LogFields } from './log.ts';

/** An answer as it goes over the wire, with its fields for the log. */
export interface WireAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly facts: LogFields;
  /** For the metrics; absent where no hook answered. */
  readonly tally?: Tally | undefined;
}
