// Measures the worst requests that the limits let in: the corpus of `test/hostile/worst-case/`, in this process. One look at
// every case finds the worst; those are looked at again, at four sizes.

import { BODY_BYTES, bodyCases } from '../hostile/worst-case/bodies.ts';
import { costOf } from '../hostile/worst-case/budget.ts';
import { hostRuleCases } from '../hostile/worst-case/host-rules.ts';
import { configCases, textCases } from '../hostile/worst-case/related.ts';
import { answer, type Call, type Case } from '../hostile/worst-case/requests.ts';
import { situationCases } from '../hostile/worst-case/situations.ts';
import { nestedCases, specCases } from '../hostile/worst-case/specs.ts';
import { togetherCases } from '../hostile/worst-case/together.ts';
import { type Measure, publish, publishTable } from './measure.ts';

const KIB = 1024;

/** Sizes of a spec. It may have 256 KiB, and a little stands around the part that is large. */
const SIZES = [32 * KIB, 64 * KIB, 128 * KIB, 255 * KIB] as const;
const LARGEST = SIZES[3];

/** Most milliseconds of CPU for one request. */
const MOST_MS = 150;

/**
 * Most that a spec of eight times the bytes may cost, in times: what grows with the bytes costs eight, with their square 64. In
 * between is room for the memory of larger objects.
 */
const MOST_GROWTH = 16;

/** Rows of the table for each hook, each about another list or text. */
const SHOWN = 5;

/** Requests that are looked at again before the rows are chosen: one look may have met the collector of garbage. */
const CANDIDATES = 60;

/** Looks at one call; the least counts, because everything else on the machine can only add. */
const LOOKS = 7;

/** A request of a case, found again at the same place among those of another size. */
interface Request {
  readonly from: Case;
  readonly place: number;
  readonly path: string;
  /** CPU of one look. */
  readonly cpuMs: number;
}

function main(): void {
  const specs = worstFirst([...specCases(), ...nestedCases(), ...situationCases(), ...hostRuleCases()], LARGEST);
  publishTable('worst specs', [
    [
      'request',
      ...SIZES.map((bytes) => `${Math.ceil(bytes / KIB / 16) * 16} KiB`),
      'growth',
      `<= ${MOST_MS} ms, linear`,
    ],
    ...['/validate', '/sync'].flatMap((path) => distinct(specs.filter((one) => one.path === path)).map(rowOf)),
  ]);
  publish('worst requests', [
    worstOf('objects that servers refer to, of 256 KiB', configCases(), LARGEST),
    worstOf('texts of 64 KiB in ConfigMaps', textCases(), 64 * KIB - 512),
    worstOf('long lists that are looked up in each other', togetherCases(), LARGEST),
    worstOf('bodies of 7 MiB', bodyCases(), BODY_BYTES),
  ]);
}

/** All requests of the cases. Their bodies are made anew when they are needed: all together are gigabytes. */
function worstFirst(cases: readonly Case[], bytes: number): readonly Request[] {
  const requests = cases.flatMap((from) =>
    from.calls(bytes).map((call, place) => ({ from, place, path: call.path, cpuMs: lookAt(call) })),
  );
  return requests.toSorted(byCost);
}

/** The first requests, of each list or text the first. */
function distinct(requests: readonly Request[]): readonly Request[] {
  const again = lookedAtAgain(requests, LARGEST);
  const shapes = new Map(again.toReversed().map((request) => [shapeOf(request), request]));
  return [...shapes.values()].toSorted(byCost).slice(0, SHOWN);
}

/** The first requests by the least of several looks. */
function lookedAtAgain(requests: readonly Request[], bytes: number): readonly Request[] {
  const again = requests.slice(0, CANDIDATES).map(({ from, place, path }): Request => {
    const cpuMs = leastMs(from.calls(bytes)[place]);
    return { from, place, path, cpuMs };
  });
  return again.toSorted(byCost);
}

function byCost(left: Request, right: Request): number {
  return right.cpuMs - left.cpuMs;
}

function shapeOf({ from }: Request): string {
  return from.name.replace(/(?:: | in place ).*$/, '');
}

function rowOf({ from, place, path }: Request): readonly string[] {
  const costs = SIZES.map((bytes) => leastMs(from.calls(bytes)[place]));
  const [least = Number.NaN, most = Number.NaN] = [costs[0], costs.at(-1)];
  const isMet = most <= MOST_MS && most / least <= MOST_GROWTH;
  const verdict = isMet ? 'met' : '**missed**';
  return [
    `${path}: ${shortName(from)}`,
    ...costs.map((ms) => `${ms.toFixed(1)} ms`),
    (most / least).toFixed(1),
    verdict,
  ];
}

/** Tables have to fit into a page. */
function shortName({ name }: Case): string {
  return name.replace('podTemplateSpec.spec.', 'pod.').replace(/DuringSchedulingIgnoredDuringExecution/g, '');
}

function worstOf(what: string, cases: readonly Case[], bytes: number): Measure {
  const [worst] = lookedAtAgain(worstFirst(cases, bytes), bytes);
  if (worst === undefined) throw new Error(`nothing is measured of ${what}`);
  const value = `${worst.cpuMs.toFixed(0)} ms CPU, ${worst.path} of ${shortName(worst.from)}`;
  return { what, value, target: `<= ${MOST_MS} ms`, isMet: worst.cpuMs <= MOST_MS };
}

function leastMs(call: Call | undefined): number {
  if (call === undefined) throw new Error('a case has fewer requests at another size');
  return Math.min(...Array.from({ length: LOOKS }, () => lookAt(call)));
}

/** Milliseconds of CPU from text to text. */
function lookAt(call: Call): number {
  return costOf(() => answer(call)) / 1000;
}

main();
