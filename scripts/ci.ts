// `make ci`: every check that there is. Parts run beside each other, because much of the clusters' is waiting; each part's output
// is printed as a whole when it has ended, and that of the largest suite last.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** A script of package.json, and what came of it. */
interface Part {
  readonly name: string;
  readonly isFine: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** The scripts of a row run in its order, the rows beside each other. The bundles have been built before. */
const LANES: readonly (readonly string[])[] = [
  ['test:node', 'test:node-versions'],
  ['test:apiserver'],
  ['verify', 'check', 'test'],
];

/** Its own summary ends the output of all. */
const LAST = 'test';

/**
 * What Node has made of a source is kept, types taken out and compiled: each test file is a process of its own, and most of
 * a short one is reading the same modules again.
 */
const ENVIRONMENT = {
  ...process.env,
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/node'),
};

/** What runs now, with what it has printed so far. */
const running = new Map<string, { readonly child: ChildProcess; readonly output: string[] }>();

/** Runs a script; its output is kept in the order in which it came. */
async function run(name: string): Promise<Part> {
  const started = performance.now();
  console.log(`ci: ${name} started`);
  const child = spawn('npm', ['run', '--silent', name], { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  running.set(name, { child, output });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => void output.push(text));
  }
  // Not `close`: what a script leaves running may keep its pipes open.
  const [code] = (await once(child, 'exit')) as [number | null];
  await setImmediate();
  running.delete(name);
  const seconds = (performance.now() - started) / 1000;
  return { name, isFine: code === 0, seconds, output: output.join('') };
}

async function runLane(names: readonly string[]): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const name of names) {
    const part = await run(name);
    parts.push(part);
    if (name === LAST) console.log(`ci: ${verdict(part)}; its output comes last`);
    else print(part);
  }
  return parts;
}

function print(part: Part): void {
  console.log(`ci: ${verdict(part)}\n${part.output}`);
}

function verdict({ name, isFine, seconds }: Part): string {
  return `${name} ${isFine ? 'passed' : 'FAILED'} after ${seconds.toFixed(0)} s`;
}

// A run that is broken off shows how far it came.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const [name, { child, output }] of running) {
      child.kill(signal);
      console.log(`ci: ${name} was broken off by ${signal}\n${output.join('')}`);
    }
    process.exit(1);
  });
}

/** The summary of the largest suite, and right before it what failed elsewhere: some readers see the last lines alone. */
function withFailures(output: string): string {
  const summary = output.lastIndexOf('\nℹ tests ') + 1;
  const failures = parts.filter(({ isFine }) => !isFine).flatMap(failureLines);
  return `${output.slice(0, summary)}${failures.map((line) => `${line}\n`).join('')}${output.slice(summary)}`;
}

/** Its verdict, and the first lines that name a failure. */
function failureLines(part: Part): readonly string[] {
  const lines = part.output.split('\n').filter((line) => /^\s*(?:✖|FAILED|not ok|.*\berror\b)/i.test(line));
  return [`ci: ${verdict(part)}`, ...lines.slice(0, 8).map((line) => line.slice(0, 300))];
}

const parts = (await Promise.all(LANES.map(runLane))).flat();
for (const part of parts) console.log(`ci: ${verdict(part)}`);
for (const part of parts) if (part.name === LAST) process.stdout.write(withFailures(part.output));
process.exitCode = parts.every(({ isFine }) => isFine) ? 0 : 1;
