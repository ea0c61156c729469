// Vocabulary: one row of the table of metrics, and its name in Prometheus.

/** One metric. What it means and what its labels can be is said in functions/telemetry/metric-texts.ts. */
export interface MetricRow {
  /** In OpenTelemetry's words; `prometheusName` is what a scrape shows. */
  readonly name: string;
  readonly kind: MetricKind;
  /** UCUM; `{request}` and the like count things and are no part of a name. */
  readonly unit: string;
  /** Upper bounds of a histogram in its unit, ascending. */
  readonly bounds?: readonly number[];
}

/** An instrument; those that are observed are asked when somebody looks. */
export type MetricKind = 'counter' | 'upDownCounter' | 'gauge' | 'observed' | 'observedCounter' | 'histogram';

/** A part of the table: rows of one kind. */
export type Rows<Kind extends MetricKind, Names extends string> = Readonly<
  Record<Names, MetricRow & { readonly kind: Kind }>
>;

/** Prometheus' words for units. */
const UNITS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes' };

/** The unit in Prometheus' words; empty for what is only counted. */
export function prometheusUnit(unit: string): string {
  return UNITS[unit] ?? '';
}

/**
 * The name with its unit, before Prometheus' own endings (`_total`, `_bucket`).
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export function nameWithUnit(name: string, unit: string): string {
  const word = prometheusUnit(unit);
  return word === '' || name.endsWith(word) ? name : `${name}.${word}`;
}

/** What a scrape shows, without `_bucket`, `_sum` and `_count` of histograms. */
export function prometheusName({ name, unit, kind }: MetricRow): string {
  const words = nameWithUnit(name, unit).replaceAll('.', '_');
  return kind === 'counter' || kind === 'observedCounter' ? `${words}_total` : words;
}
