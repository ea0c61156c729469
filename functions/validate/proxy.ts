// Rule: who may call the proxy, and how it speaks.

import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { Finding } from '../kube/finding.ts';
import { finding, type ValidationInput } from './rule.ts';

/** A proxy without authentication is ToolHive's default, so it is allowed, but not in silence. */
export function validateAuthentication({ server: { spec, legacy } }: ValidationInput): readonly Finding[] {
  if (spec.oidcConfigRef !== undefined || legacy.oidcConfig !== undefined) return [];
  return [
    finding(
      'MCP030',
      'spec',
      'Everyone who reaches the proxy may use this server; set oidcConfigRef, or let only trusted pods reach it.',
    ),
  ];
}

/** The transport that the protocol has left behind. */
export function validateTransport({ server }: ValidationInput): readonly Finding[] {
  if (!TRANSPORT_TRAITS[server.transport].isDeprecated) return [];
  return [
    finding(
      'MCP031',
      'spec.transport',
      `${server.transport} is deprecated by the Model Context Protocol; use streamable-http if the server speaks it.`,
    ),
  ];
}
