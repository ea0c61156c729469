// Registry: findings about legacy fields that stand for a whole object today.

import type { ManagedFieldsEntry } from '../../kube/object.ts';
import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type LegacyCode = 'MCP082' | 'MCP083' | 'MCP084' | 'MCP085' | 'MCP086' | 'MCP130';

const ISSUER = 'https://login.example.com';

/** Status writes of ToolHive's operator, at this time, and of Metacontroller. */
function statusWrites(theirs: string): readonly ManagedFieldsEntry[] {
  const entry = { operation: 'Update', subresource: 'status' };
  return [
    { ...entry, manager: 'thv-operator', time: theirs },
    { ...entry, manager: 'metacontroller', time: '2026-11-01T10:00:05Z' },
  ];
}

/** Rows of this area. */
export const LEGACY_FINDINGS: Readonly<Record<LegacyCode, FindingEntry>> = {
  MCP082: {
    level: 'warning',
    title: '`oidcConfig` is an object of its own today',
    why: "The field works here, but today's ToolHive drops it and lets everybody in.",
    remedy: 'Write an MCPOIDCConfig and name it in `oidcConfigRef`, together with the audience.',
    example: { spec: { oidcConfig: { type: 'inline', inline: { issuer: ISSUER, audience: 'fetch' } } } },
    nearMiss: { spec: { oidcConfigRef: { name: 'company', audience: 'fetch' } } },
  },
  MCP083: {
    level: 'error',
    stored: 'refused',
    title: '`oidcConfig` cannot be used',
    why: 'The proxy would not start, or would accept other tokens than was meant.',
    remedy: 'Correct the member that the message names, or use `oidcConfigRef`.',
    example: { spec: { oidcConfig: { type: 'inline', inline: { issuer: 'login.example.com' } } } },
    nearMiss: { spec: { oidcConfig: { type: 'inline', inline: { issuer: ISSUER } } } },
  },
  MCP084: {
    level: 'warning',
    title: '`telemetry` is an object of its own today',
    why: "The field works here, but today's ToolHive drops it.",
    remedy: 'Write an MCPTelemetryConfig and name it in `telemetryConfigRef`.',
    example: { spec: { telemetry: { prometheus: { enabled: true } } } },
    nearMiss: { spec: { telemetryConfigRef: { name: 'company' } } },
  },
  MCP085: {
    level: 'warning',
    title: '`tools` is an object of its own today',
    why: "The field works here, but today's ToolHive drops it and offers every tool.",
    remedy: 'Write an MCPToolConfig with `toolsFilter` and name it in `toolConfigRef`.',
    example: { spec: { tools: ['fetch'] } },
    nearMiss: { spec: { toolConfigRef: { name: 'readers' } } },
  },
  MCP086: {
    level: 'error',
    stored: 'runs',
    title: '`telemetry` cannot be used',
    why: 'Nothing would be sent, although the spec says so.',
    remedy: 'Correct the member that the message names, or use `telemetryConfigRef`.',
    example: { spec: { telemetry: { openTelemetry: { enabled: true, endpoint: 'otel:4318' } } } },
    nearMiss: {
      spec: { telemetry: { openTelemetry: { enabled: true, endpoint: 'otel:4318', tracing: { enabled: true } } } },
    },
  },
  MCP130: {
    level: 'error',
    stored: 'held',
    title: "ToolHive's operator looks after the same server",
    why: 'Two controllers of one object undo each other’s work without end.',
    remedy:
      "Stop ToolHive's operator, or leave the server to it by `metacontroller.parentLabelSelector` of the chart. What runs is left as it is meanwhile.",
    foundBy: 'sync',
    example: { metadata: { managedFields: statusWrites('2026-11-01T10:00:09Z') } },
    nearMiss: { metadata: { managedFields: statusWrites('2026-11-01T10:00:01Z') } },
  },
};
