// The transports: every difference between them is a column of this table. Values come from the schema, so that one more
// there does not compile before it has a row here, and then wherever something else is kept by transport.

import type { MCPServerSpec } from '../../schemas/generated/mcp-server.ts';

/** How the backend speaks. */
export type Transport = NonNullable<MCPServerSpec['transport']>;

/** How the proxy speaks to clients. */
export type ProxyMode = NonNullable<MCPServerSpec['proxyMode']>;

/** What a transport means. */
export interface TransportTraits {
  /** The backend serves HTTP on `mcpPort`: it gets Services, a readiness probe and port variables, and the proxy calls it by URL. */
  readonly listens: boolean;
  /** The proxy attaches to the backend's standard input through the API server, so it needs a token and rights, and ends with it. */
  readonly attaches: boolean;
  /** The backend container declares `mcpPort`. ToolHive does so for sse only; the port works without it. */
  readonly declaresPort: boolean;
  /** Most pods of proxy and backend. One attached process cannot be shared. */
  readonly maxReplicas: number;
  /** How the proxy speaks to clients; undefined where `spec.proxyMode` says it. */
  readonly proxyMode: ProxyMode | undefined;
  /** The Model Context Protocol has left it behind. */
  readonly isDeprecated: boolean;
}

const HTTP = { listens: true, attaches: false, maxReplicas: Number.POSITIVE_INFINITY } as const;

/** The traits of each transport, in the order in which people are offered them. */
export const TRANSPORT_TRAITS: Readonly<Record<Transport, TransportTraits>> = {
  'streamable-http': { ...HTTP, declaresPort: false, proxyMode: 'streamable-http', isDeprecated: false },
  sse: { ...HTTP, declaresPort: true, proxyMode: 'sse', isDeprecated: true },
  stdio: {
    listens: false,
    attaches: true,
    declaresPort: false,
    maxReplicas: 1,
    proxyMode: undefined,
    isDeprecated: false,
  },
};

/** All of them. */
export const TRANSPORTS: readonly Transport[] = Object.keys(TRANSPORT_TRAITS).filter(isTransport);

/** ToolHive's default. */
const DEFAULT_TRANSPORT: Transport = 'stdio';

const PROXY_MODES: Readonly<Record<ProxyMode, true>> = { sse: true, 'streamable-http': true };

/** The transport of this name. */
export function parseTransport(name: unknown): Transport | undefined {
  return isTransport(name) ? name : undefined;
}

/** The proxy mode of this name. */
export function parseProxyMode(name: unknown): ProxyMode | undefined {
  return isProxyMode(name) ? name : undefined;
}

/** Transport and effective mode of a spec; what no schema has checked falls back to the default. */
export function transportOf(spec: { readonly transport?: unknown; readonly proxyMode?: unknown }): {
  readonly transport: Transport;
  readonly proxyMode: ProxyMode;
} {
  const transport = parseTransport(spec.transport) ?? DEFAULT_TRANSPORT;
  const chosen = parseProxyMode(spec.proxyMode) ?? 'streamable-http';
  return { transport, proxyMode: TRANSPORT_TRAITS[transport].proxyMode ?? chosen };
}

function isTransport(name: unknown): name is Transport {
  return typeof name === 'string' && Object.hasOwn(TRANSPORT_TRAITS, name);
}

function isProxyMode(name: unknown): name is ProxyMode {
  return typeof name === 'string' && Object.hasOwn(PROXY_MODES, name);
}
