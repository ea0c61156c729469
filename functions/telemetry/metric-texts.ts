// What each metric means, for those who read metrics: the help lines of a scrape and docs/metrics.md. The server does without these texts.

/** The text about one metric. */
export interface MetricText {
  readonly description: string;
  /** What each label can be: closed sets, never a name of an object or a part of a request. */
  readonly labels: Readonly<Record<string, string>>;
}

const ROUTE = 'path of the hook, or `other`';
const HTTP = {
  'http.request.method': 'method, or `_OTHER`',
  'url.scheme': '`https`, `http`',
};
const ANSWERED = {
  ...HTTP,
  'http.route': 'path of the hook; absent where there is none',
  'http.response.status_code': 'status code',
  'error.type': 'the status code where it is 500 or more; absent otherwise',
};

/** By the name of the metric, in the order of the table. */
export const METRIC_TEXTS: Readonly<Record<string, MetricText>> = {
  'http.server.request.duration': {
    description: 'Time from the headers of a request to its answer.',
    labels: ANSWERED,
  },
  'http.server.active_requests': { description: 'Requests to hooks that are not answered yet.', labels: HTTP },
  'http.server.request.body.size': { description: 'Size of the bodies that were read to their end.', labels: ANSWERED },
  'http.server.response.body.size': { description: 'Size of the answers.', labels: ANSWERED },
  'toolhive.hook.requests': {
    description: 'Requests answered, by route and HTTP status code.',
    labels: { route: ROUTE, code: 'status code' },
  },
  'toolhive.hook.admission.decisions': {
    description: 'Answers of admission.',
    labels: {
      route: '`/default`, `/validate`',
      operation: '`CREATE`, `UPDATE`, `DELETE`, `other`',
      decision: '`allowed`, `patched`, `denied`',
    },
  },
  'toolhive.hook.admission.refusals': {
    description: 'Requests denied because of a finding; one with several findings counts for each of their codes.',
    labels: {
      operation: '`CREATE`, `UPDATE`, `DELETE`, `other`',
      code: 'code of the finding',
    },
  },
  'toolhive.hook.admission.warnings': {
    description: 'Requests whose sender was shown a warning; one with several counts for each of their codes.',
    labels: { code: 'code of the finding' },
  },
  'toolhive.hook.widened': { description: 'Servers admitted whose pods may reach more than before.', labels: {} },
  'toolhive.hook.syncs': {
    description:
      'Answers of /sync: children as the spec asks for them, children kept as they are because something holds the server, or an error by which nothing changes.',
    labels: {
      outcome: '`built`, `kept`, `refused`',
      hold: '`none`, `spec`, `references`, `names`, `quarantine`',
    },
  },
  'toolhive.hook.children': {
    description: 'Children that answers of /sync ask for; the same ones again at each sync.',
    labels: { kind: 'kind of the child' },
  },
  'toolhive.hook.servers_seen': {
    description: 'Servers in answers of /sync, each once a sync; how many there are is for kube-state-metrics to say.',
    labels: {
      phase: 'phase of the status',
      permissions_enforced: 'status of the condition PermissionsEnforced: `True`, `False`, `Unknown`',
    },
  },
  'toolhive.hook.panics': {
    description: 'Requests on which a hook failed because of a bug.',
    labels: { route: ROUTE },
  },
  'toolhive.hook.open_connections': { description: 'Open connections on the hook port.', labels: {} },
  'toolhive.hook.refused_connections': {
    description: 'Connections refused: too many, or not valid TLS or HTTP.',
    labels: {},
  },
  'toolhive.hook.closed_connections': {
    description: 'Connections closed to make room for new ones.',
    labels: { reason: '`unproven` (never had a good answer), `idle`, `busy`' },
  },
  'toolhive.hook.cut_requests': {
    description: 'Requests broken off.',
    labels: {
      reason: '`slow` (the body came too slowly), `unread` (the answer was not taken), `room` (others had less)',
    },
  },
  'toolhive.hook.held': {
    description: 'Bytes of request bodies and of answers not sent yet that are in memory.',
    labels: {},
  },
  'toolhive.hook.certificate.expiry_timestamp': {
    description: 'When the serving certificate expires, in seconds since 1970; absent without TLS.',
    labels: {},
  },
  'toolhive.hook.certificate.reloads': {
    description: 'Changes of the certificate files.',
    labels: { result: '`success`, `failure`' },
  },
  'toolhive.hook.build_info': {
    description: 'Always 1; the labels say what runs.',
    labels: { version: 'version of the hooks', node: 'version of Node' },
  },
  'process.resident_memory': { description: 'Resident memory.', labels: {} },
  'process.cpu': { description: 'User and system CPU time.', labels: {} },
  controller_runtime_webhook_requests: {
    description: 'Total number of admission requests by HTTP status code.',
    labels: { webhook: '`/default`, `/validate`', code: 'status code' },
  },
  controller_runtime_webhook_requests_in_flight: {
    description: 'Current number of admission requests being served.',
    labels: { webhook: '`/default`, `/validate`' },
  },
  controller_runtime_webhook_latency_seconds: {
    description: 'Histogram of the latency of processing admission requests.',
    labels: { webhook: '`/default`, `/validate`' },
  },
};
