// What the hook server counts; served as text on the metrics port.

import { counter, gauge, histogram, type Histogram, type Instrument, type Values } from './instruments.ts';

/** All instruments of the server. Labels: `route` is a known path or `other`, `code` an HTTP status code. */
export interface Metrics {
  readonly requests: Values;
  /** Label `decision`: allowed, patched or denied. */
  readonly decisions: Values;
  readonly durations: Histogram;
  readonly inFlight: Values;
  readonly panics: Values;
  readonly widenings: Values;
  readonly refusedConnections: Values;
  /** Label `reason`: one of `PeerState`. */
  readonly closedConnections: Values;
  readonly openConnections: Values;
  /** Label `reason`: one of `CutReason`. */
  readonly cutRequests: Values;
  readonly heldBytes: Values;
  readonly certificateExpiry: Values;
  readonly certificateReloads: Values;
  /** The whole set in Prometheus' text format, version 0.0.4. */
  readonly render: () => string;
}

/** Seconds; from a quick validation to the 10 s at which callers give up. */
const DURATION_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Codes that alarms look for, and that of a good answer. */
const CODES = ['200', '429', '500', '503'];

/** The server that is measured. */
interface MetricsOf {
  /** Paths of its hooks. */
  readonly routes: readonly string[];
  /** What is asked for when the metrics are read; none when absent. */
  readonly facts?: () => readonly Instrument[];
}

/** The instruments of one server, all at zero, those by route for each that it serves. */
export function createMetrics({ routes, facts = () => [] }: MetricsOf): Metrics {
  const instruments = {
    requests: counter(
      { name: 'toolhive_hook_requests_total', help: 'Requests answered, by route and HTTP status code.' },
      routes.flatMap((route) => CODES.map((code) => ({ route, code }))),
    ),
    decisions: counter(
      {
        name: 'toolhive_hook_admission_decisions_total',
        help: 'Answers of admission, by decision: allowed, patched or denied.',
      },
      ['allowed', 'patched', 'denied'].map((decision) => ({ decision })),
    ),
    durations: histogram({
      name: 'toolhive_hook_request_duration_seconds',
      help: 'Time from the headers of a request to its answer.',
      bounds: DURATION_BOUNDS,
    }),
    inFlight: gauge({ name: 'toolhive_hook_in_flight_requests', help: 'Requests that are not answered yet.' }),
    panics: counter(
      { name: 'toolhive_hook_panics_total', help: 'Requests on which a hook failed because of a bug.' },
      [...routes, 'other'].map((route) => ({ route })),
    ),
    widenings: counter(
      { name: 'toolhive_hook_widened_total', help: 'Servers admitted whose pods may reach more than before.' },
      [{}],
    ),
    ...roomInstruments(),
    ...certificateInstruments(),
  };
  instruments.inFlight.set(0);
  return { ...instruments, render: () => render([...Object.values(instruments), ...facts()]) };
}

/** The serving certificate. */
function certificateInstruments(): Pick<Metrics, 'certificateExpiry' | 'certificateReloads'> {
  return {
    certificateExpiry: gauge({
      name: 'toolhive_hook_certificate_expiry_timestamp_seconds',
      help: 'When the serving certificate expires, in seconds since 1970.',
    }),
    certificateReloads: counter(
      {
        name: 'toolhive_hook_certificate_reloads_total',
        help: 'Changes of the certificate files, by result: success or failure.',
      },
      ['success', 'failure'].map((result) => ({ result })),
    ),
  };
}

/** Connections and bytes in use, and those that were cut off. */
function roomInstruments(): Pick<
  Metrics,
  'refusedConnections' | 'closedConnections' | 'openConnections' | 'cutRequests' | 'heldBytes'
> {
  const instruments = {
    refusedConnections: counter({
      name: 'toolhive_hook_refused_connections_total',
      help: 'Connections refused: too many, or not valid TLS or HTTP.',
    }),
    closedConnections: counter({
      name: 'toolhive_hook_closed_connections_total',
      help: 'Connections closed to make room for new ones: unproven (never had a good answer), idle or busy.',
    }),
    openConnections: gauge({ name: 'toolhive_hook_open_connections', help: 'Open connections on the hook port.' }),
    cutRequests: counter({
      name: 'toolhive_hook_cut_requests_total',
      help: 'Requests broken off: slow (the body came too slowly), unread (the answer was not taken) or room (others had less).',
    }),
    heldBytes: gauge({
      name: 'toolhive_hook_held_bytes',
      help: 'Bytes of request bodies and of answers not sent yet that are in memory.',
    }),
  };
  instruments.openConnections.set(0);
  instruments.heldBytes.set(0);
  return instruments;
}

function render(instruments: readonly Instrument[]): string {
  return `${instruments.map((instrument) => instrument.render()).join('\n')}\n`;
}
