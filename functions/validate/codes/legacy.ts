// Registry: findings about legacy fields that stand for a whole object today.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type LegacyCode = 'MCP082' | 'MCP083' | 'MCP084' | 'MCP085' | 'MCP086';

const ISSUER = 'https://login.example.com';

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
    title: '`telemetry` cannot be used',
    why: 'Nothing would be sent, although the spec says so.',
    remedy: 'Correct the member that the message names, or use `telemetryConfigRef`.',
    example: { spec: { telemetry: { openTelemetry: { enabled: true, endpoint: 'otel:4318' } } } },
    nearMiss: {
      spec: { telemetry: { openTelemetry: { enabled: true, endpoint: 'otel:4318', tracing: { enabled: true } } } },
    },
  },
};
