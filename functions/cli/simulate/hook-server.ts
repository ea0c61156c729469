// Simulate: the hooks behind HTTP on this machine only, with a switch that makes them unavailable.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Settings } from '../../decode/settings.ts';
import { ROUTES } from '../../hooks/routes.ts';

/** Hooks that can be called over HTTP. */
export interface HookServer {
  readonly url: string;
  /** While down, every request gets 503. */
  readonly setDown: (isDown: boolean) => void;
  readonly stop: () => Promise<void>;
}

/** Starts them on a free port of the loopback interface. */
export async function startHookServer(settings: Settings): Promise<HookServer> {
  let isDown = false;
  const server = createServer((request, response) => {
    answer(request, settings, isDown).then(
      ([status, body]) => send(response, status, body),
      () => send(response, 500, { error: 'a bug of the hooks' }),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    setDown: (down) => {
      isDown = down;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  settings: Settings,
  isDown: boolean,
): Promise<readonly [number, unknown]> {
  const body: unknown = await json(request);
  const hook = ROUTES[new URL(request.url ?? '/', 'http://hooks').pathname];
  if (isDown || hook === undefined) return [503, { error: 'the hooks are down' }];
  const receivedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const { status, body: answered } = hook(body, { settings, receivedAt });
  return [status, answered];
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
