// What the platform has: variables, files, an output. Each may be missing: Workers have no files, browsers nothing of it.

import type { LogSink } from '../../requests/log.ts';
import type { Variables } from '../../requests/variables.ts';

/** Variables of the process, where there is one. */
export function hostVariables(): Variables {
  return typeof process === 'undefined' ? {} : process.env;
}

/** The text of a file. @throws where it cannot be read, or where there are no files. */
export async function readHostFile(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(file, 'utf8');
}

/** Writes at once: a function may be frozen as soon as it has answered. */
export const hostSink: LogSink = (lines) => {
  if (typeof process !== 'undefined' && typeof process.stdout?.write === 'function') process.stdout.write(lines);
  // oxlint-disable-next-line no-console -- the only output of platforms without a process
  else console.log(lines.trimEnd());
};
