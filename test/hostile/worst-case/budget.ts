// The cost of a call in CPU time of this process, relative to a fixed workload. Wall time means nothing on a busy machine.

/** CPU time of a piece of work. */
export function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Entries of the document that is written, read and sorted: about 100 kB of JSON. */
const ENTRIES = 2500;

/** How often: this many take 15 ms on the machine on which 150 ms were promised (one core of an EPYC server). */
const ROUNDS = 8;

/** The usual work of hooks: objects, maps, texts, sorting. Returns a number, so that no part is optimised away. */
export function calibrate(): number {
  let sum = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const entries = Array.from({ length: ENTRIES }, (_, index) => ({
      name: `entry-${(index * 7919) % ENTRIES}`,
      value: { round, index, text: 'x'.repeat(index % 20) },
    }));
    const read = JSON.parse(JSON.stringify(entries)) as typeof entries;
    const byName = new Map(read.map((entry) => [entry.name, entry]));
    const sorted = read.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    sum += sorted.filter(({ name }) => byName.get(name)?.value.index === 0).length + byName.size;
  }
  return sum;
}

/** Most that a call may cost, in calibrations: 150 ms on that machine. */
export const BUDGET = 10;

/** Measurements before a call counts as too costly: whatever else the machine does can only add to one. */
const TRIES = 8;

/** Most that four times the bytes may cost, in times: what grows with them costs four times as much, with their square 16. */
export const MOST_GROWTH = 8;

/** How many times as much the larger work costs, by the least that both cost: noise only adds. */
export function growthOf(larger: () => unknown, smaller: () => unknown): number {
  let [large, small] = [Infinity, Infinity];
  for (let looks = 0; looks < 6 && (looks < 2 || large / small > MOST_GROWTH); looks += 1) {
    large = Math.min(large, costOf(larger));
    small = Math.min(small, costOf(smaller));
  }
  return large / small;
}

let unit = Infinity;

/** The smallest cost of the calibration so far. */
function look(): void {
  unit = Math.min(unit, costOf(calibrate));
}

for (let looks = 0; looks < 20; looks += 1) look();

/** The cost of a call in calibrations: one measurement if that is small enough, otherwise the smallest of several. */
export function measure(work: () => unknown): number {
  let least = costOf(work);
  for (let looks = 1; looks < TRIES && least / unit > BUDGET; looks += 1) {
    look();
    least = Math.min(least, costOf(work));
  }
  return least / unit;
}
