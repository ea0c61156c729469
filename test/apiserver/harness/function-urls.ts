// Test harness: functions behind URLs of their own, as AWS Lambda's function URLs hand requests on and answers back.
// @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads

import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createThrowawayCertificate } from '../../../functions/simulator/throwaway-certificate.ts';
import { type Bundle, bundleFile, loadBundle } from '../../functions/bundles.ts';
import type { HookName } from '../../functions/golden-set.ts';

/** One function at its URL. */
export interface FunctionUrl {
  readonly url: string;
  /** Statuses of its answers so far. */
  readonly answered: readonly number[];
}

/** Functions that are served. */
export interface FunctionUrls {
  readonly caPem: string;
  readonly at: Readonly<Record<'sync' | 'customize' | 'finalize', FunctionUrl>>;
  readonly stop: () => void;
}

/** Serves the built functions, which ask for this token where one is given. */
export async function startFunctionUrls(token?: string): Promise<FunctionUrls> {
  process.env['LOG_LEVEL'] = 'error';
  if (token !== undefined) process.env['HOOK_TOKENS'] = token;
  const certificate = createThrowawayCertificate(['127.0.0.1']);
  const stops: (() => void)[] = [];
  const serve = async (hook: HookName): Promise<FunctionUrl> => {
    const { handler } = await loadBundle(bundleFile(join(import.meta.dirname, '../../../dist'), hook));
    const answered: number[] = [];
    const { cert, key } = certificate;
    const server = createServer({ cert, key }, (request, response) => {
      const answer = async (): Promise<void> => {
        const { statusCode, headers, body } = await invoke(handler, request);
        answered.push(statusCode);
        response.writeHead(statusCode, headers).end(body);
      };
      void answer();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    stops.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, answered };
  };
  const at = { sync: await serve('sync'), customize: await serve('customize'), finalize: await serve('finalize') };
  delete process.env['HOOK_TOKENS'];
  return { caPem: certificate.ca, at, stop: () => stops.forEach((stop) => stop()) };
}

/** Function URLs send a body as base64 where its type is none that they know as text. */
async function invoke(handler: Bundle['handler'], request: IncomingMessage): ReturnType<Bundle['handler']> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '/', headers } = request;
  const path = url.split('?', 1)[0] ?? '/';
  return handler({
    version: '2.0',
    rawPath: path,
    headers,
    requestContext: { http: { method, path } },
    body: Buffer.concat(chunks).toString('base64'),
    isBase64Encoded: true,
  });
}
