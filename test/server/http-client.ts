// Support: requests as a test wants them, well-formed or not.

import { type Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { type RequestOptions, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';

/** An answer, with its body as text. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What to send; POST of JSON to /sync on a new connection unless said otherwise. */
export interface Call {
  readonly port: number;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly agent?: Agent;
  /** Present: HTTPS with these options. */
  readonly tls?: RequestOptions;
}

/** Sends one request. A body is sent with Content-Length unless the headers ask for chunks. */
export function call({ port, path = '/sync', method = 'POST', headers, body, agent, tls }: Call): Promise<Answer> {
  const options = {
    host: '127.0.0.1',
    port,
    path,
    method,
    agent: agent ?? false,
    headers: { 'content-type': 'application/json', ...headers },
    ...tls,
  };
  return new Promise((resolve, reject) => {
    const request = tls === undefined ? httpRequest(options) : httpsRequest(options);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Writes bytes as they are and gives back everything that comes until the server closes, or until `until` has come. */
export function sendRaw(port: number, bytes: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
      if (until !== undefined && received.includes(until)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}
