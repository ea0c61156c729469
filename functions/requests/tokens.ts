// Step: the bearer token of a caller.

import { sha256Hex } from '#sha256';
import { fail, ok, type Result } from '../kube/result.ts';

/** Shortest token in characters that is accepted: 16 characters of base64 are 96 bits. */
const MIN_TOKEN_CHARACTERS = 16;

/** What a header can carry as one word. A token with anything else would be accepted here and never be recognised. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Tokens of a text: one a line, each is valid, so that a new one can be added before the old one goes. */
export function parseTokens(text: string): Result<readonly string[]> {
  const tokens = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (tokens.length === 0) return fail('holds no token; write one token a line');
  const short = tokens.some((token) => token.length < MIN_TOKEN_CHARACTERS);
  if (short) return fail(`holds a token of less than ${MIN_TOKEN_CHARACTERS} characters; use a longer one`);
  const isWritable = tokens.every((token) => TOKEN.test(token));
  return isWritable ? ok(tokens) : fail('holds a token with spaces or characters beyond ASCII; use letters and digits');
}

/**
 * Whether an Authorization header carries one of the tokens. Digests have one length, and every token is compared to its end: the
 * time reveals nothing about the token.
 */
export function isKnownToken(authorization: string, tokens: readonly string[]): boolean {
  const given = sha256Hex(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
  return tokens.map((token) => isSameDigest(sha256Hex(token), given)).includes(true);
}

function isSameDigest(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let place = 0; place < one.length; place += 1) difference |= one.charCodeAt(place) ^ other.charCodeAt(place);
  return difference === 0;
}
