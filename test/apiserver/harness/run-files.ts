// Test harness: runs test files, each in a process of its own, and counts the checks.

import { basename } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** A file that takes longer hangs; the slowest takes three minutes on a quiet machine, recording samples half an hour. */
const FILE_TIMEOUT_MS = (process.env['RECORD'] === '1' ? 60 : 15) * 60_000;

/** The files of one run. */
export interface FileRun {
  readonly name: string;
  readonly files: readonly string[];
  /** Variables of each place where a file can run; as many files run side by side. */
  readonly places: readonly NodeJS.ProcessEnv[];
}

/** What came of one file. */
interface Outcome {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly report: string;
}

/**
 * Runs the files in this order, prints what came of each when it has ended, and in the end how many checks ran; true when none
 * failed. A table's rows are tests, so each counts.
 */
export async function runFiles({ name, files, places }: FileRun): Promise<boolean> {
  const waiting = [...files];
  const outcomes: Outcome[] = [];
  const work = async (env: NodeJS.ProcessEnv): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const started = performance.now();
      const outcome = await runFile(file, env);
      outcomes.push(outcome);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(`${basename(file)}, ${seconds} s\n${outcome.report}`);
    }
  };
  await Promise.all(places.map(work));
  const sum = (pick: (outcome: Outcome) => number): number => outcomes.reduce((all, one) => all + pick(one), 0);
  const failed = sum((one) => one.failed);
  const ran = sum((one) => one.passed) + failed;
  for (const one of outcomes) if (one.failed > 0) console.log(`${name}: ${basename(one.file)} failed`);
  console.log(`${name}: ${ran} checks ran, ${failed} failed, ${sum((one) => one.skipped)} skipped`);
  return failed === 0;
}

async function runFile(file: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  let [passed, failed, skipped, report] = [0, 0, 0, ''];
  // What a failed check leaves open (a client that tries again for ever) must not keep its file from ending.
  const execArgv = ['--test-force-exit'];
  const stream = run({ files: [file], concurrency: 1, timeout: FILE_TIMEOUT_MS, execArgv, env });
  stream.on('test:pass', (event) => {
    if (event.details.type === 'suite' || event.name === file) return;
    if (event.skip === undefined) passed += 1;
    else skipped += 1;
  });
  stream.on('test:fail', () => (failed += 1));
  for await (const line of stream.compose(new spec())) report += String(line);
  return { file, passed, failed, skipped, report: withoutCounts(report) };
}

/** The counts of one file say little; those of all are printed in the end. */
function withoutCounts(report: string): string {
  return report.replace(/^ℹ (?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+\n/gm, '');
}
