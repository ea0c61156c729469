// Registry: findings about the objects that a server can have beside its children.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type CompanionCode = 'MCP170' | 'MCP171' | 'MCP172';

const EXPOSED = { 'mcpserver.toolhive.stacklok.dev/expose': 'true' };

/** Rows of this area. */
export const COMPANION_FINDINGS: Readonly<Record<CompanionCode, FindingEntry>> = {
  MCP170: {
    level: 'warning',
    title: 'An annotation for a companion that cannot be read',
    why: 'Without a value that can be read nothing is made, and whoever wrote it may believe that it is.',
    remedy: 'Write the fewest and the most pods as `"2-10"` for `autoscale`, and `"true"` for `expose`.',
    example: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/autoscale': '10' } } },
    nearMiss: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/autoscale': '' } } },
  },
  MCP171: {
    level: 'warning',
    title: 'A companion that the server cannot have',
    why: 'The settings have it switched off, a stdio server has one pod, or `spec.replicas` says how many there are: the annotation has no effect.',
    remedy:
      'Remove the annotation or what stands against it; the administrator of the cluster has the setting `companions`.',
    example: { metadata: { annotations: EXPOSED } },
    nearMiss: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/expose': 'false' } } },
  },
  MCP172: {
    level: 'warning',
    title: 'A server outside of the cluster that asks nobody who he is',
    why: 'Whoever can reach the host name may call every tool of the server, with the secrets that it holds.',
    remedy: 'Set `oidcConfigRef`, or remove the annotation `mcpserver.toolhive.stacklok.dev/expose`.',
    settings: { companions: { routes: { kind: 'Ingress', host: '{name}.{namespace}.mcp.example.com' } } },
    example: { metadata: { annotations: EXPOSED } },
    nearMiss: { metadata: { annotations: EXPOSED }, spec: { oidcConfigRef: { name: 'sso', audience: 'fetch' } } },
  },
};
