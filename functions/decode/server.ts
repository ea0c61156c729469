// Step: from a decoded MCPServer to the server that the children and the status are built from.

import type { MCPServerSpec } from '../../schemas/generated/mcp-server.ts';

/** How the backend speaks. */
export type Transport = 'stdio' | 'sse' | 'streamable-http';

/** How the proxy speaks to clients. */
export type ProxyMode = 'sse' | 'streamable-http';

/** Fields that old releases of the schema had; `translateLegacyFields` moves them, so the steps after it never see them. */
export type LegacyField = 'port' | 'targetPort' | 'tools' | 'oidcConfig' | 'telemetry';

/** A spec without legacy fields and without fields of two shapes. */
export type CanonicalSpec = Omit<MCPServerSpec, LegacyField | 'groupRef'> & {
  readonly groupRef?: { readonly name: string };
};

/** One MCPServer object, translated and defaulted: what all later steps read. */
export interface Server {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly generation: number;
  readonly deleting: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: CanonicalSpec;
  readonly transport: Transport;
  /** Effective mode: `spec.proxyMode` for stdio, otherwise the transport itself. */
  readonly proxyMode: ProxyMode;
  /** 1..65535, 8080 unless set. */
  readonly proxyPort: number;
  /** 1..65535, 8080 unless set. */
  readonly mcpPort: number;
}
