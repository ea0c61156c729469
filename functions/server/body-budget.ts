// How many bytes of request bodies are in memory at once, over all requests.

/** Counts bytes as they arrive, not as they are announced: a slow sender takes only what it has sent. */
export interface BodyBudget {
  /** Takes bytes if they still fit; `false` takes nothing. */
  readonly take: (bytes: number) => boolean;
  readonly giveBack: (bytes: number) => void;
}

/** A budget of `maxBytes`. */
export function createBodyBudget(maxBytes: number): BodyBudget {
  let used = 0;
  return {
    take: (bytes) => {
      if (used + bytes > maxBytes) return false;
      used += bytes;
      return true;
    },
    giveBack: (bytes) => {
      used -= bytes;
    },
  };
}
