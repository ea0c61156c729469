// Part of status: the address of the server inside the cluster.

import { proxyServiceName } from '../decode/names.ts';
import type { ProxyMode } from '../decode/transports.ts';
import { findObject } from '../decode/observed.ts';
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
export function computeUrl({ compiled: { server }, observed, previous, hold }: StatusInput): string | undefined {
  const { name, namespace, proxyMode, proxyPort } = server;
  const service = { namespace, name: proxyServiceName(server) };
  if (findObject(observed, { apiVersion: 'v1', kind: 'Service' }, service) === undefined) return undefined;
  const kept = hold.cause !== undefined || hold.isQuarantined ? readText(previous, 'url') : undefined;
  return kept ?? `http://${service.name}.${namespace}.svc.cluster.local:${proxyPort}${PATHS[proxyMode](name)}`;
}
