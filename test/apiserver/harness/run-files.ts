// Test harness: runs test files one after the other, each in a process of its own, and counts the checks.

import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** A file that takes longer hangs; the slowest takes three minutes on a quiet machine. */
const FILE_TIMEOUT_MS = 15 * 60_000;

/** Runs the files and prints how many checks ran; true when none failed. A table's rows are tests, so each counts. */
export async function runFiles(name: string, files: readonly string[]): Promise<boolean> {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  // What a failed check leaves open (a client that tries again for ever) must not keep its file from ending.
  const execArgv = ['--test-force-exit'];
  const stream = run({ files: [...files], concurrency: 1, timeout: FILE_TIMEOUT_MS, execArgv });
  stream.on('test:pass', (event) => {
    if (event.details.type === 'suite' || files.includes(event.name)) return;
    if (event.skip === undefined) passed += 1;
    else skipped += 1;
  });
  stream.on('test:fail', () => (failed += 1));
  for await (const line of stream.compose(new spec())) process.stdout.write(line);
  console.log(`${name}: ${passed + failed} checks ran, ${failed} failed, ${skipped} skipped`);
  return failed === 0;
}
