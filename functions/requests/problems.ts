// The server's own answers when a request never reaches a hook, or the hook has a bug.

import { RETRY_AFTER_SECONDS } from './limits.ts';

/** One refusal. `error` is one sentence: Metacontroller copies the whole body into an event of the object. */
export interface Problem {
  readonly status: number;
  readonly error: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Name of a refusal. */
export type ProblemName =
  | 'unauthenticated'
  | 'wrong_client'
  | 'not_found'
  | 'wrong_method'
  | 'wrong_content_type'
  | 'wrong_encoding'
  | 'too_large'
  | 'incomplete'
  | 'too_slow'
  | 'empty'
  | 'not_utf8'
  | 'not_json'
  | 'not_an_object'
  | 'too_deep'
  | 'too_many_values'
  | 'overloaded'
  | 'overloaded_admission'
  | 'bug'
  | 'not_base64'
  | 'misconfigured';

const OVERLOADED = {
  error: 'The hook server holds as many request bodies as it may; try again later.',
  headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
};

/** Every refusal of the server, by name; the name is the `outcome` in the request log. */
export const PROBLEMS: Readonly<Record<ProblemName, Problem>> = {
  unauthenticated: {
    status: 401,
    error: 'This hook needs a valid bearer token in the Authorization header.',
    headers: { 'www-authenticate': 'Bearer' },
  },
  wrong_client: {
    status: 403,
    error: 'The client certificate has none of the names that TLS_CLIENT_NAMES of the hook server allows.',
  },
  not_found: { status: 404, error: 'There is no hook at this path.' },
  wrong_method: { status: 405, error: 'Hooks answer POST only.', headers: { allow: 'POST' } },
  wrong_content_type: { status: 415, error: 'The Content-Type must be application/json in UTF-8.' },
  wrong_encoding: { status: 415, error: 'The body must be sent without Content-Encoding.' },
  too_large: { status: 413, error: 'The request body is larger than MAX_BODY_BYTES of the hook server allows.' },
  incomplete: { status: 400, error: 'The request ended before its whole body had arrived.' },
  too_slow: {
    status: 408,
    error: 'The request body came too slowly.',
    headers: { connection: 'close' },
  },
  empty: { status: 400, error: 'The request body is empty; a JSON object is expected.' },
  not_utf8: { status: 400, error: 'The request body is not valid UTF-8.' },
  not_json: { status: 400, error: 'The request body is not valid JSON.' },
  not_an_object: { status: 400, error: 'The request body must be a JSON object.' },
  too_deep: { status: 400, error: 'The request body is nested too deeply to be read.' },
  too_many_values: {
    status: 413,
    error: 'The request body holds more objects, lists and members than any sound request.',
  },
  // To Metacontroller 429 means "later", without an event; the API server knows only failure.
  overloaded: { ...OVERLOADED, status: 429 },
  overloaded_admission: { ...OVERLOADED, status: 503 },
  bug: {
    status: 500,
    error: 'The hook failed on this request; nothing was decided, the log of the hook server has more.',
  },
  // Of functions alone: of an event's envelope, and of a cold start that the log has a line about.
  not_base64: { status: 400, error: 'The body of the event is said to be base64, and is not.' },
  misconfigured: { status: 500, error: 'This function is not configured rightly; its log says what to correct.' },
};
