// Takes the chunks of one body within the limits, and leaves out the pods that nobody reads.

import { joinBytes } from './bytes.ts';
import { MAX_SYNC_BODY_BYTES, SMALL_BODY_BYTES } from './limits.ts';
import { createPodSieve, type PodSieve } from './pod-sieve.ts';

/** What the path of a request decides about its body. */
export interface BodyRules {
  /** Bytes that may be held of it. */
  readonly maxBodyBytes: number;
  /** More may come, of which pods are left out. */
  readonly mayHavePods: boolean;
}

/** One body while it arrives. */
export interface Intake {
  /** The refusal that a chunk leads to, if it does. */
  readonly take: (chunk: Uint8Array) => 'too_large' | 'overloaded' | undefined;
  /** What was taken, in one piece; later calls give nothing. */
  readonly takeAll: () => Uint8Array;
}

/** The room that one body may take. */
export interface Room {
  /** Takes bytes if they fit; `false` takes nothing. */
  readonly take: (bytes: number) => boolean;
}

/** Bytes that a body may have in all. */
export function maxArrivingBytes({ maxBodyBytes, mayHavePods }: BodyRules): number {
  return mayHavePods ? Math.max(MAX_SYNC_BODY_BYTES, maxBodyBytes) : maxBodyBytes;
}

/** Nothing is taken yet. */
export function createIntake(rules: BodyRules, room: Room, announcedBytes: number | undefined): Intake {
  const sieve = rules.mayHavePods && (announcedBytes ?? Infinity) > SMALL_BODY_BYTES ? createPodSieve() : NO_SIEVE;
  const chunks: Uint8Array[] = [];
  let arrived = 0;
  let given = 0;
  let claimed = 0;
  return {
    take: (chunk) => {
      const kept = sieve.push(chunk);
      arrived += chunk.length;
      given += kept.reduce((sum, { length }) => sum + length, 0);
      const held = given + sieve.heldBytes();
      if (held > rules.maxBodyBytes || arrived > maxArrivingBytes(rules) || sieve.isOverfull()) return 'too_large';
      if (!room.take(held - claimed)) return 'overloaded';
      claimed = held;
      chunks.push(...kept);
      return undefined;
    },
    takeAll: () => joinBytes(chunks.splice(0)),
  };
}

/** For bodies without pods, and for those that are small in any case. */
const NO_SIEVE: PodSieve = { push: (chunk) => [chunk], heldBytes: () => 0, isOverfull: () => false };
