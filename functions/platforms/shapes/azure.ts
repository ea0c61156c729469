// Shape: Azure Functions, programming model v4: the handler of `app.http(name, { handler })`.

import type { Invoke } from '../function/call.ts';
import { callOf, type FetchRequest } from './fetch.ts';

/** What the model sends (`HttpResponseInit`). */
export interface AzureReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The entry of Azure Functions. */
export type AzureHandler = (request: FetchRequest) => Promise<AzureReply>;

/** Its request is one in Fetch's form; its answer is a record. */
export function azureShape(invoke: Invoke): AzureHandler {
  return async (request) => {
    const { status, headers, text } = await invoke(callOf(request));
    return { status, headers, body: text };
  };
}
