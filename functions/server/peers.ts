// Which connection is closed for a new one when the limit is reached.

import { SETTLE_MS } from '../requests/limits.ts';

/** `unproven`: without a request and never with a good answer (200); `idle`: without a request; `busy`: a request is not answered yet. */
export const PEER_STATES = ['unproven', 'idle', 'busy'] as const;

/** One of `PEER_STATES`. */
export type PeerState = (typeof PEER_STATES)[number];

/** One open connection. */
export interface Peer {
  readonly address: string;
  readonly state: PeerState;
  /** Since when it is in this state, in milliseconds of a clock that only goes forward. */
  readonly sinceMs: number;
}

/** When a connection is looked for, and where. */
export interface LeaverRules {
  readonly nowMs: number;
  readonly states: readonly PeerState[];
  /** Connections without a good answer that one address may have when others wait. */
  readonly maxUnproven: number;
}

/**
 * Finds the connection that has to go for the newest one, or none. States give way in their order, `states` of them. Within
 * a state, the address with the most connections in it gives one, its oldest. A connection is safe from addresses that have
 * more in this state than its own, until it had time to settle: who opens many at once harms himself. Good requests never
 * count against an address; connections that had none do, and an address with many of them takes nobody else's place.
 */
export function findLeaver<T extends Peer>(
  newest: T,
  peers: Iterable<T>,
  { nowMs, states, maxUnproven }: LeaverRules,
): T | undefined {
  const all = [...peers];
  const inState = (state: PeerState): readonly T[] => all.filter((peer) => peer.state === state);
  const unproven = countByAddress(inState('unproven')).get(newest.address) ?? 0;
  for (const state of states) {
    if (state !== 'unproven' && unproven > maxUnproven) return undefined;
    const members = inState(state);
    const counts = countByAddress(members);
    const countOf = ({ address }: Peer): number => counts.get(address) ?? 0;
    const mayLeave = (peer: T): boolean =>
      peer !== newest &&
      (nowMs - peer.sinceMs > SETTLE_MS || (peer.address !== newest.address && countOf(peer) >= countOf(newest)));
    const [leaver] = members
      .filter(mayLeave)
      .toSorted((one, other) => countOf(other) - countOf(one) || one.sinceMs - other.sinceMs);
    if (leaver !== undefined) return leaver;
  }
  return undefined;
}

function countByAddress(peers: readonly Peer[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { address } of peers) counts.set(address, (counts.get(address) ?? 0) + 1);
  return counts;
}
