// Step: fields of old releases of the schema, and their successors today. The only list of them.

/** Objects that have such fields today. */
type NewHome = 'MCPOIDCConfig' | 'MCPTelemetryConfig' | 'MCPToolConfig';

/** One field that had another name, place or shape in an older release. */
export interface LegacyField {
  /** Path below `spec` as old manifests write it. */
  readonly old: string;
  /** Path of the successor: below `spec` of the server, or of an object of `kind`. */
  readonly now: string;
  /** Kind of the object that has it today; the server itself when absent. */
  readonly kind?: NewHome;
  /** First ToolHive release with the old form. */
  readonly since: string;
  /** First ToolHive release without it. */
  readonly removedIn: string;
  /** Code of the finding that tells the user the new form. */
  readonly code: 'MCP004' | 'MCP005' | 'MCP006' | 'MCP082' | 'MCP084' | 'MCP085';
  /** The value cannot be moved as it is: it belongs into a Secret, a ConfigMap or another form. */
  readonly isRewritten?: true;
}

type Row = Omit<LegacyField, 'code' | 'removedIn' | 'kind'> & { readonly removedIn?: string };

const CODES = { oidcConfig: 'MCP082', telemetry: 'MCP084' } as const;

/** Fields of the server under another name: /default writes the new name into the object. */
const RENAMED: readonly LegacyField[] = [
  { old: 'port', now: 'proxyPort', since: 'v0.0.20', removedIn: 'v0.15.0', code: 'MCP004' },
  { old: 'targetPort', now: 'mcpPort', since: 'v0.0.40', removedIn: 'v0.15.0', code: 'MCP005' },
  { old: 'groupRef', now: 'groupRef.name', since: 'v0.4.0', removedIn: 'v0.20.0', code: 'MCP006' },
];

const TOOLS: readonly LegacyField[] = [
  { old: 'tools', now: 'toolConfigRef', since: 'v0.3.0', removedIn: 'v0.15.0', code: 'MCP085' },
  {
    old: 'tools[]',
    now: 'toolsFilter[]',
    kind: 'MCPToolConfig',
    since: 'v0.3.0',
    removedIn: 'v0.15.0',
    code: 'MCP085',
  },
];

const CLUSTER = 'kubernetesServiceAccount';
const PROXY = 'oidcConfigRef';

/** Members of the legacy field that the reference itself has today. */
const OIDC_REFERENCE: readonly Row[] = [
  { old: 'resourceUrl', now: `${PROXY}.resourceUrl`, since: 'v0.3.0' },
  { old: 'kubernetes.audience', now: `${PROXY}.audience`, since: 'v0.0.40' },
  { old: 'inline.audience', now: `${PROXY}.audience`, since: 'v0.0.40' },
  { old: 'inline.scopes[]', now: `${PROXY}.scopes[]`, since: 'v0.6.17' },
];

const INLINE_CA = 'inline.caBundleRef.configMapRef';

/** Members that an MCPOIDCConfig has today. */
const OIDC_CONFIG: readonly Row[] = [
  { old: 'type', now: 'type', since: 'v0.0.40', isRewritten: true },
  { old: 'kubernetes.serviceAccount', now: `${CLUSTER}.serviceAccount`, since: 'v0.0.40' },
  { old: 'kubernetes.namespace', now: `${CLUSTER}.namespace`, since: 'v0.0.40' },
  { old: 'kubernetes.issuer', now: `${CLUSTER}.issuer`, since: 'v0.0.40' },
  { old: 'kubernetes.jwksUrl', now: `${CLUSTER}.jwksUrl`, since: 'v0.0.40' },
  { old: 'kubernetes.introspectionUrl', now: `${CLUSTER}.introspectionUrl`, since: 'v0.3.0' },
  { old: 'kubernetes.useClusterAuth', now: `${CLUSTER}.useClusterAuth`, since: 'v0.2.0' },
  { old: 'configMap.name', now: 'inline', since: 'v0.0.40', isRewritten: true },
  { old: 'configMap.key', now: 'inline', since: 'v0.0.40', isRewritten: true },
  { old: 'inline.issuer', now: 'inline.issuer', since: 'v0.0.40' },
  { old: 'inline.jwksUrl', now: 'inline.jwksUrl', since: 'v0.0.40' },
  { old: 'inline.introspectionUrl', now: 'inline.introspectionUrl', since: 'v0.3.0' },
  { old: 'inline.clientId', now: 'inline.clientId', since: 'v0.0.40' },
  {
    old: 'inline.clientSecret',
    now: 'inline.clientSecretRef',
    since: 'v0.3.0',
    removedIn: 'v0.15.0',
    isRewritten: true,
  },
  { old: 'inline.clientSecretRef.name', now: 'inline.clientSecretRef.name', since: 'v0.5.0' },
  { old: 'inline.clientSecretRef.key', now: 'inline.clientSecretRef.key', since: 'v0.5.0' },
  {
    old: 'inline.thvCABundlePath',
    now: 'inline.caBundleRef',
    since: 'v0.2.0',
    removedIn: 'v0.15.0',
    isRewritten: true,
  },
  { old: `${INLINE_CA}.name`, now: `${INLINE_CA}.name`, since: 'v0.9.0' },
  { old: `${INLINE_CA}.key`, now: `${INLINE_CA}.key`, since: 'v0.9.0' },
  { old: `${INLINE_CA}.optional`, now: `${INLINE_CA}.optional`, since: 'v0.9.0' },
  { old: 'inline.jwksAuthTokenPath', now: 'inline.jwksAuthTokenPath', since: 'v0.2.0' },
  { old: 'inline.jwksAllowPrivateIP', now: 'inline.jwksAllowPrivateIP', since: 'v0.2.0' },
  {
    old: 'inline.protectedResourceAllowPrivateIP',
    now: 'inline.protectedResourceAllowPrivateIP',
    since: 'before v0.23.0',
  },
  { old: 'inline.insecureAllowHTTP', now: 'inline.insecureAllowHTTP', since: 'v0.4.2' },
];

/** Members that an MCPTelemetryConfig has today, at the same place. */
const TELEMETRY_CONFIG: readonly Row[] = [
  'openTelemetry.enabled',
  'openTelemetry.endpoint',
  'openTelemetry.insecure',
  'openTelemetry.tracing.enabled',
  'openTelemetry.tracing.samplingRate',
  'openTelemetry.metrics.enabled',
  'prometheus.enabled',
].map((path) => ({ old: path, now: path, since: 'v0.3.0' }));

const TELEMETRY_REFERENCE: readonly Row[] = [
  { old: 'openTelemetry.serviceName', now: 'telemetryConfigRef.serviceName', since: 'v0.3.0' },
];
/** A list of name=value became a map. */
const TELEMETRY_HEADERS: readonly Row[] = [
  { old: 'openTelemetry.headers[]', now: 'openTelemetry.headers', since: 'v0.3.0', isRewritten: true },
];

/**
 * All legacy forms, from the history of ToolHive's schemas: a field that became an object of its own is followed by its
 * members. `port`, `targetPort` and a string `groupRef` are translated in the object, by /default where the schema keeps
 * them and again by /sync; the others are read by /sync as if they were the object that they stand for.
 */
export const LEGACY_FIELDS: readonly LegacyField[] = [
  ...RENAMED,
  ...TOOLS,
  { old: 'oidcConfig', now: 'oidcConfigRef', since: 'v0.0.40', removedIn: 'v0.23.0', code: 'MCP082' },
  ...members('oidcConfig', OIDC_REFERENCE),
  ...members('oidcConfig', OIDC_CONFIG, 'MCPOIDCConfig'),
  { old: 'telemetry', now: 'telemetryConfigRef', since: 'v0.3.0', removedIn: 'v0.23.0', code: 'MCP084' },
  ...members('telemetry', TELEMETRY_REFERENCE),
  ...members('telemetry', [...TELEMETRY_CONFIG, ...TELEMETRY_HEADERS], 'MCPTelemetryConfig'),
];

/** Members of one legacy object; they were removed with it, unless earlier. */
function members(field: keyof typeof CODES, rows: readonly Row[], kind?: NewHome): readonly LegacyField[] {
  const rest = { code: CODES[field], ...(kind === undefined ? {} : { kind }) };
  return rows.map((row) => ({ removedIn: 'v0.23.0', ...row, old: `${field}.${row.old}`, ...rest }));
}
