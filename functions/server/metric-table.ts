// The table of all metrics: instruments, Prometheus' names and docs/metrics.md are made from it.

import type { Rows } from './metric-row.ts';

type HookTable = Rows<
  'counter',
  'requests' | 'decisions' | 'refusals' | 'warnings' | 'widenings' | 'syncs' | 'children' | 'servers' | 'panics'
>;
type HttpTable = Rows<'histogram', 'durations' | 'requestBytes' | 'responseBytes'> & Rows<'upDownCounter', 'inFlight'>;
type ServerTable = Rows<'gauge', 'openConnections' | 'heldBytes' | 'certificateExpiry'> &
  Rows<'counter', 'refusedConnections' | 'closedConnections' | 'cutRequests' | 'certificateReloads'> &
  Rows<'observed', 'build' | 'memory'> &
  Rows<'observedCounter', 'cpu'>;
type ControllerRuntimeTable = Rows<'counter', 'requests'> &
  Rows<'upDownCounter', 'inFlight'> &
  Rows<'histogram', 'latency'>;

/** Bounds of the semantic conventions, in seconds. @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** From a bare review to the largest body that is taken. */
const BYTES = [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536].map((kibibytes) => kibibytes * 1024);

/** Requests, by the semantic conventions of OpenTelemetry. */
const HTTP_METRICS: HttpTable = {
  durations: {
    name: 'http.server.request.duration',
    kind: 'histogram',
    unit: 's',
    bounds: SECONDS,
  },
  inFlight: {
    name: 'http.server.active_requests',
    kind: 'upDownCounter',
    unit: '{request}',
  },
  requestBytes: {
    name: 'http.server.request.body.size',
    kind: 'histogram',
    unit: 'By',
    bounds: BYTES,
  },
  responseBytes: {
    name: 'http.server.response.body.size',
    kind: 'histogram',
    unit: 'By',
    bounds: BYTES,
  },
};

/** What the hooks decide. */
const HOOK_METRICS: HookTable = {
  requests: {
    name: 'toolhive.hook.requests',
    kind: 'counter',
    unit: '{request}',
  },
  decisions: {
    name: 'toolhive.hook.admission.decisions',
    kind: 'counter',
    unit: '{request}',
  },
  refusals: {
    name: 'toolhive.hook.admission.refusals',
    kind: 'counter',
    unit: '{request}',
  },
  warnings: {
    name: 'toolhive.hook.admission.warnings',
    kind: 'counter',
    unit: '{request}',
  },
  widenings: {
    name: 'toolhive.hook.widened',
    kind: 'counter',
    unit: '{server}',
  },
  syncs: {
    name: 'toolhive.hook.syncs',
    kind: 'counter',
    unit: '{request}',
  },
  children: {
    name: 'toolhive.hook.children',
    kind: 'counter',
    unit: '{object}',
  },
  servers: {
    name: 'toolhive.hook.servers_seen',
    kind: 'counter',
    unit: '{request}',
  },
  panics: {
    name: 'toolhive.hook.panics',
    kind: 'counter',
    unit: '{request}',
  },
};

/** Connections and bytes in use, the serving certificate, the process. */
const SERVER_METRICS: ServerTable = {
  openConnections: {
    name: 'toolhive.hook.open_connections',
    kind: 'gauge',
    unit: '{connection}',
  },
  refusedConnections: {
    name: 'toolhive.hook.refused_connections',
    kind: 'counter',
    unit: '{connection}',
  },
  closedConnections: {
    name: 'toolhive.hook.closed_connections',
    kind: 'counter',
    unit: '{connection}',
  },
  cutRequests: {
    name: 'toolhive.hook.cut_requests',
    kind: 'counter',
    unit: '{request}',
  },
  heldBytes: {
    name: 'toolhive.hook.held',
    kind: 'gauge',
    unit: 'By',
  },
  certificateExpiry: {
    name: 'toolhive.hook.certificate.expiry_timestamp',
    kind: 'gauge',
    unit: 's',
  },
  certificateReloads: {
    name: 'toolhive.hook.certificate.reloads',
    kind: 'counter',
    unit: '{change}',
  },
  build: {
    name: 'toolhive.hook.build_info',
    kind: 'observed',
    unit: '',
  },
  memory: {
    name: 'process.resident_memory',
    kind: 'observed',
    unit: 'By',
  },
  cpu: {
    name: 'process.cpu',
    kind: 'observedCounter',
    unit: 's',
  },
};

/** Three of them in the words of controller-runtime, for dashboards that ToolHive's users have; only where they are asked for. */
export const CONTROLLER_RUNTIME: ControllerRuntimeTable = {
  requests: {
    name: 'controller_runtime_webhook_requests',
    kind: 'counter',
    unit: '',
  },
  inFlight: {
    name: 'controller_runtime_webhook_requests_in_flight',
    kind: 'upDownCounter',
    unit: '',
  },
  latency: {
    name: 'controller_runtime_webhook_latency_seconds',
    kind: 'histogram',
    unit: '',
    bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
};

/** All others, in the order of docs/metrics.md. */
export const METRICS: HookTable & HttpTable & ServerTable = { ...HOOK_METRICS, ...HTTP_METRICS, ...SERVER_METRICS };
