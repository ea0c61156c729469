// Vocabulary: a request as every platform can describe it, and the answer that every platform can send.

import type { ProblemName } from '../../requests/problems.ts';
import type { Variables } from '../../requests/variables.ts';

/**
 * A body as it came: bytes, in one piece or in several. Iterating throws when the connection breaks. A refusal where the platform's
 * envelope of it could not be opened.
 */
export type OpenedBody = Iterable<Uint8Array> | AsyncIterable<Uint8Array> | ProblemName;

/** One request. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The value of a header, by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** Called once, and only where the caller may ask: decoding costs time and memory. */
  readonly openBody: () => OpenedBody;
}

/** One answer. Names of headers are in lower case. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Answers a call; never rejects. `variables` are those that a platform hands over with each request instead of an environment. */
export type Invoke = (call: Call, variables?: Variables) => Promise<Reply>;

/** Stands for an event that is none: without a method it is answered like one with a wrong method. */
export const NO_EVENT: { readonly method: string } = { method: '' };
