// Counters, gauges and histograms in Prometheus' text format. A library for these few would add 25 ms to the start and 10 MiB.

/** Label names and values; the values come from closed sets, never from a request. */
export type Labels = Readonly<Record<string, string>>;

/** Something that can print itself. */
export interface Instrument {
  readonly render: () => string;
}

/** A number per set of labels: counts up (`counter`) or moves freely (`gauge`). */
export interface Values extends Instrument {
  readonly add: (amount: number, labels?: Labels) => void;
  readonly set: (value: number, labels?: Labels) => void;
}

/** How long things took, in seconds. */
export interface Histogram extends Instrument {
  readonly observe: (seconds: number, labels?: Labels) => void;
}

interface Description {
  readonly name: string;
  readonly help: string;
}

/**
 * A counter; its name ends in `_total`. `series` are there at zero from the start: what begins to exist with its first event has
 * not increased, so an alarm would miss that event.
 */
export function counter(description: Description, series: readonly Labels[] = []): Values {
  const made = values(description, 'counter');
  for (const labels of series) made.set(0, labels);
  return made;
}

/** A gauge. */
export function gauge(description: Description): Values {
  return values(description, 'gauge');
}

/** A histogram with the given upper bounds in seconds, ascending. */
export function histogram(description: Description & { readonly bounds: readonly number[] }): Histogram {
  const series = new Map<string, { readonly counts: number[]; sum: number }>();
  const { name, bounds } = description;
  return {
    observe: (seconds, labels) => {
      const key = labelText(labels);
      const one = series.get(key) ?? { counts: Array.from({ length: bounds.length + 1 }, () => 0), sum: 0 };
      const bucket = bounds.findIndex((bound) => seconds <= bound);
      const place = bucket === -1 ? bounds.length : bucket;
      one.counts[place] = (one.counts[place] ?? 0) + 1;
      one.sum += seconds;
      series.set(key, one);
    },
    render: () => {
      const lines = [...series].flatMap(([key, one]) => histogramLines({ name, bounds }, key, one));
      return [...header(description, 'histogram'), ...lines].join('\n');
    },
  };
}

function values(description: Description, type: 'counter' | 'gauge'): Values {
  const series = new Map<string, number>();
  return {
    add: (amount, labels) => {
      const key = labelText(labels);
      series.set(key, (series.get(key) ?? 0) + amount);
    },
    set: (value, labels) => void series.set(labelText(labels), value),
    render: () => {
      const lines = [...series].map(([key, value]) => `${description.name}${braces(key)} ${value}`);
      return [...header(description, type), ...lines].join('\n');
    },
  };
}

function histogramLines(
  { name, bounds }: { readonly name: string; readonly bounds: readonly number[] },
  key: string,
  { counts, sum }: { readonly counts: readonly number[]; readonly sum: number },
): readonly string[] {
  let total = 0;
  const buckets = counts.map((count, place) => {
    total += count;
    const bound = bounds[place]?.toString() ?? '+Inf';
    return `${name}_bucket${braces(key === '' ? `le="${bound}"` : `${key},le="${bound}"`)} ${total}`;
  });
  return [...buckets, `${name}_sum${braces(key)} ${sum}`, `${name}_count${braces(key)} ${total}`];
}

function header({ name, help }: Description, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function labelText(labels: Labels | undefined): string {
  if (labels === undefined) return '';
  return Object.entries(labels)
    .map(
      ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
    .join(',');
}

function braces(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}
