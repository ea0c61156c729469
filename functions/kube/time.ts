// Vocabulary: a time as people and `date` write it, RFC 3339.

const RFC3339 =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a time with its offset, on a day that the calendar has. Fractions of a second and leap seconds may be. */
export function isTime(text: string): boolean {
  const [, year, month, day] = RFC3339.exec(text) ?? [];
  return day !== undefined && Number(day) <= daysOf(Number(year), Number(month));
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/** Milliseconds since 1970 of a time in RFC 3339, in any zone; NaN for another text. Reads no clock. */
export function millisecondsOf(time: string): number {
  // oxlint-disable-next-line no-restricted-globals -- parsing is pure
  return isTime(time) ? Date.parse(time) : Number.NaN;
}
