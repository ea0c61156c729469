// Requests to a real API server: one JSON exchange, or a stream of lines.

import type { KubeConfig } from '@kubernetes/client-node';
import { Agent, request as requestHttps, type RequestOptions } from 'node:https';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { readString } from '../../../functions/kube/json-reader.ts';
import { isObject } from '../../../functions/kube/object.ts';
import { StoreError, readCauses } from '../../../functions/simulator/store.ts';

/** One request. */
export interface ApiRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: unknown;
  /** Default `application/json`. */
  readonly contentType?: string;
  readonly onWarning?: (warning: string) => void;
}

/** A connection to an API server. */
export interface ApiClient {
  /** The decoded answer; a refusal is thrown as `StoreError`. */
  readonly send: (request: ApiRequest) => Promise<unknown>;
  /** The response of a request that goes on; refusals are thrown. */
  readonly open: (request: ApiRequest, signal?: AbortSignal) => Promise<IncomingMessage>;
  readonly close: () => void;
}

/** A client for the current context of a kubeconfig. */
export function apiClient(config: KubeConfig): ApiClient {
  const server = new URL(config.getCurrentCluster()?.server ?? 'http://127.0.0.1:8080');
  const agent = new Agent({ keepAlive: true });
  const open: ApiClient['open'] = async (request, signal) => {
    const options: RequestOptions = { method: request.method, ...(signal === undefined ? {} : { signal }) };
    if (server.protocol === 'https:') await config.applyToHTTPSOptions(options);
    const body = request.body === undefined ? '' : JSON.stringify(request.body);
    const all = {
      ...options,
      headers: headersOf(request, options, body),
      ...(server.protocol === 'https:' ? { agent } : {}),
    };
    const response = await exchange(new URL(server.pathname.replace(/\/$/, '') + request.path, server), all, body);
    reportWarnings(response, request.onWarning);
    if ((response.statusCode ?? 500) < 400) return response;
    throw refusalOf(response.statusCode ?? 500, await readText(response));
  };
  return {
    open,
    send: async (request) => {
      const value: unknown = JSON.parse(await readText(await open(request)));
      return value;
    },
    close: () => agent.destroy(),
  };
}

/** The credentials of the kubeconfig, and a length: without it a DELETE would send its body after the end of the request. */
/** The API server names the manager of what admission changes after the program before the slash, here as for Metacontroller. */
const USER_AGENT = 'metacontroller/simulator';

function headersOf(request: ApiRequest, { headers }: RequestOptions, body: string): Record<string, string> {
  const credentials = isObject(headers) ? Object.entries(headers).map(([name, value]) => [name, String(value)]) : [];
  return {
    ...Object.fromEntries(credentials),
    accept: 'application/json',
    'user-agent': USER_AGENT,
    'content-type': request.contentType ?? 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
}

function exchange(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, options, resolve);
    request.on('error', reject);
    request.end(body);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** `Warning: 299 - "text"` headers, as kubectl prints them. */
function reportWarnings(response: IncomingMessage, onWarning: ApiRequest['onWarning']): void {
  const header = [response.headers['warning'] ?? []].flat().join(', ');
  for (const [, text = ''] of header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g))
    onWarning?.(text.replaceAll(/\\(.)/g, '$1'));
}

function refusalOf(code: number, body: string): StoreError {
  try {
    const status: unknown = JSON.parse(body);
    if (!isObject(status)) return statusError(code, body);
    const [reason = '', message = ''] = [readString(status, 'reason'), readString(status, 'message')];
    return new StoreError({ code, reason, message, causes: readCauses(status) });
  } catch {
    return statusError(code, body);
  }
}

/** A refusal without a `Status` in the answer. */
export function statusError(code: number, message: string): StoreError {
  return new StoreError({ code, reason: code === 404 ? 'NotFound' : 'Unknown', message });
}
