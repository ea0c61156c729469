// What a cold start of each function costs: `node test/functions/cold-start.ts [node...]` prints a table for each Node. Each number is
// the median of runs in processes of their own, so nothing is warm but the file in the cache of the machine.

import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLES } from '../../functions/server/warm-up-samples.ts';
import { bundleFile } from './bundles.ts';
import { HOOKS, type HookName } from './golden-set.ts';

const RUNS = 9;
const BUILD = join(import.meta.dirname, '../../dist');

/** Runs in the process that is measured. */
const PROGRAM = `
const started = performance.now();
const { fetch } = await import(process.argv[2]);
const imported = performance.now();
const ask = () => fetch(new Request('https://functions.example.com/', {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: process.env.SAMPLE }));
const first = await ask();
await first.text();
const answered = performance.now();
if (first.status !== 200) throw new Error('answered ' + first.status);
const rss = process.memoryUsage.rss();
for (let i = 0; i < 20; i += 1) await (await ask()).text();
const before = performance.now();
for (let i = 0; i < 50; i += 1) await (await ask()).text();
const warm = (performance.now() - before) / 50;
console.error(JSON.stringify([imported - started, answered - imported, warm, rss / 1048576]));
`;

/** What one run has taken: import, first answer, a later answer (milliseconds), and memory after the first (MiB). */
type Run = readonly number[];

function measure(node: string, hook: HookName): Run {
  const folder = mkdtempSync(join(tmpdir(), 'cold-start-'));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, PROGRAM);
  const env = { LOG_LEVEL: 'error', SAMPLE: JSON.stringify(SAMPLES[`/${hook}`]) };
  try {
    const text = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', node, file, bundleFile(BUILD, hook)], {
      env,
      encoding: 'utf8',
    });
    return JSON.parse(text) as Run;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ms(value = 0): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const nodes = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
for (const node of nodes) {
  console.log(`Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}\n`);
  console.log('| function | file | import | first answer | later answers | memory |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const hook of HOOKS) {
    const runs = Array.from({ length: RUNS }, () => measure(node, hook));
    const [load, first, later, memory] = [0, 1, 2, 3].map((place) => median(runs.map((run) => run[place] ?? 0)));
    const size = `${Math.round(statSync(bundleFile(BUILD, hook)).size / 1000)} kB`;
    console.log(
      `| \`${hook}\` | ${size} | ${ms(load)} | ${ms(first)} | ${ms(later)} | ${Math.round(memory ?? 0)} MiB |`,
    );
  }
  console.log();
}
