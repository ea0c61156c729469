// Step: the two listeners, hooks over HTTPS and operations over plain HTTP, with the limits of connections and time.

import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { fail, ok, type Result } from '../kube/result.ts';
import { limitConnections } from './connections.ts';
import * as limits from '../requests/limits.ts';
import { errorSentence, type Log } from '../requests/log.ts';
import type { Metrics } from '../requests/metrics.ts';
import type { TlsReloader } from './tls-reloader.ts';

/** What to listen on and who answers. */
export interface ListenPlan {
  readonly host: string | undefined;
  readonly port: number;
  readonly metricsPort: number;
  readonly hooks: RequestListener;
  readonly operations: RequestListener;
  /** Undefined: plain HTTP. */
  readonly tls: TlsReloader | undefined;
  /** Bytes; how long a request may take follows from it. */
  readonly maxBodyBytes: number;
  readonly clock: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Both listeners, open, with the ports they really have. */
export interface Listeners {
  readonly hooks: HttpServer | HttpsServer;
  readonly operations: HttpServer;
  readonly port: number;
  readonly metricsPort: number;
}

/** Opens the operations port first, so that probes are answered before the hooks are. A port that cannot be had is one line. */
export async function openListeners(plan: ListenPlan): Promise<Result<Listeners>> {
  const operations = operationsServer(plan);
  const hooks = hooksServer(plan);
  try {
    const metricsPort = await listen(operations, plan.metricsPort, plan.host);
    const port = await listen(hooks, plan.port, plan.host);
    return ok({ hooks, operations, port, metricsPort });
  } catch (error) {
    operations.close();
    return fail(`Listening failed, check HOST, PORT and METRICS_PORT: ${errorSentence(error)}.`);
  }
}

/** Its requests have no body, so that all of one comes in the time for headers. How many connections it has is nobody's alarm. */
function operationsServer({ operations, clock, log, metrics }: ListenPlan): HttpServer {
  const options = {
    keepAliveTimeout: limits.KEEP_ALIVE_MS,
    headersTimeout: limits.HEADERS_TIMEOUT_MS,
    requestTimeout: limits.HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: limits.TIMEOUT_CHECK_MS,
  };
  const server = createHttpServer(options, operations);
  const { closedConnections, refusedConnections } = metrics;
  limitConnections(server, limits.OPERATIONS_CONNECTIONS, {
    log,
    metrics: { closedConnections, refusedConnections },
    clock,
  });
  return server;
}

function hooksServer({ hooks, tls, maxBodyBytes, clock, log, metrics }: ListenPlan): HttpServer | HttpsServer {
  const options = {
    keepAliveTimeout: limits.KEEP_ALIVE_MS,
    headersTimeout: limits.HEADERS_TIMEOUT_MS,
    requestTimeout: limits.requestTimeoutMs(maxBodyBytes),
    connectionsCheckingInterval: limits.TIMEOUT_CHECK_MS,
  };
  const server = tls === undefined ? createHttpServer(options, hooks) : httpsServer(tls, options, hooks);
  limitConnections(server, limits.HOOK_CONNECTIONS, { log, metrics, clock });
  const refused = (reason: string) => (): void => {
    metrics.refusedConnections.add(1);
    log.debug('connection refused', { reason });
  };
  server.on('tlsClientError', refused('no valid TLS'));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    refused(error.code ?? 'no valid HTTP')();
    endWithProblem(error, socket);
  });
  return server;
}

function httpsServer(tls: TlsReloader, options: object, hooks: RequestListener): HttpsServer {
  const server = createHttpsServer(
    { ...options, handshakeTimeout: limits.HANDSHAKE_TIMEOUT_MS, ...tls.options },
    hooks,
  );
  tls.follow(server);
  server.on('close', () => tls.close());
  return server;
}

/** Status lines for what Node's HTTP parser refuses; anything else is a bad request. */
const PARSER_PROBLEMS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

function endWithProblem({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const status = PARSER_PROBLEMS[code ?? ''] ?? '400 Bad Request';
  const text = JSON.stringify({ error: `The request is not acceptable HTTP: ${status.slice(4)}.` });
  const headers = `Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${text}`, () => socket.destroy());
}

function listen(server: HttpServer | HttpsServer, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', reject);
      resolve(portOf(server.address()));
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' ? address.port : 0;
}
