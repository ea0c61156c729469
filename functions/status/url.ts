// Part of status: the address of the server, outside of the cluster where it has one there.

import { routeHost } from '../compile/companions.ts';
import { companionName, proxyServiceName } from '../decode/names.ts';
import type { ProxyMode } from '../decode/transports.ts';
import { findObject, listAllObjects } from '../decode/observed.ts';
import type { StatusInput } from './input.ts';
import { readText } from '../kube/json-reader.ts';

/** Path and fragment by the way the proxy speaks to clients. */
const PATHS = {
  'streamable-http': () => '/mcp',
  sse: (name) => `/sse#${name}`,
} as const satisfies Record<ProxyMode, (name: string) => string>;

/**
 * The URL, computed again each time, once the Service that it names is there. While the server is held the
 * children stay as they were, and so does their URL.
 */
export function computeUrl(input: StatusInput): string | undefined {
  const { observed, previous, hold, compiled } = input;
  const { server } = compiled;
  const { name, namespace, proxyMode, proxyPort } = server;
  const service = { namespace, name: proxyServiceName(server) };
  if (findObject(observed, { apiVersion: 'v1', kind: 'Service' }, service) === undefined) return undefined;
  const kept = hold.cause !== undefined || hold.isQuarantined ? readText(previous, 'url') : undefined;
  const origin = outsideOrigin(input) ?? `http://${service.name}.${namespace}.svc.cluster.local:${proxyPort}`;
  return kept ?? `${origin}${PATHS[proxyMode](name)}`;
}

/** The address outside of the cluster, once the route to it is there. */
function outsideOrigin({ compiled: { server, settings }, observed }: StatusInput): string | undefined {
  const { kind, tls } = settings.companions.routes;
  const host = routeHost({ server, settings });
  if (host === undefined) return undefined;
  const isThere = listAllObjects(observed).some(
    (object) => object.kind === kind && object.metadata.name === companionName(server),
  );
  return isThere ? `${tls ? 'https' : 'http'}://${host}` : undefined;
}
