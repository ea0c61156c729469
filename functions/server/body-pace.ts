// Whether a request makes progress. Measured in looks (regular checks), not in time, so that a server without CPU does not cut its
// callers off.

import { MAX_ANSWER_LOOKS, MAX_LAG_LOOKS, MIN_BODY_BYTES_PER_SECOND, PACE_LOOK_MS } from '../requests/limits.ts';

/** Bytes that a body must bring between two looks. */
const BYTES_PER_LOOK = (MIN_BODY_BYTES_PER_SECOND * PACE_LOOK_MS) / 1000;

/** The progress of one request. */
export interface Pace {
  /** The body is complete; from now on the caller has to read the answer. */
  readonly wait: () => void;
  /** What is wrong with its speed at this look; `arrivedBytes` is everything that has arrived so far. */
  readonly look: (arrivedBytes: number) => 'slow' | 'unread' | undefined;
  /** Whether nothing has arrived, or been read, for at least one whole look. */
  readonly isStill: () => boolean;
}

/**
 * A body may be behind `MIN_BODY_BYTES_PER_SECOND` by what comes in `MAX_LAG_LOOKS` at that speed. It cannot run ahead: who
 * sent much at first has to go on all the same.
 */
export function bodyPace(): Pace {
  let seenBytes = 0;
  let behind = 0;
  let stillLooks = 0;
  let answerLooks: number | undefined;
  return {
    wait: () => {
      answerLooks = 0;
      // The first look may come right after this.
      stillLooks = -1;
    },
    look: (arrivedBytes) => {
      const came = arrivedBytes - seenBytes;
      seenBytes = arrivedBytes;
      stillLooks = came > 0 && answerLooks === undefined ? 0 : stillLooks + 1;
      if (answerLooks !== undefined) {
        answerLooks += 1;
        return answerLooks > MAX_ANSWER_LOOKS ? 'unread' : undefined;
      }
      behind = Math.max(0, behind + BYTES_PER_LOOK - came);
      return behind > BYTES_PER_LOOK * MAX_LAG_LOOKS ? 'slow' : undefined;
    },
    isStill: () => stillLooks > 0,
  };
}
