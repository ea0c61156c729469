// Shape: Knative Functions. `handle(context, body)`, for plain HTTP; a CloudEvent is a request like any other here.

import { isObject } from '../../kube/object.ts';
import { type Call, type Invoke, NO_EVENT } from '../function/call.ts';
import { givenBody, parsedBody } from '../function/given-body.ts';
import { jsonUnlessSaid, recordHeaders } from '../function/read-header.ts';

/** What faas-js-runtime hands over. `rawBody` is there when it is told to keep it. */
export interface KnativeContext {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** What it sends. */
export interface KnativeReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The entry of Knative Functions. */
export type KnativeHandle = (context: KnativeContext, body?: unknown) => Promise<KnativeReply>;

/** The runtime has parsed JSON already, a text twice: `context.body` is what it was after the first time. */
export function knativeShape(invoke: Invoke): KnativeHandle {
  return async (context, body) => {
    const { method = 'POST', headers, rawBody, body: parsed }: KnativeContext = isObject(context) ? context : NO_EVENT;
    const isParsed = parsed !== undefined;
    const given = isParsed ? parsed : body;
    const header = jsonUnlessSaid(recordHeaders(headers), given);
    const openBody: Call['openBody'] = () => {
      if (rawBody !== undefined) return givenBody(rawBody);
      return isParsed ? parsedBody(given, header) : givenBody(given);
    };
    const { status, headers: replied, text } = await invoke({ method, path: '/', header, openBody });
    return { statusCode: status, headers: replied, body: text };
  };
}
