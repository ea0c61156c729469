// `make bench`: every measurement one after the other, each in a process of its own. With `--write` its tables take the place of
// those in docs/performance.md.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a hook does; the worst that it can be asked; what the server holds within the limits of its container. */
const PARTS = ['bench.ts', 'worst.ts', 'limits.ts'];

for (const part of PARTS) {
  const program = [join(import.meta.dirname, part), ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, program, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
