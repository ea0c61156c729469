// Shape: Fission, and the Node example of Metacontroller: `(context) => { status, body, headers }`.

import { isObject } from '../../kube/object.ts';
import { type Call, type Invoke, NO_EVENT } from '../function/call.ts';
import { parsedBody } from '../function/given-body.ts';
import { jsonUnlessSaid, recordHeaders } from '../function/read-header.ts';

/** What the environment hands over: Express' request, whose body is parsed. */
export interface FissionContext {
  readonly request: FissionRequest;
}

/** The part of it that is read. */
export interface FissionRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** What it sends. */
export interface FissionReply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The entry of Fission; it has one parameter, because the environment counts them. */
export type FissionFunction = (context: FissionContext) => Promise<FissionReply>;

/** A text is the body as it came where its type is no JSON, and else a JSON string. */
export function fissionShape(invoke: Invoke): FissionFunction {
  return async (context) => {
    const { method = 'POST', path = '/', headers, body } = requestOf(context);
    const header = jsonUnlessSaid(recordHeaders(headers), body);
    const call: Call = { method, path, header, openBody: () => parsedBody(body, header) };
    const { status, headers: replied, text } = await invoke(call);
    return { status, body: text, headers: replied };
  };
}

function requestOf(context: FissionContext): FissionRequest {
  return isObject(context) && isObject(context.request) ? context.request : NO_EVENT;
}
