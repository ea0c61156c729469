// The hooks behind HTTP for tests: every request and answer is recorded, and the settings can be changed while they run.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Settings } from '../../functions/decode/settings.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import type { Fields } from '../../functions/kube/object.ts';

/** A request of the loop and its answer. */
export interface Exchange {
  readonly path: string;
  readonly request: Fields;
  readonly status: number;
  readonly body: Fields;
}

/** Hooks that can be asked over HTTP. */
export interface RecordingHooks {
  readonly url: string;
  readonly exchanges: Exchange[];
  readonly setSettings: (settings: Settings) => void;
  readonly stop: () => Promise<void>;
}

/** A fixed time: the same request has the same answer. */
const RECEIVED_AT = '2026-11-01T12:00:00Z';

/** Starts them on a free port of the loopback interface. A hook that throws answers 500, as the server does. */
export async function startRecordingHooks(given: Settings): Promise<RecordingHooks> {
  let settings = given;
  const exchanges: Exchange[] = [];
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = (await json(incoming)) as Fields;
    const path = new URL(incoming.url ?? '/', 'http://hooks').pathname;
    const { status, body } = answerOf(path, request, settings);
    exchanges.push({ path, request, status, body });
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(body));
  };
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    setSettings: (next) => {
      settings = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function answerOf(path: string, request: Fields, settings: Settings): Pick<Exchange, 'status' | 'body'> {
  const hook = ROUTES[path];
  if (hook === undefined) return { status: 404, body: {} };
  try {
    const { status, body } = hook(request, { settings, receivedAt: RECEIVED_AT });
    return { status, body: JSON.parse(JSON.stringify(body)) as Fields };
  } catch (error) {
    return { status: 500, body: { error: String(error) } };
  }
}
