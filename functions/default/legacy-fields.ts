// Step: fields of the spec that old releases of the schema had, and their successors today. The only list of them; the members of those
// that were objects are in `legacy-members.ts`, which a running server has no use for.

/** Objects that have such fields today. */
export type NewHome = 'MCPOIDCConfig' | 'MCPTelemetryConfig' | 'MCPToolConfig';

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

/** Fields of the server under another name: /default writes the new name into the object. */
const RENAMED: readonly LegacyField[] = [
  { old: 'port', now: 'proxyPort', since: 'v0.0.20', removedIn: 'v0.15.0', code: 'MCP004' },
  { old: 'targetPort', now: 'mcpPort', since: 'v0.0.40', removedIn: 'v0.15.0', code: 'MCP005' },
  { old: 'groupRef', now: 'groupRef.name', since: 'v0.4.0', removedIn: 'v0.20.0', code: 'MCP006' },
];

/**
 * Fields of the spec, from the history of ToolHive's schemas. `port`, `targetPort` and a string `groupRef` are translated in the
 * object, by /default where the schema keeps them and again by /sync; the others are read by /sync as if they were the object
 * that they stand for.
 */
export const LEGACY_FIELDS: readonly LegacyField[] = [
  ...RENAMED,
  { old: 'tools', now: 'toolConfigRef', since: 'v0.3.0', removedIn: 'v0.15.0', code: 'MCP085' },
  { old: 'oidcConfig', now: 'oidcConfigRef', since: 'v0.0.40', removedIn: 'v0.23.0', code: 'MCP082' },
  { old: 'telemetry', now: 'telemetryConfigRef', since: 'v0.3.0', removedIn: 'v0.23.0', code: 'MCP084' },
];
