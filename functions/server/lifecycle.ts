// The three phases of the process: it starts, serves, and drains.

/** `starting` and `draining` are not ready; `draining` still answers every request. */
export type Phase = 'starting' | 'serving' | 'draining';

/** The one mutable state that the listeners, the readiness check and the drain share. A phase never goes back. */
export interface Lifecycle {
  readonly phase: () => Phase;
  readonly serve: () => void;
  readonly drain: () => void;
}

/** The state of a process that starts. */
export function createLifecycle(): Lifecycle {
  let phase: Phase = 'starting';
  return {
    phase: () => phase,
    serve: () => {
      if (phase === 'starting') phase = 'serving';
    },
    drain: () => {
      phase = 'draining';
    },
  };
}
