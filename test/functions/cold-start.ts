// What a cold start of each function costs: `node test/functions/cold-start.ts [node...]` prints two tables for each Node, of the
// functions and of the shapes. Each number is the median of runs in processes of their own, so nothing is warm but the file in the
// cache of the machine.

import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLES } from '../../functions/server/warm-up-samples.ts';
import { bundleFile } from './bundles.ts';
import { HOOKS, type HookName } from './golden-set.ts';

const RUNS = 9;
const SHAPES = ['fetch', 'azure', 'handler', 'handle', 'fission', 'openfaas', 'http'] as const;

type Shape = (typeof SHAPES)[number];

const BUILD = join(import.meta.dirname, '../../dist');

/** Runs in the process that is measured. */
const PROGRAM = `
const started = performance.now();
const shapes = await import(process.argv[2]);
const imported = performance.now();
const { SAMPLE: body, SHAPE: shape } = process.env;
const [method, headers] = ['POST', { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }];
const request = () => new Request('https://functions.example.com/', { method, headers, body });
const parsed = () => JSON.parse(body);
const asks = {
  fetch: async () => { const answer = await shapes.fetch(request()); await answer.text(); return answer.status; },
  azure: async () => (await shapes.azure(request())).status,
  handler: async () => (await shapes.handler({ httpMethod: method, path: '/', headers, body })).statusCode,
  handle: async () => (await shapes.handle({ method, headers, body: parsed() })).statusCode,
  fission: async () => (await shapes.fission({ request: { method, path: '/', headers, body: parsed() } })).status,
  openfaas: async () => {
    let status;
    const context = { status: (code) => { status = code; return context; }, headers: () => context, succeed: () => undefined };
    await shapes.openfaas({ method, path: '/', headers, body: Buffer.from(body) }, context);
    return status;
  },
  http: async () => {
    let status;
    const response = { writeHead: (code) => { status = code; }, end: () => undefined };
    await shapes.http({ method, url: '/', headers, rawBody: Buffer.from(body) }, response);
    return status;
  },
};
const ask = asks[shape];
const status = await ask();
const answered = performance.now();
if (status !== 200) throw new Error('answered ' + status);
const rss = process.memoryUsage.rss();
for (let i = 0; i < 20; i += 1) await ask();
const before = performance.now();
for (let i = 0; i < 50; i += 1) await ask();
const warm = (performance.now() - before) / 50;
console.error(JSON.stringify([imported - started, answered - imported, warm, rss / 1048576]));
`;

/** What one run has taken: import, first answer, a later answer (milliseconds), and memory after the first (MiB). */
type Run = readonly number[];

function measure(node: string, hook: HookName, shape: Shape): Run {
  const folder = mkdtempSync(join(tmpdir(), 'cold-start-'));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, PROGRAM);
  const env = { LOG_LEVEL: 'error', SHAPE: shape, SAMPLE: JSON.stringify(SAMPLES[`/${hook}`]) };
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

/** The cells of a row: import, first answer, later answers, memory. */
function cellsOf(node: string, hook: HookName, shape: Shape): string {
  const runs = Array.from({ length: RUNS }, () => measure(node, hook, shape));
  const [load, first, later, memory] = [0, 1, 2, 3].map((place) => median(runs.map((run) => run[place] ?? 0)));
  return `${ms(load)} | ${ms(first)} | ${ms(later)} | ${Math.round(memory ?? 0)} MiB`;
}

const nodes = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
for (const node of nodes) {
  console.log(`Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}\n`);
  console.log('| function | file | import | first answer | later answers | memory |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const hook of HOOKS) {
    const size = `${Math.round(statSync(bundleFile(BUILD, hook)).size / 1000)} kB`;
    console.log(`| \`${hook}\` | ${size} | ${cellsOf(node, hook, 'fetch')} |`);
  }
  console.log('\n| `sync` through | import | first answer | later answers | memory |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const shape of SHAPES) console.log(`| \`${shape}\` | ${cellsOf(node, 'sync', shape)} |`);
  console.log();
}
