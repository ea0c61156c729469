// Test harness: programs that run beside the tests and end with them.

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';

/** A program that was started; its output goes to a file. */
export interface Program {
  readonly name: string;
  readonly pid: number;
  /** Whether it still runs. */
  readonly isRunning: () => boolean;
  /** The end of its output. */
  readonly logTail: () => string;
  /** Whole output so far. */
  readonly log: () => string;
  /** Asks it to end, then makes it end; resolves when it has. */
  readonly stop: () => Promise<void>;
}

/** What to start. */
export interface ProgramSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
}

const GRACE_MS = 10_000;

/** What still runs dies with this process. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts a program in the background. It gets no input, and dies with this process at the latest. */
export function startProgram(spec: ProgramSpec): Program {
  const log = openSync(spec.logFile, 'a');
  const child = spawn(spec.command, [...spec.args], {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...spec.env },
  });
  closeSync(log);
  children.add(child);
  child.once('error', () => {});
  child.once('exit', () => children.delete(child));
  const isRunning = (): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    name: spec.name,
    pid: child.pid ?? -1,
    isRunning,
    log: () => readFileSync(spec.logFile, 'utf8'),
    logTail: () => readFileSync(spec.logFile, 'utf8').split('\n').slice(-15).join('\n'),
    stop: () => stopChild(child, isRunning),
  };
}

async function stopChild(child: ChildProcess, isRunning: () => boolean): Promise<void> {
  if (!isRunning()) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(timer);
}
