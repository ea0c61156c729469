// Step: who may call a hook. Checked on the headers alone, before a byte of the body is read.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '../kube/result.ts';
import { ADMISSION_PATHS } from '../hooks/routes.ts';
import type { ProblemName } from './problems.ts';

/** Why this request may not call the hook at this path; undefined when it may. */
export type CallerCheck = (path: string, request: IncomingMessage) => ProblemName | undefined;

/** Shortest token in characters that is accepted: 16 characters of base64 are 96 bits. */
const MIN_TOKEN_CHARACTERS = 16;

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

/** Tokens of a token file: one a line, each is valid, so that a new one can be added before the old one goes. */
export function parseTokens(text: string): Result<readonly string[]> {
  const tokens = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (tokens.length === 0) return fail('holds no token; write one token a line');
  const short = tokens.some((token) => token.length < MIN_TOKEN_CHARACTERS);
  return short ? fail(`holds a token of less than ${MIN_TOKEN_CHARACTERS} characters; use a longer one`) : ok(tokens);
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

/** Digests have one length, and every token is compared: the time reveals nothing about the token. */
function isKnownToken(authorization: string, tokens: readonly string[]): boolean {
  const given = digest(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
  return tokens.map((token) => timingSafeEqual(digest(token), given)).includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
