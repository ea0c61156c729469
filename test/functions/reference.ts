// What the server answers, and how the answer of a function is compared with it.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { call } from '../server/http-client.ts';
import { runServer } from '../server/running-server.ts';
import type { GoldenRequest } from './golden-set.ts';

/** An answer, of a server or of a function. */
export interface Answer {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Sends a request somewhere. */
export type Ask = (request: GoldenRequest) => Promise<Answer>;

/** The headers that callers act on. */
const HEADERS = ['content-type', 'allow', 'retry-after', 'www-authenticate'];

/** Starts the server that functions are compared with. */
export async function startReference(context: TestContext): Promise<Ask> {
  const { port } = await runServer(context, { routes: ROUTES, variables: { LOG_LEVEL: 'error' } });
  return ({ hook, method, headers, body }) =>
    call({ port, path: `/${hook}`, method, headers: { 'content-type': '', ...headers }, body });
}

/** What of an answer has to be the same everywhere. Frameworks add the alphabet to the type, which JSON has only one of. */
export function whatMatters({ status, headers, text }: Answer): unknown {
  const shown = HEADERS.map((name) => [
    name,
    [headers[name] ?? '']
      .flat()
      .join()
      .replace(/;\s*charset=utf-8$/i, ''),
  ]);
  return { status, headers: Object.fromEntries(shown), text };
}

/** Answers that were given already: they depend on the request and on the second. */
export type Known = Map<GoldenRequest, unknown>;

/** Times are whole seconds of the clock: where there is a difference, both are asked again, within one. */
const TRIES = 3;

/** Fails when the two do not answer the same. */
export async function assertSame(
  request: GoldenRequest,
  { reference, known }: { readonly reference: Ask; readonly known: Known },
  other: Ask,
): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    const wanted = known.get(request) ?? whatMatters(await reference(request));
    const given = whatMatters(await other(request));
    known.set(request, wanted);
    try {
      assert.deepEqual(given, wanted, `${request.hook}: ${request.name}`);
      return;
    } catch (error) {
      known.delete(request);
      if (left === 1) throw error;
    }
  }
}
