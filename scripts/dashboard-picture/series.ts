// Picture of a dashboard: the recorded series, from promtool's notation to the text that it makes blocks of.

/** Length of the recording. */
export const SECONDS = 3600;

const MINUTE = 60;

/** A series as `promtool test rules` takes it. */
export interface Recorded {
  readonly series: string;
  /** `1+2x3 _x2`: 1, 3, 5, 7, then twice nothing. */
  readonly values: string;
}

/** All samples in OpenMetrics, one a minute from 0 seconds since 1970 on. */
export function openMetrics(all: readonly Recorded[]): string {
  const lines = all.flatMap(({ series, values }) =>
    samplesOf(values).flatMap((value, index) =>
      value === undefined ? [] : [`${series.replaceAll('", ', '",')} ${value} ${index * MINUTE}`],
    ),
  );
  return `${lines.join('\n')}\n# EOF\n`;
}

function samplesOf(values: string): readonly (number | undefined)[] {
  return values.split(' ').flatMap((part) => {
    const [, gap, start, step, count] = /^(?:(_)|(-?[\d.]+)([+-][\d.]+))x(\d+)$/.exec(part) ?? [];
    if (count === undefined) throw new Error(`${part} is not as promtool writes it`);
    if (gap !== undefined) return Array.from({ length: Number(count) }, () => undefined);
    return Array.from({ length: Number(count) + 1 }, (_none, index) => Number(start) + index * Number(step));
  });
}
