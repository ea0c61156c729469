// Takes the chunks of one body within the limits, and leaves out the pods that nobody reads.

import type { Claim } from './body-budget.ts';
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
  readonly take: (chunk: Buffer) => 'too_large' | 'overloaded' | undefined;
  /** What was taken, in one piece; later calls give nothing. */
  readonly takeAll: () => Buffer;
}

/** Bytes that a body may have in all. */
export function maxArrivingBytes({ maxBodyBytes, mayHavePods }: BodyRules): number {
  return mayHavePods ? Math.max(MAX_SYNC_BODY_BYTES, maxBodyBytes) : maxBodyBytes;
}

/** Nothing is taken yet. */
export function createIntake(rules: BodyRules, claim: Claim, announcedBytes: number | undefined): Intake {
  const sieve = rules.mayHavePods && (announcedBytes ?? Infinity) > SMALL_BODY_BYTES ? createPodSieve() : NO_SIEVE;
  const chunks: Buffer[] = [];
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
      if (!claim.take(held - claimed)) return 'overloaded';
      claimed = held;
      chunks.push(...kept);
      return undefined;
    },
    takeAll: () => joined(chunks.splice(0)),
  };
}

/** For bodies without pods, and for those that are small in any case. */
const NO_SIEVE: PodSieve = { push: (chunk) => [chunk], heldBytes: () => 0, isOverfull: () => false };

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
