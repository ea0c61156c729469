// The command line: runs a command again whenever one of its files changes.

import { existsSync, type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Command, type Invocation, type Option, UsageError } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { KUSTOMIZE_PREFIX } from './arguments.ts';
import { linesText } from './terminal/table.ts';

/** `--watch` */
export const WATCH_OPTION: Option = {
  name: 'watch',
  short: 'w',
  describe: 'go on, and do it again whenever a file changes',
};

/** Editors write a file in several steps; so long after the first the last is done. */
const SETTLE_MS = 100;

/** Runs the command, and again after every change, until nobody watches any more; the code is that of the last time. */
export async function runWatched({ run }: Pick<Command, 'run'>, invocation: Invocation): Promise<ExitCode> {
  const { positionals, io } = invocation;
  if (positionals.length === 0 || positionals.includes('-'))
    throw new UsageError('--watch needs files or folders: standard input does not change');
  // Before the run, so that a change in the meantime is seen.
  const change = nextChange(
    positionals.map((name) => placeOf(name, io.directory)),
    io.ended,
  );
  const code = await run(invocation);
  io.err(linesText([invocation.paint('dim', `watching ${positionals.join(', ')}; Ctrl-C ends`)]));
  if (!(await change)) return code;
  await setTimeout(SETTLE_MS);
  return runWatched({ run }, invocation);
}

/** What is watched for a name: a folder as it is, a file through its folder, because editors put a new file in its place. */
function placeOf(name: string, directory: string): string {
  const [plain = '.'] = name.replace(KUSTOMIZE_PREFIX, '').split(/[*?[{]/, 1);
  const path = resolve(directory, plain);
  return existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
}

/** True after a change below one of the folders, false when the watching is over. */
function nextChange(folders: readonly string[], ended: AbortSignal | undefined): Promise<boolean> {
  return new Promise((done) => {
    const watchers: FSWatcher[] = [];
    const finish = (hasChanged: boolean): void => {
      for (const watcher of watchers) watcher.close();
      done(hasChanged);
    };
    ended?.addEventListener('abort', () => finish(false), { once: true });
    for (const folder of new Set(folders)) watchers.push(watch(folder, { recursive: true }, () => finish(true)));
  });
}
