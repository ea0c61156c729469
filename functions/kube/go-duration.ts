// Vocabulary: durations as Go prints them, so that `60s` and `1m` are one text and cannot differ from what ToolHive wrote.

/** Nanoseconds in each unit that Go's parser knows; both signs for micro are accepted. */
const NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const SECOND = 1_000_000_000n;
// In escapes: the bundler writes this as it stands, and V8 keeps a text that is not ASCII in twice the memory.
const PART = /(?=\.?[0-9])([0-9]*)(?:\.([0-9]*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;

/**
 * The text Go prints for a duration: `60s` is `1m0s`, `1.5h` is `1h30m0s`, `0` is `0s`. A text that is no duration comes
 * back as it is; validation refuses it before.
 * @see https://pkg.go.dev/time#Duration.String
 */
export function canonicalDuration(text: string): string {
  const nanoseconds = parseNanoseconds(text);
  return nanoseconds === undefined ? text : printNanoseconds(nanoseconds);
}

/** Nanoseconds of a duration as Go reads it; undefined for a text that is none, and for negative ones. */
export function parseNanoseconds(text: string): bigint | undefined {
  const unsigned = text.replace(/^\+/, '');
  if (unsigned === '0') return 0n;
  let total = 0n;
  let end = 0;
  while (end < unsigned.length) {
    PART.lastIndex = end;
    const part = PART.exec(unsigned);
    if (part === null) return undefined;
    total += partNanoseconds(part[1] ?? '', part[2] ?? '', NANOSECONDS.get(part[3] ?? '') ?? 0n);
    end = PART.lastIndex;
  }
  return end === 0 ? undefined : total;
}

function partNanoseconds(whole: string, fraction: string, unit: bigint): bigint {
  const share = fraction === '' ? 0n : (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
  return BigInt(whole === '' ? '0' : whole) * unit + share;
}

function printNanoseconds(total: bigint): string {
  if (total === 0n) return '0s';
  if (total < 1_000n) return `${total}ns`;
  if (total < 1_000_000n) return `${decimal(total, 1_000n)}µs`;
  if (total < SECOND) return `${decimal(total, 1_000_000n)}ms`;
  const minutes = total / (60n * SECOND);
  const seconds = `${decimal(total % (60n * SECOND), SECOND)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function decimal(value: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(value % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(value / unit) : `${value / unit}.${fraction}`;
}
