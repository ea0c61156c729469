// Which connection leaves for a new one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_UNPROVEN_PER_ADDRESS, SETTLE_MS } from '../../functions/requests/limits.ts';
import { findLeaver, type Peer, PEER_STATES, type PeerState } from '../../functions/server/peers.ts';

const NOW = 100_000;
const SETTLED = NOW - SETTLE_MS - 1;

function peer(address: string, state: PeerState, sinceMs: number = SETTLED): Peer {
  return { address, state, sinceMs };
}

/** So many connections like this one. */
function crowd(count: number, one: Peer): readonly Peer[] {
  return Array.from({ length: count }, () => ({ ...one }));
}

function leaver(newest: Peer, others: readonly Peer[], states: readonly PeerState[] = PEER_STATES): Peer | undefined {
  return findLeaver(newest, [...others, newest], { nowMs: NOW, states, maxUnproven: MAX_UNPROVEN_PER_ADDRESS });
}

const NEWEST = peer('new', 'unproven', NOW);

test('peers: one without a good answer leaves before one with, and that before one with a request', () => {
  const [unproven, idle, busy] = [peer('a', 'unproven', NOW), peer('b', 'idle', 1), peer('c', 'busy', 1)];
  assert.equal(leaver(NEWEST, [busy, idle, unproven]), unproven);
  assert.equal(leaver(NEWEST, [busy, idle]), idle);
  assert.equal(leaver(NEWEST, [busy]), busy);
  assert.equal(leaver(NEWEST, [busy, idle], ['unproven']), undefined);
  assert.equal(leaver(NEWEST, []), undefined);
});

for (const state of PEER_STATES) {
  test(`peers: of those that are ${state}, the address with the most gives its oldest`, () => {
    const oldest = peer('many', state, 5);
    const others = [peer('one', state, 1), ...crowd(3, peer('many', state, 10)), oldest];
    assert.equal(leaver(NEWEST, others), oldest);
  });

  test(`peers: many new ones that are ${state} cannot push out the fresh one of an address with fewer`, () => {
    const fresh = peer('one', state, NOW);
    const flood = crowd(9, peer('many', state, NOW));
    assert.equal(leaver(peer('many', state, NOW), [fresh, ...flood], [state]), undefined);
  });
}

test('peers: an address loses its own settled connections first', () => {
  const settled = peer('many', 'unproven');
  const flood = [...crowd(9, peer('many', 'unproven', NOW)), settled];
  assert.equal(leaver(peer('many', 'unproven', NOW), [peer('one', 'unproven', NOW), ...flood]), settled);
});

test('peers: an address with too many that never had a good answer takes the place of nobody else', () => {
  const flood = crowd(MAX_UNPROVEN_PER_ADDRESS, peer('many', 'unproven', NOW));
  const good = peer('one', 'idle', 1);
  const newest = peer('many', 'unproven', NOW);
  assert.equal(leaver(newest, [good, ...flood]), undefined);
  assert.equal(leaver(newest, [good, ...flood.slice(1)]), good);
});

test('peers: good answers never count against an address', () => {
  const good = crowd(300, peer('proxy', 'idle'));
  assert.equal(leaver(peer('proxy', 'unproven', NOW), good), good[0]);
});
