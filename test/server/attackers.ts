// Support: callers that want to keep others out, as raw connections with or without TLS, from loopback addresses of their own.

import { connect as connectTcp, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueCertificate, temporaryFolder } from './certificates.ts';
import { type Answer, call } from './http-client.ts';
import { type Choices, runServer, type RunningServer } from './running-server.ts';

/** Both ways in which the hooks are served. */
export const FORMS = ['HTTPS', 'plain HTTP'] as const;

/** One of `FORMS`. */
export type Form = (typeof FORMS)[number];

/** A server that is attacked. */
export interface Target extends RunningServer {
  /** An open connection, to the hooks unless another port is named; TLS is already agreed upon. Whatever happens to it is no error. */
  readonly open: (address?: string, port?: number) => Promise<Caller>;
  /** A TCP connection that says nothing at all, not even TLS. */
  readonly knock: (address?: string) => Promise<Caller>;
  /** One request on a connection of its own. */
  readonly ask: (more?: Partial<Parameters<typeof call>[0]>) => Promise<Answer>;
  readonly metric: (line: string) => Promise<number>;
}

/** A raw connection and what came over it. */
export interface Caller {
  readonly socket: Socket;
  readonly received: () => string;
  readonly isOpen: () => boolean;
}

/** Starts a server of this form. */
export async function target(context: TestContext, form: Form, choices: Choices = {}): Promise<Target> {
  const isSecure = form === 'HTTPS';
  const sockets: Socket[] = [];
  // Before the server's own end, which would wait for their requests.
  context.after(() => sockets.forEach((socket) => socket.destroy()));
  const server = await runServer(context, { ...choices, variables: isSecure ? certificateFiles(context) : {} });
  const { port, metricsPort } = server;
  const calling =
    (isTls: boolean) =>
    (address?: string, at: number = port) => {
      const options = { port: at, host: '127.0.0.1', ...(address !== undefined && { localAddress: address }) };
      const socket = isTls ? connectTls({ ...options, rejectUnauthorized: false }) : connectTcp(options);
      sockets.push(socket);
      return opened(socket, isTls);
    };
  return {
    ...server,
    open: calling(isSecure),
    knock: calling(false),
    ask: (more) => call({ port, body: '{}', ...(isSecure && { tls: { rejectUnauthorized: false } }), ...more }),
    metric: async (line) => {
      const { text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
      return Number(
        text
          .split('\n')
          .find((each) => each.startsWith(`${line} `))
          ?.slice(line.length + 1) ?? 0,
      );
    },
  };
}

function certificateFiles(context: TestContext): Readonly<Record<string, string>> {
  const folder = temporaryFolder(context);
  const { cert, key } = issueCertificate('hooks');
  const [TLS_CERT_FILE, TLS_KEY_FILE] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  writeFileSync(TLS_CERT_FILE, cert);
  writeFileSync(TLS_KEY_FILE, key);
  return { TLS_CERT_FILE, TLS_KEY_FILE };
}

function opened(socket: Socket, isTls: boolean): Promise<Caller> {
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => undefined).on('end', () => socket.destroy());
  const caller = { socket, received: () => received, isOpen: () => !socket.destroyed };
  return new Promise((resolve) => {
    socket.once(isTls ? 'secureConnect' : 'connect', () => resolve(caller)).once('close', () => resolve(caller));
  });
}

/** Head of a POST whose body has so many bytes. */
export function head(bytes: number, path = '/validate'): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
}

/** Looks before a wait is in vain: two minutes on a quiet machine, and longer on a busy one. */
const LOOKS = 12_000;

/** Waits until it is so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; !(await isSo()); look += 1) {
    if (look > LOOKS) throw new Error(`waited in vain for: ${what}`);
    await sleep(10);
  }
}

/** Sends and waits until the other side has read it or hung up. */
export async function sendAll(caller: Caller, bytes: string | Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    caller.socket.write(bytes, () => resolve());
  });
}
