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
    const openBody: Call['openBody'] = () => (rawBody === undefined ? request : givenBody(rawBody));
    const path = url.split('?', 1)[0] ?? '/';
    const reply = await invoke({ method, path, header: recordHeaders(headers), openBody });
    response.writeHead(reply.status, { ...reply.headers, 'content-length': String(lengthOf(reply.text)) });
    response.end(reply.text);
  };
}

function lengthOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
