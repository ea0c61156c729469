// Rate-limited log lines for events that any caller can cause at will: one line now and then, with a count.

import { RARE_LOG_MS } from './limits.ts';
import type { Log, LogFields, LogLevel, LogMessage } from './log.ts';

/** Which line: those of one `msg` and one `kind` are of one kind. */
export interface RareKind {
  readonly level: LogLevel;
  readonly msg: LogMessage;
  readonly kind?: string;
}

/**
 * Writes the first event of its kind at once, then at most one every `RARE_LOG_MS`; `count` says how many a line after the first stands
 * for. The fields are those of the event that is written.
 */
export type RareLine = (line: RareKind, fields: LogFields) => void;

/** Kinds that are remembered; with more of them the oldest is forgotten, and its next event is a first one again. */
const MAX_KINDS = 100;

/** A limit of its own for each kind. */
export function rareLines(log: Log, clock: () => Date): RareLine {
  const kinds = new Map<string, { count: number; quietUntilMs: number }>();
  return ({ level, msg, kind = '' }, fields) => {
    const key = `${msg} ${kind}`;
    const nowMs = clock().getTime();
    const seen = kinds.get(key) ?? { count: 0, quietUntilMs: 0 };
    seen.count += 1;
    if (nowMs >= seen.quietUntilMs) {
      log[level](msg, { ...fields, count: seen.count });
      seen.count = 0;
      seen.quietUntilMs = nowMs + RARE_LOG_MS;
    }
    kinds.set(key, seen);
    const [oldest] = kinds.keys();
    if (kinds.size > MAX_KINDS && oldest !== undefined) kinds.delete(oldest);
  };
}
