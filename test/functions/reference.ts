// What the server answers, and how the answer of a function is compared with it.

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

const STARTED_MS = Date.now() - 1000;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

/** Times of the clock differ by how long a test takes; those of the requests are long ago. */
function fromClock(time: string): string {
  return Date.parse(time) >= STARTED_MS ? '<now>' : time;
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
  return { status, headers: Object.fromEntries(shown), text: text.replaceAll(TIME, fromClock) };
}

/** Answers that the server has given already. */
export type Known = Map<GoldenRequest, unknown>;

/** What matters of the server's answer; it is asked once for each request. */
export async function knownAnswer(
  request: GoldenRequest,
  { reference, known }: { readonly reference: Ask; readonly known: Known },
): Promise<unknown> {
  const wanted = known.get(request) ?? whatMatters(await reference(request));
  known.set(request, wanted);
  return wanted;
}
