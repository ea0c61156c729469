// A hook server for tests: answers as configured, and records the requests.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Fields, KubeObject } from '../../functions/kube/object.ts';

/** What a hook answers; a string body is sent as it is. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** No answer at all, or a connection that ends in the middle of it. */
  readonly broken?: 'silent' | 'cut';
}

/** A request body as the tests look at it. */
export interface Body {
  readonly controller: KubeObject;
  readonly parent: KubeObject;
  readonly children: Readonly<Record<string, Readonly<Record<string, KubeObject>>>>;
  readonly related: Readonly<Record<string, Readonly<Record<string, KubeObject>>>>;
  readonly finalizing: boolean;
  readonly request: Readonly<Record<string, unknown>>;
}

/** A running hook server; set the functions to change what it answers. */
export interface FakeHook {
  readonly url: string;
  readonly requests: { readonly path: string; readonly body: Body }[];
  readonly answers: Record<string, (body: Body) => FakeAnswer>;
  readonly of: (path: string) => readonly Body[];
  readonly stop: () => Promise<void>;
}

/** Starts on a free port of the loopback address; with a certificate it speaks HTTPS. */
export async function startFakeHook(tls?: { readonly key: string; readonly cert: string }): Promise<FakeHook> {
  const requests: { path: string; body: Body }[] = [];
  const answers: Record<string, (body: Body) => FakeAnswer> = {
    '/sync': () => ({ body: { status: {}, children: [] } }),
    '/customize': () => ({ body: { relatedResources: [] } }),
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const path = new URL(request.url ?? '/', 'http://hook').pathname;
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
    requests.push({ path, body });
    const answer = answers[path]?.(body) ?? { status: 404, body: 'no such hook' };
    if (answer.broken === 'silent') return;
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    if (answer.broken === 'cut') {
      response.write('{"status": {}, "children": [');
      setImmediate(() => response.destroy());
      return;
    }
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => void handle(request, response);
  const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    answers,
    of: (path) => requests.filter((entry) => entry.path === path).map((entry) => entry.body),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** The fields of an answer of `/sync`. */
export function syncAnswer(children: readonly Fields[], status: Fields = { phase: 'Pending' }): FakeAnswer {
  return { body: { status, children } };
}
