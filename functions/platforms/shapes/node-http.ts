// Shape: `(request, response)` of Node: Google Cloud Functions and Cloud Run by functions-framework, and Vercel's Node functions.

import type { Call, Invoke } from '../function/call.ts';
import { givenBody } from '../function/given-body.ts';
import { recordHeaders } from '../function/read-header.ts';

/** Node's request; functions-framework has read the body before and kept its bytes. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly rawBody?: unknown;
}

/** Node's response. */
export interface NodeResponse {
  readonly writeHead: (status: number, headers: Readonly<Record<string, string>>) => unknown;
  readonly end: (text: string) => unknown;
}

/** The entry of functions-framework: `--target=http`. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => Promise<void>;

/** The body is read only once caller and headers are known, where nobody has read it before. */
export function nodeShape(invoke: Invoke): NodeHandler {
  return async (request, response) => {
    const { method = '', url = '/', headers, rawBody } = request;
    const unread = rawBody === undefined ? withoutReturn(request) : undefined;
    const openBody: Call['openBody'] = () => unread ?? givenBody(rawBody);
    const path = url.split('?', 1)[0] ?? '/';
    const reply = await invoke({ method, path, header: recordHeaders(headers), openBody });
    response.writeHead(reply.status, { ...reply.headers, 'content-length': String(lengthOf(reply.text)) });
    response.end(reply.text);
    if (unread !== undefined) void throwAway(unread);
  };
}

/** Leaving a stream early ends it, and its connection with it. */
function withoutReturn(request: NodeRequest): AsyncIterable<Uint8Array> {
  const pieces = request[Symbol.asyncIterator]();
  return { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) };
}

/** What comes after a refusal: the sender gets to read the answer, and the next request of the connection is heard. */
async function throwAway(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _ of pieces);
  } catch {
    // The connection has ended.
  }
}

function lengthOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
