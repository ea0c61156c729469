// AWS Lambda's runtime API, as far as its runtime interface client asks: one invocation after the other.
// @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A place where events are put, and answers come out. */
export interface LambdaApi {
  /** `host:port`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  readonly invoke: (event: object) => Promise<unknown>;
}

interface Waiting {
  readonly event: string;
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** Starts the API for one runtime. */
export async function startLambdaApi(context: TestContext): Promise<LambdaApi> {
  const queue: Waiting[] = [];
  const running = new Map<string, Waiting>();
  let asking: ServerResponse | undefined;
  let count = 0;
  const give = (): void => {
    const next = asking === undefined ? undefined : queue.shift();
    if (next === undefined || asking === undefined) return;
    count += 1;
    running.set(String(count), next);
    asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': String(count),
      'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:region:1:function:hook',
    });
    asking.end(next.event);
    asking = undefined;
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.endsWith('/invocation/next')) {
      asking = response;
      give();
      return;
    }
    void take(request, response, { running, queue });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    invoke: (event) =>
      new Promise((done, failed) => {
        queue.push({ event: JSON.stringify(event), done, failed });
        give();
      }),
  };
}

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  { running, queue }: { readonly running: Map<string, Waiting>; readonly queue: Waiting[] },
): Promise<void> {
  const text = await readText(request);
  const [, id = '', what] = /\/invocation\/([^/]+)\/(\w+)/.exec(request.url ?? '') ?? [];
  const one = running.get(id);
  running.delete(id);
  response.writeHead(202).end('{}');
  if (what === 'response') one?.done(JSON.parse(text));
  else for (const lost of [one, ...queue.splice(0)]) lost?.failed(new Error(`${request.url}: ${text.slice(0, 500)}`));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
