// Step: a failure in the form that the API server reads. For a body that is no Status it shows the user only "unknown".

import type { WireAnswer } from './wire-answer.ts';

/** Names of our status codes in Kubernetes' client-go. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  500: 'InternalError',
  503: 'ServiceUnavailable',
};

/**
 * Adds the members of a `Status` (meta/v1) to a failure's `{error}`; its message is what `kubectl` shows after "failed to
 * call webhook". Any other answer is left as it is.
 */
export function asApiStatus(answer: WireAnswer): WireAnswer {
  const { status: code, text } = answer;
  if (code < 400) return answer;
  const body: unknown = JSON.parse(text);
  if (body === null || typeof body !== 'object' || !('error' in body)) return answer;
  const reason = REASONS[code] === undefined ? {} : { reason: REASONS[code] };
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: body.error,
    ...reason,
    code,
  };
  return { ...answer, text: JSON.stringify({ ...body, ...status }) };
}
