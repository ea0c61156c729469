// Step: from the bytes of a request to a JSON object, or to the refusal that the sender gets.

import { type Fields, isObject } from '../kube/object.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { type BodyRules, maxArrivingBytes } from './body-intake.ts';
import { hasTooManyValues } from './body-values.ts';
import { decodeText } from './bytes.ts';
import type { ProblemName } from './problems.ts';

/**
 * JSON as the API server and Metacontroller send it; UTF-8 is the only encoding of JSON between systems (RFC 8259). Linear in the
 * length of the header.
 */
const JSON_TYPE = /^\s*application\/json\s*(?:;\s*(?:charset\s*=\s*"?utf-8"?(?:\s*;)?\s*)?)?$/i;

/** The headers that decide about a body; undefined ones were not sent. */
export interface BodyHeaders {
  readonly 'content-type'?: string | undefined;
  readonly 'content-encoding'?: string | undefined;
  readonly 'content-length'?: string | undefined;
}

/** Refusals by the headers alone; checked before the body is read. */
export function headersProblem(headers: BodyHeaders, rules: BodyRules): ProblemName | undefined {
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return 'wrong_content_type';
  // Nobody compresses webhook calls, and a small compressed body can become a huge one.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return 'wrong_encoding';
  return Number(headers['content-length'] ?? 0) > maxArrivingBytes(rules) ? 'too_large' : undefined;
}

/** Parses a body. `__proto__` becomes an ordinary own member (`JSON.parse`), so it can change no prototype. */
export function parseBody(bytes: Uint8Array): Result<Fields, ProblemName> {
  if (bytes.length === 0) return fail('empty');
  const text = decodeText(bytes);
  if (text === undefined) return fail('not_utf8');
  if (hasTooManyValues(bytes)) return fail('too_many_values');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may hold secrets.
    return fail('not_json');
  }
  return isObject(body) ? ok(body) : fail('not_an_object');
}
