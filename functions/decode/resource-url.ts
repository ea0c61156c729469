// Step: the address that the tokens of a server are for.

import type { Server } from './server.ts';
import { proxyServiceName } from './names.ts';

/** What the server says, or the Service of its proxy: without a path, so that it covers every path (RFC 9728, RFC 8707). */
export function resourceUrlOf(server: Server, { resourceUrl }: { readonly resourceUrl?: string }): string {
  return resourceUrl ?? `http://${proxyServiceName(server)}.${server.namespace}.svc.cluster.local:${server.proxyPort}`;
}
