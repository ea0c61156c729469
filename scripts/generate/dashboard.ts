// Generator: the Grafana dashboard of the chart, from a table of its panels.

import { CHART } from './chart-values.ts';
import type { GeneratedFile, Generator } from './schema.ts';

/** A panel: what it shows, its unit in Grafana's words, and its series by legend. */
export interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly unit: string;
  readonly series: Readonly<Record<string, string>>;
  /** One number instead of a line over time. */
  readonly isStat?: boolean;
}

/** The chart puts in the names of the release; the rest is chosen in Grafana. */
const TARGETS = 'namespace="RELEASE-NAMESPACE", job="RELEASE-NAME"';
const REQUESTS = 'toolhive_hook_requests_total';
const DURATIONS = 'http_server_request_duration_seconds_bucket';
const WEBHOOKS = 'name=~"(default|validate)[.]mcpserver[.]toolhive[.]stacklok[.]dev"';
const CONTROLLER = 'controller_name=~".*mcpserver(-.*)?"';
const RATE = '[$__rate_interval]';

const NUMBERS: readonly Panel[] = [
  { title: 'Pods', unit: 'none', series: { '': `count(toolhive_hook_build_info{${TARGETS}})` }, isStat: true },
  { title: 'Requests', unit: 'reqps', series: { '': `sum(rate(${REQUESTS}{${TARGETS}}${RATE}))` }, isStat: true },
  {
    title: 'Errors of the hooks',
    unit: 'percentunit',
    series: {
      '': `(sum(rate(${REQUESTS}{${TARGETS}, code=~"5.."}${RATE})) or vector(0)) / sum(rate(${REQUESTS}{${TARGETS}}${RATE}))`,
    },
    isStat: true,
  },
  {
    title: 'Certificate ends in',
    unit: 's',
    series: { '': `min(toolhive_hook_certificate_expiry_timestamp_seconds{${TARGETS}}) - time()` },
    isStat: true,
  },
];

const LINES: readonly Panel[] = [
  {
    title: 'Requests by hook',
    unit: 'reqps',
    series: { '{{route}}': `sum by (route) (rate(${REQUESTS}{${TARGETS}}${RATE}))` },
  },
  {
    title: 'Answers by code',
    description:
      '413, 429 and 503 are requests turned away; 500 is a bug of a hook or a CompositeController that is not ours.',
    unit: 'reqps',
    series: { '{{code}}': `sum by (code) (rate(${REQUESTS}{${TARGETS}}${RATE}))` },
  },
  {
    title: 'Decisions of admission, permissions widened',
    unit: 'none',
    series: {
      '{{decision}} in 5 min': `sum by (decision) (increase(toolhive_hook_admission_decisions_total{${TARGETS}}[5m]))`,
      'widened in 5 min': `sum(increase(toolhive_hook_widened_total{${TARGETS}}[5m]))`,
    },
  },
  {
    title: 'Time of an answer',
    unit: 's',
    series: {
      '{{http_route}} p50': `histogram_quantile(0.5, sum by (le, http_route) (rate(${DURATIONS}{${TARGETS}}${RATE})))`,
      '{{http_route}} p99': `histogram_quantile(0.99, sum by (le, http_route) (rate(${DURATIONS}{${TARGETS}}${RATE})))`,
    },
  },
  {
    title: 'Requests in flight, connections refused',
    unit: 'none',
    series: {
      'in flight': `sum(http_server_active_requests{${TARGETS}})`,
      'refused in 5 min': `sum(increase(toolhive_hook_refused_connections_total{${TARGETS}}[5m]))`,
      'closed for others in 5 min': `sum(increase(toolhive_hook_closed_connections_total{${TARGETS}}[5m]))`,
      'cut in 5 min': `sum(increase(toolhive_hook_cut_requests_total{${TARGETS}}[5m]))`,
      'bugs in 5 min': `sum(increase(toolhive_hook_panics_total{${TARGETS}}[5m]))`,
    },
  },
  {
    title: 'Memory of the pods',
    unit: 'bytes',
    series: { '{{pod}}': `process_resident_memory_bytes{${TARGETS}}` },
  },
  {
    title: 'CPU of the pods',
    unit: 'none',
    series: { '{{pod}}': `rate(process_cpu_seconds_total{${TARGETS}}${RATE})` },
  },
  {
    title: 'Admission as the API server sees it',
    description: 'Needs the metrics of the API server.',
    unit: 's',
    series: {
      '{{name}} p99': `histogram_quantile(0.99, sum by (le, name) (rate(apiserver_admission_webhook_admission_duration_seconds_bucket{${WEBHOOKS}}${RATE})))`,
    },
  },
  {
    title: 'Admission: refused, and skipped because nobody answered',
    description: 'Needs the metrics of the API server.',
    unit: 'reqps',
    series: {
      '{{name}} {{error_type}}': `sum by (name, error_type) (rate(apiserver_admission_webhook_rejection_count{${WEBHOOKS}}${RATE}))`,
      '{{name}} skipped': `sum by (name) (rate(apiserver_admission_webhook_fail_open_count{${WEBHOOKS}}${RATE}))`,
    },
  },
  {
    title: 'Syncs as Metacontroller sees them',
    description: 'Needs the metrics of Metacontroller.',
    unit: 'reqps',
    series: {
      '{{controller_name}} {{code}}': `sum by (controller_name, code) (rate(metacontroller_sync_requests_total{${CONTROLLER}}${RATE}))`,
    },
  },
  {
    title: 'Servers that wait for Metacontroller',
    description: 'Needs the metrics of Metacontroller.',
    unit: 'none',
    series: { '{{name}}': 'max by (name) (workqueue_depth{name=~"CompositeController-.*mcpserver(-.*)?"})' },
  },
];

/** Of Grafana's grid. */
const COLUMNS = 24;
const STAT = { w: 6, h: 4 } as const;
const LINE = { w: 12, h: 8 } as const;
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' } as const;

/** Makes files/dashboard.json. */
export const generateDashboard: Generator = () =>
  Promise.resolve([
    dashboardFile('dashboard', { title: 'ToolHive operator: RELEASE-NAME', uid: 'RELEASE-UID' }, [
      ...placed(NUMBERS, 0),
      ...placed(LINES, STAT.h),
    ]),
  ]);

/** A panel at its place. */
export interface PlacedPanel {
  readonly panel: Panel;
  readonly gridPos: object;
}

/** Panels of one size, row by row from `top` on. */
export function placed(panels: readonly Panel[], top: number): readonly PlacedPanel[] {
  return panels.map((panel, index) => {
    const size = panel.isStat === true ? STAT : LINE;
    const columns = COLUMNS / size.w;
    return {
      panel,
      gridPos: { ...size, x: (index % columns) * size.w, y: top + Math.floor(index / columns) * size.h },
    };
  });
}

/** A variable that is chosen in Grafana. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly query: string;
  readonly [member: string]: unknown;
}

/** One dashboard of the chart. */
export function dashboardFile(
  file: string,
  {
    title,
    uid,
    variables = [],
  }: { readonly title: string; readonly uid: string; readonly variables?: readonly Variable[] },
  panels: readonly PlacedPanel[],
): GeneratedFile {
  const source = { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' };
  const dashboard = {
    title,
    uid,
    tags: ['toolhive', 'mcp'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [source, ...variables] },
    panels: panels.map(shown),
  };
  return { path: `${CHART}/files/${file}.json`, text: `${JSON.stringify(dashboard, undefined, 1)}\n` };
}

function shown({ panel, gridPos }: PlacedPanel, index: number): object {
  const { title, description, unit, series, isStat = false } = panel;
  return {
    id: index + 1,
    gridPos,
    title,
    ...(description !== undefined && { description }),
    type: isStat ? 'stat' : 'timeseries',
    datasource: DATASOURCE,
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: Object.entries(series).map(([legendFormat, expr], place) => ({
      refId: String.fromCodePoint(65 + place),
      datasource: DATASOURCE,
      expr,
      legendFormat,
    })),
  };
}
