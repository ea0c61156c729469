// Keeps the accepted tokens equal to the mounted token file.

import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../kube/result.ts';
import { parseTokens } from '../requests/tokens.ts';
import { FILE_POLL_MS } from '../requests/limits.ts';
import type { Log } from '../requests/log.ts';

/**
 * Reads the tokens and looks again every `FILE_POLL_MS`; a file that turns bad keeps the tokens of before and is told of once. The
 * error of the first read is one line.
 */
export function followTokenFile(file: string, log: Log): Result<() => readonly string[]> {
  const first = readTokens(file);
  if (!first.ok) return first;
  let current = first.value;
  let lastFailure: string | undefined;
  setInterval(() => {
    const next = readTokens(file);
    if (next.ok) current = next.value;
    else if (next.error !== lastFailure)
      log.error('tokens not changed, the old ones stay valid', { reason: next.error });
    lastFailure = next.ok ? undefined : next.error;
  }, FILE_POLL_MS).unref();
  return ok(() => current);
}

function readTokens(file: string): Result<readonly string[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return fail(`HOOK_TOKEN_FILE ${file} cannot be read.`);
  }
  const tokens = parseTokens(text);
  return tokens.ok ? tokens : fail(`HOOK_TOKEN_FILE ${file} ${tokens.error}.`);
}
