// The table of all log lines and their fields: docs/logs.md is made from it, and the types of the log are. The server does without its
// texts.

/** Name of a field. */
export type LogFieldName =
  | 'time'
  | 'level'
  | 'msg'
  | 'trace_id'
  | 'uid'
  | 'namespace'
  | 'name'
  | 'object'
  | 'kind'
  | 'method'
  | 'path'
  | 'status'
  | 'ms'
  | 'bytes'
  | 'outcome'
  | 'operation'
  | 'operations'
  | 'errors'
  | 'warnings'
  | 'widened'
  | 'hold'
  | 'children'
  | 'rules'
  | 'phase'
  | 'count'
  | 'error'
  | 'reason'
  | 'address'
  | 'state'
  | 'open'
  | 'expires'
  | 'port'
  | 'metricsPort'
  | 'tls'
  | 'version'
  | 'seconds'
  | 'to';

/** What a line begins with. */
export type LogLineName =
  | 'request'
  | 'hook failed'
  | 'request failed'
  | 'warm-up failed'
  | 'connections closed for new ones'
  | 'connections refused, there are too many'
  | 'connection refused'
  | 'certificate changed'
  | 'certificate not changed, the old one stays in use'
  | 'tokens not changed, the old ones stay valid'
  | 'metrics not read'
  | 'telemetry is not sent'
  | 'log level changed'
  | 'serving'
  | 'draining'
  | 'stopped'
  | 'crashed';

/** What each field says; every line has the first three. */
export const LOG_FIELDS: Readonly<Record<LogFieldName, string>> = {
  time: 'RFC 3339 in UTC, with milliseconds',
  level: '`debug`, `info`, `warn`, `error`',
  msg: 'which line it is: one of the table below',
  trace_id:
    'trace of the caller, or of the span of the request; only where [traces](operations.md#traces) are sent and this one is',
  uid: 'of admission the uid of the request, which the audit log has too; otherwise that of the object',
  namespace: 'namespace of the object',
  name: 'name of the object, at most 253 characters',
  object: 'both in one, where the hook has read them',
  kind: 'kind of an object that servers refer to',
  method: 'HTTP method',
  path: 'path of the hook, or `other`',
  status: 'HTTP status code of the answer',
  ms: 'milliseconds from the headers of the request to the answer',
  bytes: 'size of the body',
  outcome: 'what was answered, see below',
  operation: 'CREATE, UPDATE or DELETE',
  operations: 'how many operations the patch has',
  errors: 'how many findings refused',
  warnings: 'how many findings were shown',
  widened: '`true` where a server is let in that may reach more than before',
  hold: 'why a sync does not follow the spec: `spec`, `references`, `names`, `quarantine`',
  children: 'how many children a sync asks for',
  rules: 'how many kinds of objects Metacontroller is told to send along',
  phase: 'phase of the server in the answer of a sync',
  count: 'how many events this line stands for: those since the last line of its kind, which is 10 s ago at least',
  error: 'one sentence about a failure, without its stack',
  reason: 'one sentence',
  address: 'address of the caller',
  state: '`unproven`, `idle`, `busy`: see [metrics](metrics.md)',
  open: 'connections that are open',
  expires: 'when the certificate expires',
  port: 'port of the hooks',
  metricsPort: 'port of health and metrics',
  tls: 'whether the hooks are served over TLS',
  version: 'version of the hooks',
  seconds: 'how long the process serves on',
  to: 'the level from now on',
};

/** A line: its level, when it comes, and its own fields besides the first three. */
export interface LogLine {
  /** `all`: whatever the level is. */
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'all';
  readonly when: string;
  readonly fields: readonly LogFieldName[];
  /** Repeats within 10 s are counted, not written. */
  readonly isRare?: true;
}

/** Every line that the server can write, in the order of the page. */
export const LOG_LINES: Readonly<Record<LogLineName, LogLine>> = {
  request: {
    level: 'info',
    when: 'a request has its answer. Refusals that name no object are one line in 10 s for each path and outcome',
    fields: [
      'method',
      'path',
      'status',
      'ms',
      'trace_id',
      'uid',
      'namespace',
      'name',
      'object',
      'kind',
      'bytes',
      'outcome',
      'operation',
      'operations',
      'errors',
      'warnings',
      'widened',
      'hold',
      'children',
      'rules',
      'phase',
      'count',
    ],
  },
  'hook failed': {
    level: 'error',
    when: 'a hook has a bug: the answer was 500 and nothing was changed',
    fields: ['path', 'trace_id', 'uid', 'namespace', 'name', 'bytes', 'error', 'count'],
    isRare: true,
  },
  'request failed': {
    level: 'error',
    when: 'the server itself failed on a request, before any hook',
    fields: ['error', 'count'],
    isRare: true,
  },
  'warm-up failed': {
    level: 'error',
    when: 'a hook failed on its own sample while it started',
    fields: ['path', 'error'],
  },
  'connections closed for new ones': {
    level: 'warn',
    when: 'there was no room',
    fields: ['address', 'state', 'open', 'count'],
    isRare: true,
  },
  'connections refused, there are too many': {
    level: 'warn',
    when: 'nobody could be closed for it',
    fields: ['address', 'open', 'count'],
    isRare: true,
  },
  'connection refused': { level: 'debug', when: 'no valid TLS or no valid HTTP', fields: ['reason'] },
  'certificate changed': { level: 'info', when: 'a new pair is served', fields: ['expires'] },
  'certificate not changed, the old one stays in use': {
    level: 'error',
    when: 'new files cannot be used; told once for each reason',
    fields: ['reason'],
  },
  'tokens not changed, the old ones stay valid': {
    level: 'error',
    when: 'a new token file cannot be used; told once for each reason',
    fields: ['reason'],
  },
  'metrics not read': {
    level: 'error',
    when: 'Prometheus got 500',
    fields: ['error', 'count'],
    isRare: true,
  },
  'telemetry is not sent': {
    level: 'warn',
    when: 'the collector does not take traces or metrics; they are lost',
    fields: ['error', 'count'],
    isRare: true,
  },
  'log level changed': { level: 'all', when: 'somebody sent SIGHUP', fields: ['to'] },
  serving: { level: 'info', when: 'the start is over', fields: ['port', 'metricsPort', 'tls', 'version'] },
  draining: { level: 'info', when: 'the process was told to stop and serves on for a while', fields: ['seconds'] },
  stopped: { level: 'info', when: 'everything is closed', fields: [] },
  crashed: { level: 'error', when: 'a bug ends the process', fields: ['error'] },
};
