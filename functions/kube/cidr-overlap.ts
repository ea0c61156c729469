// Vocabulary: the overlap of a sorted list of blocks with one block, found without reading the whole list.

import { type Cidr, containsCidr } from './cidr.ts';

/** Indexes into the list, the end excluded. Empty when nothing of the block is in it. */
export interface Overlap {
  readonly start: number;
  readonly end: number;
  /** The whole block is in one block of the list, the one at `start`. */
  readonly isWhole: boolean;
}

/** `list` is what `reduceCidrs` gives: sorted, none inside another. Its part that holds the block, or that lies in it. */
export function overlapOf(list: readonly Cidr[], block: Cidr): Overlap {
  const start = firstIndex(list, (cidr) => !isBefore(cidr, block));
  const first = list[start];
  if (first !== undefined && containsCidr(first, block)) return { start, end: start + 1, isWhole: true };
  const end = firstIndex(list, (cidr) => !isBefore(cidr, block) && !containsCidr(block, cidr));
  return { start, end, isWhole: false };
}

/** Whether every address of one block comes before those of another. */
function isBefore(left: Cidr, right: Cidr): boolean {
  if (left.family !== right.family) return left.family < right.family;
  return left.bits < right.bits && !containsCidr(left, right);
}

/** The first index from which the test holds; by bisection. */
function firstIndex(list: readonly Cidr[], test: (cidr: Cidr) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const cidr = list[middle];
    if (cidr !== undefined && test(cidr)) high = middle;
    else low = middle + 1;
  }
  return low;
}
