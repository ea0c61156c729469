// Distinguishes a body too deep for recursion from a hook that recurses for ever.

import { isObject } from '../kube/object.ts';
import { MAX_SOUND_DEPTH } from './limits.ts';

/** Whether objects and lists are nested deeper than `MAX_SOUND_DEPTH`. Goes level by level, so it needs no stack itself. */
export function isTooDeep(body: unknown): boolean {
  let level: readonly unknown[] = [body];
  for (let depth = 0; depth <= MAX_SOUND_DEPTH; depth += 1) {
    level = level.flatMap(membersOf);
    if (level.length === 0) return false;
  }
  return true;
}

function membersOf(value: unknown): readonly unknown[] {
  const members = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return members.filter((member) => typeof member === 'object' && member !== null);
}
