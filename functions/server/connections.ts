// Step: accepts a new connection; if there are too many, the one that matters least is closed.

import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { ConnectionLimits } from '../requests/limits.ts';
import type { Log } from '../requests/log.ts';
import type { Metrics } from '../requests/metrics.ts';
import { findLeaver, type Peer, PEER_STATES, type PeerState } from './peers.ts';
import { type RareLine, rareLines } from '../requests/rare-log.ts';

interface OpenPeer extends Peer {
  readonly socket: Socket;
  state: PeerState;
  sinceMs: number;
  requests: number;
  isProven: boolean;
}

interface Connections {
  /** By address and port, which TLS and the TCP socket below it have in common. */
  readonly open: Map<string, OpenPeer>;
  readonly limits: ConnectionLimits;
  readonly metrics: CountedConnections;
  readonly tell: RareLine;
}

/** What is counted of them; how many are open is shown where somebody asks for it. */
export type CountedConnections = Pick<Metrics, 'closedConnections' | 'refusedConnections'> &
  Partial<Pick<Metrics, 'openConnections'>>;

/** Watches the connections of a server from now on, and closes some when there are nearly too many. */
export function limitConnections(
  server: HttpServer | HttpsServer,
  limits: ConnectionLimits,
  { log, metrics, clock }: { readonly log: Log; readonly metrics: CountedConnections; readonly clock: () => Date },
): void {
  const connections: Connections = { open: new Map(), limits, metrics, tell: rareLines(log, clock) };
  server.on('connection', (socket: Socket) => {
    accept(socket, connections);
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const peer = connections.open.get(keyOf(socket));
    if (peer !== undefined) follow(peer, response);
  });
}

function accept(socket: Socket, connections: Connections): void {
  const { open, limits, metrics } = connections;
  const key = keyOf(socket);
  const address = socket.remoteAddress ?? '';
  const peer: OpenPeer = {
    socket,
    address,
    state: 'unproven',
    sinceMs: performance.now(),
    requests: 0,
    isProven: false,
  };
  open.set(key, peer);
  socket.once('close', () => {
    if (open.get(key) === peer) open.delete(key);
    metrics.openConnections?.record(open.size);
  });
  if (open.size > limits.near) makeRoom(peer, connections);
  metrics.openConnections?.record(open.size);
}

function makeRoom(newest: OpenPeer, { open, limits, metrics, tell }: Connections): void {
  const isFull = open.size > limits.max;
  const states = isFull ? PEER_STATES : (['unproven'] as const);
  const rules = { nowMs: performance.now(), states, maxUnproven: limits.maxUnprovenPerAddress };
  const leaver = findLeaver(newest, open.values(), rules);
  if (leaver !== undefined) {
    metrics.closedConnections.add(1, { reason: leaver.state });
    tell(
      { level: 'warn', msg: 'connections closed for new ones' },
      { address: leaver.address, state: leaver.state, open: open.size },
    );
    close(leaver, open);
  } else if (isFull) {
    metrics.refusedConnections.add(1);
    tell(
      { level: 'warn', msg: 'connections refused, there are too many' },
      { address: newest.address, open: open.size },
    );
    close(newest, open);
  }
}

/** Frees its place at once; the `close` event comes later. */
function close(peer: OpenPeer, open: Map<string, OpenPeer>): void {
  for (const [key, each] of open) if (each === peer) open.delete(key);
  peer.socket.destroy();
}

/** A good request is one that is answered with 200: on the hook port only hooks answer so. */
function follow(peer: OpenPeer, response: ServerResponse): void {
  peer.requests += 1;
  enter(peer, 'busy');
  response.once('close', () => {
    peer.requests -= 1;
    peer.isProven ||= response.statusCode === 200 && response.writableFinished;
    if (peer.requests === 0) enter(peer, peer.isProven ? 'idle' : 'unproven');
  });
}

function enter(peer: OpenPeer, state: PeerState): void {
  peer.state = state;
  peer.sinceMs = performance.now();
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress ?? ''} ${remotePort ?? ''}`;
}
