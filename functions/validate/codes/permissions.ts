// Registry: findings about permission profiles, Pod Security and image policy.

import type { Fields } from '../../kube/object.ts';
import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type PermissionsCode =
  | 'MCP100'
  | 'MCP101'
  | 'MCP102'
  | 'MCP103'
  | 'MCP110'
  | 'MCP111'
  | 'MCP112'
  | 'MCP120'
  | 'MCP121'
  | 'MCP160';

function profile(outbound: Fields): { readonly spec: Fields } {
  return { spec: { permissionProfile: { type: 'inline', inline: { network: { outbound } } } } };
}

function template(spec: Fields): { readonly spec: Fields } {
  return { spec: { podTemplateSpec: { spec } } };
}

const PINNED = `registry.example.com/mcp/fetch@sha256:${'a1'.repeat(32)}`;

/** Rows of this area. */
export const PERMISSIONS_FINDINGS: Readonly<Record<PermissionsCode, FindingEntry>> = {
  MCP100: {
    level: 'error',
    stored: 'refused',
    title: 'An entry of the permission profile cannot be understood',
    why: 'Guessing what was meant could allow more than was meant.',
    remedy: 'Write hosts as IP address, CIDR or host name without scheme and port, and ports as numbers.',
    example: profile({ allow_host: ['https://api.example.com'] }),
    nearMiss: profile({ allow_host: ['192.0.2.0/24'] }),
  },
  MCP101: {
    level: 'warning',
    title: 'A permission profile of its own allows everything',
    why: 'The profile looks like a restriction and is none.',
    remedy: 'List what the server needs in `allow_host` and `allow_port`, or use the built-in profile `network`.',
    example: profile({ insecure_allow_all: true }),
    nearMiss: profile({ allow_host: ['192.0.2.0/24'], allow_port: [443] }),
  },
  MCP102: {
    level: 'warning',
    title: 'An entry of the permission profile has no effect',
    why: 'Host names need a name-aware network engine, mounts and privileges are the pod template’s; the entry opens nothing.',
    remedy: 'Use addresses, set `permissionProfiles.hostRules` in the settings, or remove the entry.',
    example: profile({ allow_host: ['api.example.com'] }),
    nearMiss: profile({ allow_host: ['192.0.2.1'] }),
  },
  MCP103: {
    level: 'warning',
    title: 'A value of the quarantine annotation that has no effect',
    why: 'Only "true" cuts the network; whoever wrote another value may believe that it is cut.',
    remedy: 'Write `"true"`, or remove the annotation.',
    example: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/quarantine': 'yes' } } },
    nearMiss: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/quarantine': 'true' } } },
  },
  MCP110: {
    level: 'error',
    stored: 'refused',
    title: 'The pod breaks the Pod Security level that is enforced',
    why: 'A server could take over its node, or the pod would be refused by the namespace without a word in the spec.',
    remedy: 'Remove the field, or let the cluster’s administrator lower `podSecurity.enforce` in the settings.',
    settings: { podSecurity: { enforce: 'baseline' } },
    example: template({ hostNetwork: true }),
    nearMiss: template({ hostNetwork: false }),
  },
  MCP111: {
    level: 'warning',
    title: 'The pod breaks the Pod Security level that is recommended',
    why: 'Namespaces with that level refuse it; the server has more rights than it most likely needs.',
    remedy:
      'Follow the sentence of the finding; what is left out has safe defaults. The level is `podSecurity.warn` in the settings.',
    example: template({ containers: [{ name: 'mcp', securityContext: { runAsUser: 0 } }] }),
    nearMiss: template({ containers: [{ name: 'mcp', securityContext: { runAsUser: 1001 } }] }),
  },
  MCP112: {
    level: 'error',
    stored: 'refused',
    title: 'The pod asks for what the settings do not give away',
    why: 'Whoever may write MCPServers but no pods could choose a node, a priority, an account or a runtime for himself, or get the traffic of another Service by a label.',
    remedy:
      'Remove the field, or let the cluster’s administrator list it in `podTemplate.allowed` of the settings. Priority classes that begin with `system-` have to be listed by name, also where `*` allows all others.',
    example: template({ priorityClassName: 'system-cluster-critical' }),
    nearMiss: template({ priorityClassName: 'cluster-critical' }),
  },
  MCP160: {
    level: 'error',
    stored: 'held',
    title: 'The defaults of the namespace cannot be read',
    why: 'ConfigMap `mcp-defaults` may hold rules that are stricter than the settings; without them a server could do more than the namespace allows. Nothing new is started, and what runs stays as it is.',
    remedy: 'Correct the ConfigMap as the message says, or remove it: the settings then hold alone.',
    settings: { namespaceDefaults: { enabled: true } },
    example: { metadata: { name: 'mcp-defaults' }, data: { 'defaults.yaml': 'podSecurity: {enforce: strict}\n' } },
    nearMiss: { metadata: { name: 'mcp-defaults' }, data: { 'defaults.yaml': 'podSecurity: {enforce: restricted}\n' } },
    foundBy: 'sync',
    kind: 'ConfigMap',
  },
  MCP120: {
    level: 'error',
    stored: 'refused',
    title: 'An image is not allowed by the image policy',
    why: 'The settings say where images may come from and whether they must be pinned, with `mode: deny`.',
    remedy: 'Use an image from an allowed registry, pinned by its digest if the message says so.',
    settings: { imagePolicy: { registries: ['registry.example.com/mcp'], requireDigest: true, mode: 'deny' } },
    example: { spec: { image: 'registry.example.com/mcp/fetch:1.4.0' } },
    nearMiss: { spec: { image: PINNED } },
  },
  MCP121: {
    level: 'warning',
    title: 'An image is not in line with the image policy',
    why: 'The settings say where images may come from and whether they must be pinned, with `mode: warn`.',
    remedy: 'Use an image from an allowed registry, pinned by its digest if the message says so.',
    settings: { imagePolicy: { registries: ['registry.example.com/mcp'], mode: 'warn' } },
    example: { spec: { image: 'registry.example.com/mcp-evil/fetch:1.4.0' } },
    nearMiss: { spec: { image: 'registry.example.com/mcp/fetch:1.4.0' } },
  },
};
