// Registry: findings about the proxy, scaling, restarts and muting.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type ProxyCode =
  | 'MCP030'
  | 'MCP031'
  | 'MCP032'
  | 'MCP033'
  | 'MCP034'
  | 'MCP035'
  | 'MCP036'
  | 'MCP037'
  | 'MCP038'
  | 'MCP039'
  | 'MCP063'
  | 'MCP064'
  | 'MCP065'
  | 'MCP066'
  | 'MCP067';

function proxyVariable(name: string, value: string): FindingEntry['example'] {
  return { spec: { resourceOverrides: { proxyDeployment: { env: [{ name, value }] } } } };
}

/** Rows of this area. */
export const PROXY_FINDINGS: Readonly<Record<ProxyCode, FindingEntry>> = {
  MCP030: {
    level: 'warning',
    title: 'Nobody is asked who calls, where it matters',
    why: 'Without an OIDC configuration the proxy accepts every caller as a local user. That is ToolHive’s default and is kept without a word while only the cluster reaches the proxy. It is said where the spec shows that others do (`trustProxyHeaders`, `endpointPrefix`, annotations of the proxy’s Service for a load balancer, an ingress or a public name), or that policies decide by who calls. `lint --strict` says it of every server.',
    remedy:
      'Set `oidcConfigRef`. Or let only trusted pods reach the proxy, by the setting `networkPolicy.proxyIngress` or a NetworkPolicy of your own, and mute this code.',
    example: { spec: { trustProxyHeaders: true } },
    nearMiss: { spec: { trustProxyHeaders: true, oidcConfigRef: { name: 'company', audience: 'fetch' } } },
  },
  MCP031: {
    level: 'warning',
    title: 'The sse transport is deprecated',
    why: 'The Model Context Protocol replaced it by streamable HTTP in its revision of 2025-03-26; clients are dropping it.',
    remedy: 'Use `streamable-http` where the server speaks it.',
    example: { spec: { transport: 'sse' } },
    nearMiss: { spec: { transport: 'streamable-http' } },
  },
  MCP032: {
    level: 'warning',
    title: 'A field has no effect here',
    why: 'It belongs to another transport, mode or provider, or another field says the same. Whoever wrote it expects something that does not happen.',
    remedy: 'Remove the field, or change what it depends on; the message names both.',
    example: { spec: { endpointPrefix: '/team-a' } },
    nearMiss: { spec: { transport: 'stdio', proxyMode: 'streamable-http' } },
  },
  MCP033: {
    level: 'warning',
    title: 'A stdio server runs once only',
    why: 'The proxy is attached to the standard input of one process, so one proxy and one backend are started whatever the spec says.',
    remedy: 'Remove `replicas` and `backendReplicas`, or use an HTTP transport.',
    example: { spec: { transport: 'stdio', replicas: 2 } },
    nearMiss: { spec: { transport: 'stdio', replicas: 1 } },
  },
  MCP034: {
    level: 'warning',
    title: 'Several proxies without shared sessions',
    why: 'Each proxy keeps its sessions in its own memory; a client that reaches another replica loses its session.',
    remedy: 'Set `sessionStorage` with provider `redis`.',
    example: { spec: { replicas: 2 } },
    nearMiss: { spec: { replicas: 2, sessionStorage: { provider: 'redis', address: 'redis.cache:6379' } } },
  },
  MCP035: {
    level: 'error',
    stored: 'held',
    title: 'Redis has no address',
    why: 'The proxy could not store a session.',
    remedy: 'Set `sessionStorage.address` to host and port, for example `redis.cache:6379`.',
    example: { spec: { sessionStorage: { provider: 'redis' } } },
    nearMiss: { spec: { sessionStorage: { provider: 'memory' } } },
  },
  MCP036: {
    level: 'warning',
    title: 'The restart annotation is not a time',
    why: 'A value that is not an RFC 3339 time is ignored, as ToolHive ignores it, so the restart that was asked for does not happen.',
    remedy: 'Write a time such as `2026-01-31T12:00:00Z`.',
    example: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/restarted-at': 'yesterday' } } },
    nearMiss: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/restarted-at': '2026-01-31T12:00:00Z' } } },
  },
  MCP037: {
    level: 'warning',
    title: 'The restart strategy behaves as `rolling`',
    why: '`immediate` would delete pods, which the hooks cannot and need not do; other values are unknown.',
    remedy: 'Remove the annotation or set it to `rolling`.',
    example: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/restart-strategy': 'immediate' } } },
    nearMiss: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/restart-strategy': 'rolling' } } },
  },
  MCP038: {
    level: 'warning',
    title: 'A code that cannot be muted',
    why: 'The annotation `mcpserver.toolhive.stacklok.dev/ignore-warnings` mutes warnings only; an error or an unknown code in it has no effect.',
    remedy: 'Correct or remove the code.',
    example: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': 'MCP012' } } },
    nearMiss: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': 'MCP013, MCP031' } } },
  },
  MCP039: {
    level: 'warning',
    title: 'A value of the suspend annotation that has no effect',
    why: 'Only "true" takes the pods away; whoever wrote another value may believe that the server is stopped, or will start again.',
    remedy: 'Write `"true"`, or remove the annotation.',
    example: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/suspend': 'yes' } } },
    nearMiss: { metadata: { annotations: { 'mcpserver.toolhive.stacklok.dev/suspend': 'true' } } },
  },
  MCP063: {
    level: 'warning',
    title: 'A label or annotation of the operator cannot be overridden',
    why: 'Selectors, take-over and rollouts depend on it, so the operator’s value wins, as in ToolHive.',
    remedy: 'Remove the key from `resourceOverrides` or `podTemplateSpec.metadata`.',
    example: { spec: { resourceOverrides: { proxyDeployment: { labels: { app: 'fetch' } } } } },
    nearMiss: { spec: { resourceOverrides: { proxyDeployment: { labels: { team: 'fetch' } } } } },
  },
  MCP064: {
    level: 'error',
    stored: 'held',
    title: 'A label or annotation breaks the rules of Kubernetes',
    why: 'The API server would refuse the generated object.',
    remedy:
      'Keys are `[prefix/]name` with a name of at most 63 letters, digits, `-`, `_` and `.`; label values follow the same rule and may be empty.',
    example: { spec: { resourceOverrides: { proxyService: { labels: { team: 'data & web' } } } } },
    nearMiss: { spec: { resourceOverrides: { proxyService: { annotations: { team: 'data & web' } } } } },
  },
  MCP065: {
    level: 'error',
    stored: 'runs',
    title: 'A label or annotation belongs to the machinery of the cluster',
    why: 'Metacontroller refuses all children of a server when one of them brings `controller-uid`, and decides by its own annotations what to change; the Deployment controller writes `deployment.kubernetes.io/` without end when something else does too.',
    remedy: 'Remove the key from `resourceOverrides` or `podTemplateSpec.metadata`.',
    example: { spec: { resourceOverrides: { proxyService: { labels: { 'controller-uid': 'x' } } } } },
    nearMiss: { spec: { resourceOverrides: { proxyService: { annotations: { 'controller-uid': 'x' } } } } },
  },
  MCP066: {
    level: 'error',
    stored: 'refused',
    title: 'The settings deny a variable that changes what the proxy trusts or runs',
    why: 'The proxy sees the tokens of all callers: with another certificate authority, another way out or another library somebody reads them. `proxy.trustEnvironment` is `deny`.',
    remedy: 'Remove the variable, or let the cluster’s administrator set `proxy.trustEnvironment` to `warn`.',
    settings: { proxy: { trustEnvironment: 'deny' } },
    example: proxyVariable('LD_PRELOAD', '/tmp/x.so'),
    nearMiss: proxyVariable('LDAP_URL', 'ldaps://ldap.example.com:636'),
  },
  MCP067: {
    level: 'warning',
    title: 'A variable changes what the proxy trusts or runs',
    why: 'The proxy sees the tokens of all callers: with another certificate authority, another way out or another library somebody reads them.',
    remedy:
      'Remove the variable unless it is meant. For a certificate authority use the CA bundle of the OIDC configuration.',
    example: proxyVariable('HTTPS_PROXY', 'http://egress.example.com:3128'),
    nearMiss: proxyVariable('PROXY_MODE', 'strict'),
  },
};
