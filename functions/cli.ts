#!/usr/bin/env node
// Entry: the command line.

import { text } from 'node:stream/consumers';
import { runCommandLine } from './cli/run.ts';
import { VERSION } from './server/environment.ts';

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  readStdin: () => text(process.stdin),
  stdinIsTerminal: process.stdin.isTTY,
  out: (chunk) => void process.stdout.write(chunk),
  err: (chunk) => void process.stderr.write(chunk),
  // oxlint-disable-next-line node/no-process-env -- the entry is the one place that looks
  hasColour: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  directory: process.cwd(),
  version: VERSION,
});
