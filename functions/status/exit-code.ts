// Part of status: how a container ended, in words.

import type { Termination } from './container-state.ts';

/** Signals that end containers in practice (Linux numbers). */
const SIGNALS: Readonly<Record<number, string>> = {
  2: 'SIGINT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** Exit codes above this are this number plus the signal, by shell convention. */
const SIGNAL_BASE = 128;

/** Highest signal number of Linux. */
const LAST_SIGNAL = 64;

/** `exit code 1`, `exit code 137, SIGKILL`. */
export function exitPhrase({ exitCode, signal }: Termination): string {
  const number = signal > 0 ? signal : exitCode - SIGNAL_BASE;
  if (number <= 0 || number > LAST_SIGNAL) return `exit code ${exitCode}`;
  return `exit code ${exitCode}, ${SIGNALS[number] ?? `signal ${number}`}`;
}
