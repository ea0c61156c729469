// The log: one JSON object a line, so that any collector can read it. No bodies, no secrets, no stacks.

import type { LogFieldName, LogLineName } from './log-table.ts';

/** How much is logged: the named level and everything after it. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** One of `LOG_LEVELS`. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields besides the message; undefined ones are left out. */
export type LogFields = Readonly<Partial<Record<LogFieldName, string | number | boolean | undefined>>>;

/** What a line begins with; a start that is refused has its reason in it. */
export type LogMessage = LogLineName | `not started: ${string}`;

/** Writes one line per call. `msg` is constant text, whatever varies belongs in the fields. */
export type Log = Readonly<Record<LogLevel, (msg: LogMessage, fields?: LogFields) => void>>;

/** Where the lines go; called with one or more whole lines. */
export type LogSink = (lines: string) => void;

/**
 * A log that writes to `sink`; a level that is a function is asked at each line. `time`, `level` and `msg` cannot be overwritten by
 * fields.
 */
export function createLog(level: LogLevel | (() => LogLevel), sink: LogSink, clock: () => Date): Log {
  const lowest = typeof level === 'function' ? level : (): LogLevel => level;
  const writer = (name: LogLevel): Log[LogLevel] => {
    const place = LOG_LEVELS.indexOf(name);
    return (msg, fields) => {
      if (place < LOG_LEVELS.indexOf(lowest())) return;
      const head = { time: clock().toISOString(), level: name, msg };
      sink(`${JSON.stringify({ ...head, ...fields, ...head })}\n`);
    };
  };
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') };
}

/** A sink that joins the lines of one turn of the event loop into one write; a write per request would cost a tenth of the throughput. */
export function batchingSink(write: LogSink): { readonly sink: LogSink; readonly flush: () => void } {
  let waiting = '';
  const flush = (): void => {
    const lines = waiting;
    waiting = '';
    if (lines !== '') write(lines);
  };
  const sink = (lines: string): void => {
    if (waiting === '') setImmediate(flush);
    waiting += lines;
  };
  return { sink, flush };
}

/** One sentence about an unknown thrown value: its message in one line, without the stack. */
export function errorSentence(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}`.replace(/^Error: /, '') : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(0, 500);
}
