// Generator: the Grafana dashboard of the servers: what kube-state-metrics tells of MCPServers, and the traffic that their proxies count.

import { dashboardFile, type Panel, placed, type Variable } from './dashboard.ts';
import type { Generator } from './schema.ts';

/** Chosen in Grafana; all of them at first. */
const NAMESPACES: Variable = {
  name: 'namespace',
  label: 'Namespace',
  type: 'query',
  query: 'label_values(toolhive_mcpserver_info, namespace)',
  datasource: { type: 'prometheus', uid: '${datasource}' },
  refresh: 2,
  multi: true,
  includeAll: true,
  allValue: '.*',
  current: { text: 'All', value: '$__all' },
};

const HERE = 'namespace=~"$namespace"';
const RATE = '[$__rate_interval]';
const CONDITION = 'toolhive_mcpserver_status_condition';
const STOPPED = `toolhive_mcpserver_status_phase{${HERE}, phase=~"Stopped|Terminating"} == 1`;
const NOT_READY = `(max by (namespace, name) (${CONDITION}{${HERE}, type="Ready"}) == 0 unless on (namespace, name) ${STOPPED})`;
const REQUESTS = 'toolhive_mcp_requests_total';
/** Only while the telemetry of a server serves Prometheus' metrics, and somebody reads them: companions.monitors. */
const PROXIES = 'From the proxies of servers whose telemetry has Prometheus on, with settings.companions.monitors.';

const NUMBERS: readonly Panel[] = [
  { title: 'Servers', unit: 'none', series: { '': `count(toolhive_mcpserver_info{${HERE}})` }, isStat: true },
  { title: 'Not ready', unit: 'none', series: { '': `count(${NOT_READY}) or vector(0)` }, isStat: true },
  {
    title: 'Profile not enforced',
    unit: 'none',
    series: { '': `count(${CONDITION}{${HERE}, type="PermissionsEnforced"} == 0) or vector(0)` },
    isStat: true,
  },
  {
    title: 'Suspended or in quarantine',
    unit: 'none',
    series: { '': `count(${CONDITION}{${HERE}, type=~"Suspended|Quarantined"} == 1) or vector(0)` },
    isStat: true,
  },
];

const LINES: readonly Panel[] = [
  {
    title: 'Servers by phase',
    unit: 'none',
    series: { '{{phase}}': `sum by (phase) (toolhive_mcpserver_status_phase{${HERE}})` },
  },
  {
    title: 'Not ready, and why',
    description: 'kubectl describe mcpserver has the message.',
    unit: 'none',
    series: {
      '{{namespace}}/{{name}} {{type}}: {{reason}}': `(1 - ${CONDITION}{${HERE}, type=~"Valid|ReferencesResolved|BackendReady|ProxyReady"} == 1) and on (namespace, name) ${NOT_READY}`,
    },
  },
  {
    title: 'Servers by permission profile and transport',
    unit: 'none',
    series: {
      'profile {{permission_profile}}': `count by (permission_profile) (toolhive_mcpserver_info{${HERE}})`,
      '{{transport}}': `count by (transport) (toolhive_mcpserver_info{${HERE}})`,
    },
  },
  {
    title: 'Profiles not enforced, and why',
    unit: 'none',
    series: {
      '{{namespace}}/{{name}}: {{reason}}': `1 - ${CONDITION}{${HERE}, type="PermissionsEnforced"} == 1`,
    },
  },
  {
    title: 'Permissions widened',
    description: 'Servers that were admitted with more than they had; the audit log has who and which.',
    unit: 'none',
    series: { 'in an hour': 'sum(increase(toolhive_hook_widened_total[1h]))' },
  },
  {
    title: 'Servers whose pods were replaced in the last hour, by cause',
    unit: 'none',
    series: {
      '{{reason}}': `count by (reason) (time() - toolhive_mcpserver_status_condition_transition_seconds{${HERE}, type="LastRollout"} < 3600)`,
    },
  },
  {
    title: 'MCP requests',
    description: PROXIES,
    unit: 'reqps',
    series: { '{{namespace}}/{{server}}': `sum by (namespace, server) (rate(${REQUESTS}{${HERE}}${RATE}))` },
  },
  {
    title: 'MCP requests that failed',
    description: PROXIES,
    unit: 'percentunit',
    series: {
      '{{namespace}}/{{server}}': `sum by (namespace, server) (rate(${REQUESTS}{${HERE}, status="error"}${RATE})) / sum by (namespace, server) (rate(${REQUESTS}{${HERE}}${RATE}))`,
    },
  },
  {
    title: 'Time of an MCP request, 99 of 100',
    description: PROXIES,
    unit: 's',
    series: {
      '{{namespace}}/{{server}}': `histogram_quantile(0.99, sum by (le, namespace, server) (rate(toolhive_mcp_request_duration_seconds_bucket{${HERE}}${RATE})))`,
    },
  },
  {
    title: 'Open connections',
    description: PROXIES,
    unit: 'none',
    series: { '{{namespace}}/{{server}}': `sum by (namespace, server) (toolhive_mcp_active_connections{${HERE}})` },
  },
  {
    title: 'Tools that are called most',
    description: PROXIES,
    unit: 'reqps',
    series: {
      '{{server}} {{tool}}': `topk(10, sum by (namespace, server, tool) (rate(toolhive_mcp_tool_calls_total{${HERE}}${RATE})))`,
    },
  },
];

/** Height of the row of numbers. */
const NUMBERS_HEIGHT = 4;

/** Makes files/fleet-dashboard.json. */
export const generateFleetDashboard: Generator = () =>
  Promise.resolve([
    dashboardFile(
      'fleet-dashboard',
      { title: 'MCP servers: RELEASE-NAME', uid: 'RELEASE-UID', variables: [NAMESPACES] },
      [...placed(NUMBERS, 0), ...placed(LINES, NUMBERS_HEIGHT)],
    ),
  ]);
