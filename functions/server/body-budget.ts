// Limits the bytes of all requests in memory together, and decides which request is cut off when they do not fit.

import { bodyPace, type Pace } from './body-pace.ts';
import { SMALL_BODY_BYTES } from '../requests/limits.ts';

/** Why a request is cut off: its body came too slowly, its answer is not read, or others held less and needed room. */
export type CutReason = 'slow' | 'unread' | 'room';

/** What the budget knows of a request. */
export interface Holder {
  readonly address: string;
  /** Undefined: the length was not announced, so the body may be large. */
  readonly announcedBytes: number | undefined;
  /** Bytes that its connection has brought so far, taken or not. */
  readonly arrivedBytes: () => number;
  /** Cuts the request off; its bytes are released already. */
  readonly cut: (reason: CutReason) => void;
}

/** The bytes that one request holds. Bytes that arrived count, not announced ones: a slow sender holds only what it has sent. */
export interface Claim {
  /** Takes bytes if they fit or somebody can be cut for them; `false` takes nothing. */
  readonly take: (bytes: number) => boolean;
  /** Releases the body's bytes: the rest of it is discarded, and still must not come too slowly. */
  readonly drop: () => void;
  /** From now on the answer is held instead of the body, whatever its size. */
  readonly answer: (bytes: number) => void;
  /** The request is over: releases everything. May be called again. */
  readonly release: () => void;
}

/** The budget of a server. */
export interface BodyBudget {
  readonly open: (holder: Holder) => Claim;
  /** To be called every `PACE_LOOK_MS`: cuts what came too slowly since. */
  readonly look: () => void;
  readonly heldBytes: () => number;
}

interface Entry {
  readonly holder: Holder;
  readonly pace: Pace;
  readonly isSmall: boolean;
  bytes: number;
  stage: 'body' | 'dropped' | 'answer';
}

interface Ledger {
  readonly maxBytes: number;
  /** The limit for all large bodies together. */
  readonly maxLargeBytes: number;
  readonly entries: Set<Entry>;
  total: number;
  large: number;
}

/** A budget of `maxBytes`, of which `reserveBytes` are for small bodies alone. */
export function createBodyBudget(maxBytes: number, reserveBytes = 0): BodyBudget {
  const ledger = { maxBytes, maxLargeBytes: maxBytes - reserveBytes, entries: new Set<Entry>(), total: 0, large: 0 };
  return {
    open: (holder) => openClaim(holder, ledger),
    look: () => {
      for (const entry of ledger.entries) {
        const reason = entry.pace.look(entry.holder.arrivedBytes());
        if (reason !== undefined) cut(entry, reason, ledger);
      }
    },
    heldBytes: () => ledger.total,
  };
}

function openClaim(holder: Holder, ledger: Ledger): Claim {
  const isSmall = (holder.announcedBytes ?? Infinity) <= SMALL_BODY_BYTES;
  const entry: Entry = { holder, pace: bodyPace(), isSmall, bytes: 0, stage: 'body' };
  ledger.entries.add(entry);
  return {
    take: (bytes) => {
      if (!makeRoom(entry, bytes, ledger)) return false;
      resize(entry, entry.bytes + bytes, ledger);
      return true;
    },
    drop: () => {
      entry.stage = 'dropped';
      resize(entry, 0, ledger);
    },
    answer: (bytes) => {
      entry.pace.wait();
      entry.stage = 'answer';
      resize(entry, bytes, ledger);
    },
    release: () => {
      resize(entry, 0, ledger);
      ledger.entries.delete(entry);
    },
  };
}

function resize(entry: Entry, bytes: number, ledger: Ledger): void {
  const change = bytes - entry.bytes;
  entry.bytes = bytes;
  ledger.total += change;
  if (!entry.isSmall) ledger.large += change;
}

function cut(entry: Entry, reason: CutReason, ledger: Ledger): void {
  resize(entry, 0, ledger);
  entry.holder.cut(reason);
}

/** Cuts others until the bytes fit; `false` when nobody is left who may be cut. */
function makeRoom(entry: Entry, bytes: number, ledger: Ledger): boolean {
  for (;;) {
    const isFull = ledger.total + bytes > ledger.maxBytes;
    const isLargeFull = !entry.isSmall && ledger.large + bytes > ledger.maxLargeBytes;
    if (!isFull && !isLargeFull) return true;
    const victim = findVictim(entry, bytes, { ledger, onlyLarge: isLargeFull });
    if (victim === undefined) return false;
    cut(victim, 'room', ledger);
  }
}

/**
 * Whose bytes others may have: those of a request that stands still, and those of a body from an address that holds more
 * than the one that asks would hold then. So no address is bounded while there is room, and the one that holds most gives way.
 */
function findVictim(
  entry: Entry,
  bytes: number,
  { ledger, onlyLarge }: { readonly ledger: Ledger; readonly onlyLarge: boolean },
): Entry | undefined {
  const held = heldByAddress(ledger.entries);
  const heldBy = ({ holder }: Entry): number => held.get(holder.address) ?? 0;
  const least = heldBy(entry) + bytes;
  const mayBeCut = (other: Entry): boolean =>
    other !== entry &&
    other.bytes > 0 &&
    !(onlyLarge && other.isSmall) &&
    (other.pace.isStill() || (other.stage === 'body' && heldBy(other) > least));
  const [victim] = [...ledger.entries]
    .filter(mayBeCut)
    .toSorted((one, other) => heldBy(other) - heldBy(one) || other.bytes - one.bytes);
  return victim;
}

function heldByAddress(entries: Iterable<Entry>): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { holder, bytes } of entries) held.set(holder.address, (held.get(holder.address) ?? 0) + bytes);
  return held;
}
