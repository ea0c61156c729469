// Shape: OpenFaaS' Node templates: `(event, context)`, answered through the context.

import type { Invoke } from '../function/call.ts';
import { givenBody, parsedBody } from '../function/given-body.ts';
import { hostVariables } from '../function/host.ts';
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
  return async ({ method = 'POST', path = '/', headers, body }, context) => {
    const header = jsonUnlessSaid(recordHeaders(headers), body);
    const isRaw = hostVariables()['RAW_BODY'] === 'true' || headers === undefined;
    const {
      status,
      headers: replied,
      text,
    } = await invoke({
      method,
      path,
      header,
      openBody: () => (isRaw && !isEmptyObject(body) ? givenBody(body) : parsedBody(body, header)),
    });
    return context.status(status).headers(replied).succeed(text);
  };
}

/** What the parsers of the template give for no body. */
function isEmptyObject(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0;
}
