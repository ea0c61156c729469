// Children: what follows from the transport. Every difference between transports is a column of this table.

import type { Transport } from '../decode/server.ts';

/** What a transport means for the children. */
export interface TransportTraits {
  /** The backend serves HTTP on `mcpPort`: it gets Services, a readiness probe and port variables, and the proxy calls it by URL. */
  readonly listens: boolean;
  /** The proxy attaches to the backend's standard input through the API server, so it needs a token and rights. */
  readonly attaches: boolean;
  /** The backend container declares `mcpPort`. ToolHive does so for sse only; the port works without it. */
  readonly declaresPort: boolean;
  /** Most pods of proxy and backend. One attached process cannot be shared. */
  readonly maxReplicas: number;
}

const HTTP = { listens: true, attaches: false, maxReplicas: Number.POSITIVE_INFINITY } as const;

/** The traits of each transport. */
export const TRANSPORT_TRAITS: Readonly<Record<Transport, TransportTraits>> = {
  stdio: { listens: false, attaches: true, declaresPort: false, maxReplicas: 1 },
  sse: { ...HTTP, declaresPort: true },
  'streamable-http': { ...HTTP, declaresPort: false },
};
