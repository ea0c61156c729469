// Shape: OpenFaaS' Node templates: `(event, context)`, answered through the context.

import { isObject } from '../../kube/object.ts';
import { type Call, type Invoke, NO_EVENT } from '../function/call.ts';
import { parsedBody } from '../function/given-body.ts';
import { jsonUnlessSaid, recordHeaders } from '../function/read-header.ts';

/** What the template hands over. With `RAW_BODY=true` the body is bytes. */
export interface OpenFaasEvent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** How the template is answered. */
export interface OpenFaasContext {
  readonly status: (code: number) => OpenFaasContext;
  readonly headers: (headers: Readonly<Record<string, string>>) => OpenFaasContext;
  readonly succeed: (body: string) => unknown;
}

/** The entry of OpenFaaS. */
export type OpenFaasHandler = (event: OpenFaasEvent, context: OpenFaasContext) => Promise<unknown>;

/** Answers once; the template's own call of `succeed` with what is returned is then left out. */
export function openFaasShape(invoke: Invoke): OpenFaasHandler {
  return async (event, context) => {
    const { method = 'POST', path = '/', headers, body }: OpenFaasEvent = isObject(event) ? event : NO_EVENT;
    const header = jsonUnlessSaid(recordHeaders(headers), body);
    const call: Call = { method, path, header, openBody: () => parsedBody(body, header) };
    const { status, headers: replied, text } = await invoke(call);
    return context.status(status).headers(replied).succeed(text);
  };
}
