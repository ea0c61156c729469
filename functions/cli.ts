#!/usr/bin/env node
// Entry: the command line.

import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readBounded } from './cli/input/read-file.ts';
import { runCommandLine } from './cli/run.ts';
import { createProgressLine } from './cli/terminal/progress.ts';
import { VERSION } from './server/environment.ts';

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.stderr.on('error', () => {});

const progress = createProgressLine(process.stderr);

const ask = async (question: string): Promise<string> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
};

const calledAs = basename(process.argv[1] ?? '');
const typed = process.argv.slice(2);

// kubectl asks a program of this name what may come next after `kubectl toolhive`.
const words = calledAs.startsWith('kubectl_complete-') ? ['__complete', ...typed] : typed;

process.exitCode = await runCommandLine(words, {
  readStdin: () => readBounded(process.stdin),
  stdinIsTerminal: process.stdin.isTTY,
  ...(process.stdin.isTTY ? { ask } : {}),
  out: (chunk) => {
    if (process.stdout.isTTY) progress('');
    process.stdout.write(chunk);
  },
  copy: (chunk) => void process.stdout.write(chunk),
  outIsTerminal: process.stdout.isTTY,
  ...(process.stdout.isTTY && { columns: process.stdout.columns }),
  err: (chunk) => {
    progress('');
    process.stderr.write(chunk);
  },
  progress,
  pause: () =>
    new Promise((resolve) => {
      if (process.stdout.writableNeedDrain) process.stdout.once('drain', resolve);
      else setImmediate(resolve);
    }),
  // oxlint-disable-next-line node/no-process-env -- the entry is the one place that looks
  hasColour: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  directory: process.cwd(),
  version: VERSION,
  // kubectl finds its plug-ins by their names.
  ...(calledAs.startsWith('kubectl-') && { program: 'kubectl toolhive' }),
});
