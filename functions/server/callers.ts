// Step: who may call a hook. Checked on the headers alone, before a byte of the body is read.

import type { IncomingMessage } from 'node:http';
import { ADMISSION_PATHS } from '../hooks/admission-paths.ts';
import type { ProblemName } from '../requests/problems.ts';
import { isKnownToken } from '../requests/tokens.ts';

/** Why this request may not call the hook at this path; undefined when it may. */
export type CallerCheck = (path: string, request: IncomingMessage) => ProblemName | undefined;

/** Lets everybody in: NetworkPolicy or client certificates then restrict the callers. */
export const anyCaller: CallerCheck = () => undefined;

/** Lets callers in that pass every check; the first refusal counts. */
export function eachOf(checks: readonly CallerCheck[]): CallerCheck {
  return (path, request) => {
    for (const check of checks) {
      const problem = check(path, request);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/**
 * Lets callers of Metacontroller's hooks in that carry one of the tokens; `tokens` is asked at each request, because the
 * file may change. Only a self-managed API server can be given a token, so admission is not guarded by it; client
 * certificates (`TLS_CLIENT_CA_FILE`) guard all hooks.
 */
export function bearerCaller(tokens: () => readonly string[]): CallerCheck {
  return (path, request) => {
    const isAllowed = ADMISSION_PATHS.has(path) || isKnownToken(request.headers.authorization ?? '', tokens());
    return isAllowed ? undefined : 'unauthenticated';
  };
}
