// The level of the log while the process runs: SIGHUP shows everything, and again what was asked for.

import type { LogLevel } from './log.ts';

/** A level that can be switched. */
export interface SwitchedLevel {
  readonly now: () => LogLevel;
  /** Between the given level and `debug`; where that is the given one, between it and `info`. Gives the new one. */
  readonly toggle: () => LogLevel;
}

/** Begins with the given level. */
export function switchedLevel(given: LogLevel): SwitchedLevel {
  const other = given === 'debug' ? 'info' : 'debug';
  let level: LogLevel = given;
  return {
    now: () => level,
    toggle: () => {
      level = level === given ? other : given;
      return level;
    },
  };
}
