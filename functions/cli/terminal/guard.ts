// Output: everything that is printed passes through here and is escaped, so that no command can forget it.

import type { Io } from '../io.ts';
import { forTerminal } from './safe-text.ts';

/** The world as commands may write to it. */
export function guarded(io: Io): Io {
  const { ask } = io;
  return {
    ...io,
    out: (text) => io.out(forTerminal(text)),
    err: (text) => io.err(forTerminal(text)),
    copy: (text) => io.copy(io.outIsTerminal ? forTerminal(text) : text),
    progress: (text) => io.progress(forTerminal(text)),
    ...(ask !== undefined && { ask: (question: string) => ask(forTerminal(question)) }),
  };
}
