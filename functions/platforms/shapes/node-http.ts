// Shape: `(request, response)` of Node: Google Cloud Functions and Cloud Run by functions-framework, and Vercel's Node functions.

import { MAX_SYNC_BODY_BYTES } from '../../requests/limits.ts';
import type { Call, Invoke } from '../function/call.ts';
import { givenBody } from '../function/given-body.ts';
import { recordHeaders } from '../function/read-header.ts';

/** Node's request; functions-framework has read the body before and kept its bytes. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly rawBody?: unknown;
  readonly socket?: { readonly destroy: () => unknown };
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
    const pieces = rawBody === undefined ? request[Symbol.asyncIterator]() : undefined;
    const openBody: Call['openBody'] = () => (pieces === undefined ? givenBody(rawBody) : withoutReturn(pieces));
    const path = url.split('?', 1)[0] ?? '/';
    const reply = await invoke({ method, path, header: recordHeaders(headers), openBody });
    response.writeHead(reply.status, { ...reply.headers, 'content-length': String(lengthOf(reply.text)) });
    response.end(reply.text);
    if (pieces !== undefined) void throwAway(pieces, request);
  };
}

/** Leaving a stream early ends it, and nobody hears its connection any more. */
function withoutReturn(pieces: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) };
}

/**
 * What comes after a refusal: the sender gets to read the answer, and the next request of the connection is heard. Who sends more
 * than any hook takes loses the connection; how long a request may last is for the server that has the connection.
 */
async function throwAway(pieces: AsyncIterator<Uint8Array>, { socket }: NodeRequest): Promise<void> {
  try {
    let bytes = 0;
    for await (const piece of withoutReturn(pieces)) {
      bytes += piece.length;
      if (bytes > MAX_SYNC_BODY_BYTES) socket?.destroy();
    }
  } catch {
    // The connection has ended.
  }
}

function lengthOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
