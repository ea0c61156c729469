// Test harness: a way to the API server that counts what a program behind it asks for, without asking the program.

import { request as httpsRequest, Agent, type RequestOptions } from 'node:https';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';

/** Requests so far. */
export interface ProxyCounts {
  /** Creations, changes and deletions of everything but events. */
  writes: number;
  /** Reads of one MCPServer; Metacontroller does that once for a sync. */
  syncs: number;
  /** When the last of them came, in milliseconds since 1970. */
  lastMs: number;
  /** Of all bodies, in both directions. */
  bytes: number;
}

/** A running proxy on 127.0.0.1, plain HTTP. */
export interface CountingProxy {
  readonly url: string;
  readonly counts: Readonly<ProxyCounts>;
  readonly stop: () => Promise<void>;
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const ONE_SERVER = /^\/apis\/toolhive\.stacklok\.dev\/[^/]+\/namespaces\/[^/]+\/mcpservers\/[^/?]+(\?|$)/;
const EVENT = /\/events(\/|\?|$)/;

/** Hears of each request. */
export type OnRequest = (method: string, url: string) => void;

/** Forwards everything to the API server of a kubeconfig, with `token` instead of what the kubeconfig has. */
export async function startCountingProxy(
  kubeconfig: string,
  token: string,
  onRequest: OnRequest = () => {},
): Promise<CountingProxy> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error(`${kubeconfig} names no cluster`);
  const { ca } = await tlsOf(config);
  const base: RequestOptions = { agent: new Agent({ keepAlive: true }), ca };
  const counts: ProxyCounts = { writes: 0, syncs: 0, lastMs: Date.now(), bytes: 0 };
  const server = createServer((incoming, outgoing) => {
    count(counts, incoming);
    onRequest(incoming.method ?? 'GET', incoming.url ?? '');
    forward(incoming, outgoing, { target: cluster.server, base, token, counts });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    (base.agent as Agent).destroy();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, counts, stop };
}

async function tlsOf(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return options;
}

function count(counts: ProxyCounts, { method = 'GET', url = '' }: IncomingMessage): void {
  const isSync = method === 'GET' && ONE_SERVER.test(url);
  const isWrite = !READS.has(method) && !EVENT.test(url);
  if (isSync) counts.syncs += 1;
  if (isWrite) counts.writes += 1;
  if (isSync || isWrite) counts.lastMs = Date.now();
}

interface Way {
  readonly target: string;
  readonly base: RequestOptions;
  readonly token: string;
  readonly counts: ProxyCounts;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, { target, base, token, counts }: Way): void {
  const weigh = (chunk: Buffer): void => void (counts.bytes += chunk.length);
  const url = new URL(target + (incoming.url ?? '/'));
  const headers = { ...incoming.headers, host: url.host, authorization: `Bearer ${token}` };
  const asked = httpsRequest(url, { ...base, method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('data', weigh).pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  asked.on('error', () => outgoing.destroy());
  outgoing.on('close', () => asked.destroy());
  incoming.on('data', weigh).pipe(asked);
}
