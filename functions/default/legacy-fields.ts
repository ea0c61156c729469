// Step: fields that old releases of the schema had are read under the names of today.

/** One field that had another name or another shape in an older release. */
export interface LegacyField {
  /** Member of `spec` as old manifests write it. */
  readonly old: string;
  /** Member of `spec` that says the same today. */
  readonly now: string;
  /** First ToolHive release with the old form. */
  readonly since: string;
  /** First ToolHive release without it. */
  readonly removedIn: string;
  /** Code of the finding that tells the user the new form. */
  readonly code: 'MCP004' | 'MCP005' | 'MCP006' | 'MCP082' | 'MCP084' | 'MCP085';
}

/**
 * All legacy forms, from the history of ToolHive's schemas. `port`, `targetPort` and a string `groupRef` are translated in
 * the object; `tools`, `oidcConfig` and `telemetry` stand for a whole object today and are read as if they were one.
 */
export const LEGACY_FIELDS: readonly LegacyField[] = [
  { old: 'port', now: 'proxyPort', since: 'v0.0.20', removedIn: 'v0.15.0', code: 'MCP004' },
  { old: 'targetPort', now: 'mcpPort', since: 'v0.0.40', removedIn: 'v0.15.0', code: 'MCP005' },
  { old: 'groupRef', now: 'groupRef.name', since: 'v0.4.0', removedIn: 'v0.20.0', code: 'MCP006' },
  { old: 'tools', now: 'toolConfigRef', since: 'v0.3.0', removedIn: 'v0.15.0', code: 'MCP085' },
  { old: 'oidcConfig', now: 'oidcConfigRef', since: 'v0.0.40', removedIn: 'v0.23.0', code: 'MCP082' },
  { old: 'telemetry', now: 'telemetryConfigRef', since: 'v0.3.0', removedIn: 'v0.23.0', code: 'MCP084' },
];

/** A spec of any shape; only the members that are translated are looked at. */
export type AnySpec = Readonly<Record<string, unknown>>;

/**
 * What the legacy fields of a spec say under today's names: members to add to it. Empty when there is nothing to
 * translate, when the new name is set as well (it wins; a difference is a finding), or when the old value is unusable.
 */
export function translateLegacyFields(spec: AnySpec): AnySpec {
  return {
    ...translatePort(spec, 'port', 'proxyPort'),
    ...translatePort(spec, 'targetPort', 'mcpPort'),
    ...translateGroup(spec),
  };
}

/** Whether a value can be a TCP port. */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

function translatePort(spec: AnySpec, old: 'port' | 'targetPort', now: 'proxyPort' | 'mcpPort'): AnySpec {
  return spec[now] === undefined && isPort(spec[old]) ? { [now]: spec[old] } : {};
}

// The only field with two shapes: one stored string would break every typed client that lists MCPServers.
function translateGroup({ groupRef }: AnySpec): AnySpec {
  return typeof groupRef === 'string' && groupRef !== '' ? { groupRef: { name: groupRef } } : {};
}
