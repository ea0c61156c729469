// The golden set against one shape: what has to be the same, and what a platform may decide by itself.

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { GoldenRequest } from './golden-set.ts';
import { type Ask, type Known, knownAnswer, whatMatters } from './reference.ts';

/** Requests of the set that never reach the function as they are, by the beginning of their names. */
export interface Own {
  /** The platform answers them itself. */
  readonly answeredBefore?: readonly string[];
  /** Its parser mends them, so that the function never sees what was wrong. */
  readonly mended?: readonly string[];
}

/** What functions are compared with. */
export interface Server {
  readonly reference: Ask;
  readonly known: Known;
}

/** Fails where an answer is not the server's, and where a name is claimed for the platform whose requests are all answered the same. */
export async function assertConforms(
  requests: readonly GoldenRequest[],
  { answeredBefore = [], mended = [] }: Own,
  { server, ask }: { readonly server: Server; readonly ask: Ask },
): Promise<void> {
  const others = new Set<string>();
  for (const request of requests) {
    const wanted = await knownAnswer(request, server);
    const answer = await ask(request);
    const [before, after] = [claimOf(answeredBefore, request), claimOf(mended, request)];
    const claim = after ?? before;
    if (claim === undefined) assert.deepEqual(whatMatters(answer), wanted, `${request.hook}: ${request.name}`);
    else if (!isDeepStrictEqual(whatMatters(answer), wanted)) others.add(claim);
    if (after !== undefined) assert.ok(answer.status < 500, request.name);
    else if (before !== undefined) {
      assert.ok(answer.status >= 400, `${request.hook}: ${request.name} is answered ${answer.status}`);
    }
  }
  const same = [...answeredBefore, ...mended].filter((name) => !others.has(name));
  assert.deepEqual(same, [], 'the same as from the server');
}

function claimOf(names: readonly string[], { group, name }: GoldenRequest): string | undefined {
  return group === 'examples' ? undefined : names.find((start) => name.startsWith(start));
}
