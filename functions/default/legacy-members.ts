// Documents: the members of legacy fields that stand for a whole object today.

import { LEGACY_FIELDS, type LegacyField, type NewHome } from './legacy-fields.ts';

type Row = Omit<LegacyField, 'code' | 'removedIn' | 'kind'> & { readonly removedIn?: string };

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

/** Members by the field; they were removed with it, unless earlier. */
const MEMBERS: Readonly<Record<string, readonly (readonly [readonly Row[], NewHome?])[]>> = {
  oidcConfig: [[OIDC_REFERENCE], [OIDC_CONFIG, 'MCPOIDCConfig']],
  telemetry: [[TELEMETRY_REFERENCE], [[...TELEMETRY_CONFIG, ...TELEMETRY_HEADERS], 'MCPTelemetryConfig']],
};

const TOOL: Omit<LegacyField, 'since' | 'removedIn' | 'code'> = {
  old: 'tools[]',
  now: 'toolsFilter[]',
  kind: 'MCPToolConfig',
};

/** All legacy forms: a field that became an object of its own is followed by its members. */
export const LEGACY_FORMS: readonly LegacyField[] = LEGACY_FIELDS.flatMap((field) => [field].concat(membersOf(field)));

function membersOf(field: LegacyField): readonly LegacyField[] {
  if (field.old === 'tools') return [Object.assign({}, field, TOOL)];
  return (MEMBERS[field.old] ?? []).flatMap(([rows, kind]) =>
    rows.map((row) => member(field, row, kind === undefined ? {} : { kind })),
  );
}

function member({ old, removedIn, code }: LegacyField, row: Row, home: Pick<LegacyField, 'kind'>): LegacyField {
  return { removedIn, ...row, old: `${old}.${row.old}`, code, ...home };
}
