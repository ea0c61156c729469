// Shape: `(Request) => Response`: Deno, Bun, Cloudflare Workers, Vercel, and whatever else speaks Fetch.

import { isObject } from '../../kube/object.ts';
import type { Variables } from '../../requests/variables.ts';
import { type Call, type Invoke, NO_EVENT } from '../function/call.ts';

/** The part of a request that is read; that of Azure Functions has it too. */
export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: unknown;
}

/** The entry of these platforms. Workers hand their variables over as the second argument. */
export type FetchHandler = (request: FetchRequest, variables?: unknown) => Promise<Response>;

/** A request in Fetch's form. */
export function fetchShape(invoke: Invoke): FetchHandler {
  return async (request, variables) => {
    const { status, headers, text } = await invoke(callOf(request), textsOf(variables));
    return new Response(text, { status, headers });
  };
}

/** A request in Fetch's form, as a call. */
export function callOf(request: FetchRequest): Call {
  const { method, url, headers, body } = isObject(request) ? request : NO_REQUEST;
  return {
    method,
    path: `/${/^[a-z]+:\/\/[^/?#]*\/?([^?#]*)/i.exec(url)?.[1] ?? ''}`,
    header: (name) => headers.get(name) ?? undefined,
    openBody: () => (isPieces(body) ? body : []),
  };
}

const NO_REQUEST: FetchRequest = { ...NO_EVENT, url: '', headers: { get: () => null }, body: null };

function isPieces(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** Deno and Bun hand over other things than variables: what is no text is left out. */
function textsOf(variables: unknown): Variables | undefined {
  if (!isObject(variables)) return undefined;
  const texts = Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}
