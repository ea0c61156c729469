// Clients over TLS as the API server is one, and a switch-over that spreads their connections like kube-proxy.

import { Agent, request as httpsRequest } from 'node:https';
import { connect, createServer, type Server } from 'node:net';

/** Answer of one request: 0 and the reason when there was none. */
export interface Outcome {
  readonly status: number;
  readonly milliseconds: number;
  readonly failure?: string;
}

/** Asks once; never rejects. */
export function ask(port: number, body: string | Buffer, agent: Agent | false = false): Promise<Outcome> {
  const started = performance.now();
  const options = { host: '127.0.0.1', port, agent, path: '/validate', method: 'POST', rejectUnauthorized: false };
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const end = (status: number, failure?: string): void =>
      resolve({ status, milliseconds: performance.now() - started, ...(failure !== undefined && { failure }) });
    const request = httpsRequest({ ...options, headers }, (response) => {
      response.on('error', (error) => end(0, error.message)).on('end', () => end(response.statusCode ?? 0));
      response.resume();
    });
    request.on('error', (error) => end(0, error.message));
    request.end(body);
  });
}

/** Clients that ask one after the other, each on a connection of its own that it keeps. */
export interface Crowd {
  /** Outcomes so far. */
  readonly count: () => number;
  /** Ends the crowd; everything that was not answered with 200. */
  readonly stop: () => Promise<{ readonly count: number; readonly failed: readonly Outcome[] }>;
}

/** Starts so many clients. */
export function startCrowd(clients: number, port: number, body: string): Crowd {
  let count = 0;
  const over = new AbortController();
  const failed: Outcome[] = [];
  const client = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!over.signal.aborted) {
      const outcome = await ask(port, body, agent);
      count += 1;
      if (outcome.status !== 200) failed.push(outcome);
    }
    agent.destroy();
  };
  const running = Array.from({ length: clients }, client);
  return {
    count: () => count,
    stop: async () => {
      over.abort();
      await Promise.all(running);
      return { count, failed };
    },
  };
}

/** A new connection goes to the next target of the list; an open one stays where it is, whatever happens to the list. */
export interface SwitchOver {
  readonly port: number;
  readonly route: (ports: readonly number[]) => void;
  readonly close: () => void;
}

/** Opens a switch-over on a free port. */
export async function openSwitchOver(): Promise<SwitchOver> {
  let targets: readonly number[] = [];
  let turn = 0;
  const server: Server = createServer((near) => {
    turn += 1;
    const far = connect(targets[turn % targets.length] ?? 0, '127.0.0.1');
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const route = (ports: readonly number[]): void => {
    targets = ports;
  };
  return { port, route, close: () => void server.close() };
}
