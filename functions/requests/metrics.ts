// What the hook server counts: the instruments of its table, which do nothing where no SDK is registered (functions/telemetry.ts).

import type { Attributes, Counter, Gauge, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import type { HoldName } from '../compile/hold.ts';
import { CONTROLLER_RUNTIME, METRICS } from './metric-table.ts';
import type { MetricRow } from './metric-row.ts';

/** Instruments by the words of the table; those that are observed when somebody looks are not among them. */
type Instruments<Table extends Readonly<Record<string, MetricRow>>> = {
  readonly [Name in keyof Table as Table[Name]['kind'] extends 'observed' | 'observedCounter'
    ? never
    : Name]: InstrumentOf<Table[Name]['kind']>;
};

type InstrumentOf<Kind> = Kind extends 'counter'
  ? Counter
  : Kind extends 'upDownCounter'
    ? UpDownCounter
    : Kind extends 'gauge'
      ? Gauge
      : Histogram;

/** All instruments of the server; what labels they have is in the table. */
export interface Metrics extends Instruments<typeof METRICS> {
  /** Present where those names are asked for. */
  readonly controllerRuntime?: Instruments<typeof CONTROLLER_RUNTIME>;
}

/** The server that is measured. */
export interface MetricsOf {
  readonly meter: Meter;
  /** Paths of its hooks. */
  readonly routes: readonly string[];
  /** Those of `routes` that the API server calls. */
  readonly admissionRoutes: readonly string[];
  readonly hasControllerRuntime?: boolean;
}

/**
 * The instruments of one server. Series that an alarm reads are there at zero: what begins to exist with its first event has not
 * increased.
 */
export function createMetrics(of: MetricsOf): Metrics {
  const { meter, hasControllerRuntime = false } = of;
  const metrics: Metrics = {
    ...instrumentsOf(meter, METRICS),
    ...(hasControllerRuntime && { controllerRuntime: instrumentsOf(meter, CONTROLLER_RUNTIME) }),
  };
  beginAtZero(metrics, of);
  return metrics;
}

const MAKERS = {
  counter: (meter: Meter, { name, unit }: MetricRow) => meter.createCounter(name, { unit }),
  upDownCounter: (meter: Meter, { name, unit }: MetricRow) => meter.createUpDownCounter(name, { unit }),
  gauge: (meter: Meter, { name, unit }: MetricRow) => meter.createGauge(name, { unit }),
  histogram: (meter: Meter, { name, unit, bounds = [] }: MetricRow) =>
    meter.createHistogram(name, { unit, advice: { explicitBucketBoundaries: [...bounds] } }),
} as const;

function instrumentsOf<Table extends Readonly<Record<string, MetricRow>>>(
  meter: Meter,
  table: Table,
): Instruments<Table> {
  const made: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table)) {
    if (row.kind !== 'observed' && row.kind !== 'observedCounter') made[name] = MAKERS[row.kind](meter, row);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop has filled every key of the table
  return made as Instruments<Table>;
}

/** Codes that alarms look for, and that of a good answer. */
const CODES = ['200', '429', '500', '503'];

/** Operations for which the webhooks are called. */
const OPERATIONS = ['CREATE', 'UPDATE', 'DELETE'];

const HOLDS: Readonly<Record<HoldName, true>> = { spec: true, references: true, names: true, quarantine: true };

function beginAtZero(metrics: Metrics, of: MetricsOf): void {
  for (const [instrument, series] of firstSeries(metrics, of)) for (const labels of series) instrument?.add(0, labels);
  metrics.openConnections.record(0);
  metrics.heldBytes.record(0);
}

type FirstSeries = readonly [Counter | UpDownCounter | undefined, readonly Attributes[]];

function firstSeries(metrics: Metrics, { routes, admissionRoutes }: MetricsOf): readonly FirstSeries[] {
  const { controllerRuntime } = metrics;
  return [
    [metrics.requests, routes.flatMap((route) => CODES.map((code) => ({ route, code })))],
    [metrics.panics, [...routes, 'other'].map((route) => ({ route }))],
    [metrics.decisions, admissionRoutes.flatMap(decisionsAt)],
    [metrics.widenings, [{}]],
    [metrics.syncs, Object.keys(HOLDS).map((hold) => ({ outcome: 'kept', hold }))],
    [metrics.syncs, ['built', 'refused'].map((outcome) => ({ outcome, hold: 'none' }))],
    [metrics.certificateReloads, ['success', 'failure'].map((result) => ({ result }))],
    [metrics.refusedConnections, [{}]],
    [metrics.closedConnections, ['unproven', 'idle', 'busy'].map((reason) => ({ reason }))],
    [metrics.cutRequests, ['slow', 'unread', 'room'].map((reason) => ({ reason }))],
    [controllerRuntime?.requests, admissionRoutes.flatMap((webhook) => CODES.map((code) => ({ webhook, code })))],
    [controllerRuntime?.inFlight, admissionRoutes.map((webhook) => ({ webhook }))],
  ];
}

function decisionsAt(route: string): readonly Attributes[] {
  const decisions = ['allowed', route === '/default' ? 'patched' : 'denied'];
  return OPERATIONS.flatMap((operation) => decisions.map((decision) => ({ route, operation, decision })));
}
