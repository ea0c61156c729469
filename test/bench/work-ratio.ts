// What a hook decides with, in CPU: a call from text to text, beside parsing the same text and writing the same answer, in one
// process. A ratio, so that the machine and what else runs on it fall on both.

import type { AskHook } from './bundled-hooks.ts';
import type { Measure } from './measure.ts';
import { admissionReview, customizeRequest, syncRequest } from './payloads.ts';

/** Most times the CPU of reading and writing that a call may cost. */
const GOALS = { '/sync': 4, '/validate': 7, '/customize': 2.9, '/default': 1.1 } as const;

/** Calls until V8 has compiled what is hot. */
const WARM_UP_CALLS = 5000;

/** Batches of each kind, taking turns; the least counts, because everything else on the machine can only add. */
const BATCHES = 15;

/** CPU time of a batch in microseconds: enough that a pause of the collector falls into each. */
const BATCH_US = 60_000;

/** One line for each hook: the steady state of `/sync`, the rest for a changed image. */
export async function workRatios(ask: AskHook): Promise<readonly Measure[]> {
  const review = admissionReview();
  const texts: Readonly<Record<keyof typeof GOALS, string>> = {
    '/sync': await syncRequest((text) => Promise.resolve(ask('/sync', text))),
    '/validate': review,
    '/customize': customizeRequest(),
    '/default': review,
  };
  return Object.entries(texts).map(([path, text]) => ratio(ask, path as keyof typeof GOALS, text));
}

function ratio(ask: AskHook, path: keyof typeof GOALS, text: string): Measure {
  const answer = ask(path, text);
  const call = (): number => JSON.stringify(ask(path, text)).length;
  const readAndWrite = (): number => (JSON.parse(text) === answer ? 0 : JSON.stringify(answer).length);
  const works = [call, readAndWrite];
  for (const work of works) for (let done = 0; done < WARM_UP_CALLS; done += 1) work();
  const counts = works.map((work) => Math.ceil((BATCH_US * 50) / cpuUs(work, 50)));
  const least = [Infinity, Infinity];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    for (const [index, work] of works.entries()) {
      const count = counts[index] ?? 1;
      least[index] = Math.min(least[index] ?? Infinity, cpuUs(work, count) / count);
    }
  }
  const [ours = Number.NaN, bare = Number.NaN] = least;
  const goal = GOALS[path];
  return {
    what: `work ratio of ${path}`,
    value: `${(ours / bare).toFixed(2)}: ${(ours / 1000).toFixed(3)} ms to ${(bare / 1000).toFixed(3)}`,
    target: `<= ${goal}`,
    isMet: ours / bare <= goal,
  };
}

/** CPU time of this process for so many rounds, its helper threads included. */
function cpuUs(work: () => number, rounds: number): number {
  const before = process.cpuUsage();
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) sum += work();
  const { user, system } = process.cpuUsage(before);
  if (sum === 0) throw new Error('nothing was written');
  return user + system;
}
