// Vocabulary: an answer as this server sends it.

import type { LogFields } from './log.ts';

/** An answer as it goes over the wire, with what the log says about it. */
export interface WireAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly facts: LogFields;
}
