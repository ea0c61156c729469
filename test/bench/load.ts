// A load generator that costs little: raw sockets with prepared bytes, one request at a time on each.

import { connect, type Socket } from 'node:net';

/** An answer of one request. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Connections of the throughput runs; Metacontroller and the API server keep a handful each. */
const CONNECTIONS = 8;

/** Sends one request on a connection of its own. */
export async function post(port: number, path: string, body: string): Promise<Reply> {
  const socket = connect(port, '127.0.0.1');
  try {
    return await exchange(socket, requestBytes(path, body));
  } finally {
    socket.destroy();
  }
}

/** Sends the request over and over for so long; gives the number of answers. Any answer but 200 is an error. */
export async function countAnswers(
  port: number,
  { path, body }: { readonly path: string; readonly body: string },
  milliseconds: number,
): Promise<number> {
  const bytes = requestBytes(path, body);
  const ends = performance.now() + milliseconds;
  const client = async (): Promise<number> => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let count = 0;
    while (performance.now() < ends) {
      const { status, text } = await exchange(socket, bytes);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
      count += 1;
    }
    socket.destroy();
    return count;
  };
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return counts.reduce((sum, count) => sum + count, 0);
}

function requestBytes(path: string, body: string): Buffer {
  const length = Buffer.byteLength(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
  return Buffer.from(head + body);
}

function exchange(socket: Socket, bytes: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const finish = (end: () => void): void => {
      socket.off('data', take).off('error', failed).off('close', closed);
      end();
    };
    const take = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const reply = parseReply(received);
      if (reply !== undefined) finish(() => resolve(reply));
    };
    const failed = (error: Error): void => finish(() => reject(error));
    const closed = (): void => finish(() => reject(new Error('the server closed the connection')));
    socket.on('data', take).on('error', failed).on('close', closed);
    socket.write(bytes);
  });
}

/** The reply when it is complete. Both servers send Content-Length. */
function parseReply(received: Buffer): Reply | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = received.toString('latin1', 0, end);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
  if (received.length < end + 4 + length) return undefined;
  return { status: Number(head.slice(9, 12)), text: received.toString('utf8', end + 4, end + 4 + length) };
}
