// Measures the built server within the limits of its container and during changes: the last part of `make bench`, about two minutes.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cgroupProblem, takePrecedence } from './limits-cgroup.ts';
import { certificateSwap, rollingRestart, tlsVolume } from './limits-change.ts';
import { besieged, bigBodies, coldStart, latency, manyConnections, slowHeaders } from './limits-load.ts';
import { type Measure, publish } from './measure.ts';

type Step = (tlsFolder: string) => Promise<Measure | readonly Measure[]>;

/** Steps that need a group with limits. */
const LIMITED = {
  bodies: bigBodies,
  connections: manyConnections,
  slow: slowHeaders,
  besieged,
  start500: (tls) => coldStart(tls, 500, 260),
  start100: (tls) => coldStart(tls, 100, 1500),
  latency,
} as const satisfies Readonly<Record<string, Step>>;

const FREE = { restart: rollingRestart, swap: certificateSwap } as const satisfies Readonly<Record<string, Step>>;

/** `node test/bench/limits.ts [step...]`: all steps, or those that are named. */
async function main(wanted: readonly string[]): Promise<void> {
  if (!existsSync(join(import.meta.dirname, '../../dist/server.mjs'))) {
    throw new Error('dist/server.mjs is missing: run `make build` first');
  }
  const problem = cgroupProblem();
  if (problem !== undefined) {
    console.log(`skipped, because no control group can be made here: ${Object.keys(LIMITED).join(', ')} (${problem})`);
  }
  const steps: readonly (readonly [string, Step])[] = Object.entries({
    ...(problem === undefined && LIMITED),
    ...FREE,
  });
  const folder = mkdtempSync(join(tmpdir(), 'bench-limits-'));
  const stepBack = problem === undefined ? takePrecedence() : (): void => undefined;
  try {
    const rows: Measure[] = [];
    for (const [name, step] of steps) {
      if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measured(step, folder)));
    }
    publish('limits', rows);
  } finally {
    stepBack();
    rmSync(folder, { recursive: true });
  }
}

async function measured(step: Step, folder: string): Promise<readonly Measure[]> {
  return [await step(tlsVolume(folder, 'first'))].flat();
}

await main(process.argv.slice(2).filter((word) => !word.startsWith('--')));
