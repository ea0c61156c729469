// Shape: AWS Lambda, for the events of API Gateway (both payload versions), function URLs and Application Load Balancers.

import { isObject } from '../../kube/object.ts';
import type { Call, Invoke, OpenedBody } from '../function/call.ts';
import { givenBody } from '../function/given-body.ts';
import { recordHeaders } from '../function/read-header.ts';

/** What all these events have in common, or one of them has. */
export interface LambdaEvent {
  readonly requestContext?: unknown;
  /** Payload version 2.0. */
  readonly rawPath?: unknown;
  /** Payload version 1.0, and load balancers. */
  readonly httpMethod?: unknown;
  readonly path?: unknown;
  readonly headers?: unknown;
  /** Load balancers that are told so send these instead, and want them back. */
  readonly multiValueHeaders?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

/** What each of these callers understands. */
export interface LambdaReply {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** The entry of Lambda: `index.handler`. */
export type LambdaHandler = (event: unknown) => Promise<LambdaReply>;

/** An event of another kind has no method, and is answered like a request with a wrong one. */
export function lambdaShape(invoke: Invoke): LambdaHandler {
  return async (event) => {
    const read: LambdaEvent = isObject(event) ? event : {};
    const { status, headers, text } = await invoke(callOf(read));
    const many = Object.entries(headers).map(([name, value]) => [name, [value]] as const);
    const isMany = isObject(read.multiValueHeaders) && !isObject(read.headers);
    const sent = isMany ? { multiValueHeaders: Object.fromEntries(many) } : { headers };
    return { statusCode: status, ...sent, body: text, isBase64Encoded: false };
  };
}

function callOf(event: LambdaEvent): Call {
  const http = isObject(event.requestContext) ? event.requestContext['http'] : undefined;
  const method = event.httpMethod ?? (isObject(http) ? http['method'] : undefined);
  const path = event.rawPath ?? event.path;
  return {
    method: typeof method === 'string' ? method : '',
    path: typeof path === 'string' ? path : '/',
    header: recordHeaders(event.headers ?? event.multiValueHeaders),
    openBody: () => bodyOf(event),
  };
}

function bodyOf({ body, isBase64Encoded }: LambdaEvent): OpenedBody {
  if (isBase64Encoded !== true || typeof body !== 'string') return givenBody(body);
  try {
    return [bytesOf(atob(body))];
  } catch {
    return 'not_base64';
  }
}

/** A loop: `Uint8Array.from` takes a text apart first, twenty times the memory. */
function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) bytes[place] = binary.charCodeAt(place);
  return bytes;
}
