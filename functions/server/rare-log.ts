// Rate-limited log lines for events that any caller can cause at will: one line now and then, with a count.

import { RARE_LOG_MS } from '../requests/limits.ts';
import type { Log, LogFields } from '../requests/log.ts';

/** Warns of the first event of its kind at once, then at most every `RARE_LOG_MS`; `count` says how many one line stands for. */
export type RareWarning = (msg: string, fields: LogFields) => void;

/** A warning for each `msg`; the fields are those of the event that is logged. */
export function rareWarning(log: Log, clock: () => Date): RareWarning {
  const kinds = new Map<string, { count: number; quietUntilMs: number }>();
  return (msg, fields) => {
    const nowMs = clock().getTime();
    const kind = kinds.get(msg) ?? { count: 0, quietUntilMs: 0 };
    kind.count += 1;
    if (nowMs >= kind.quietUntilMs) {
      log.warn(msg, { ...fields, count: kind.count });
      kind.count = 0;
      kind.quietUntilMs = nowMs + RARE_LOG_MS;
    }
    kinds.set(msg, kind);
  };
}
