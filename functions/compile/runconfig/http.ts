// Runconfig: how the proxy speaks to its clients.

import type { Server } from '../../decode/server.ts';
import type { ProxyMode } from '../../decode/transports.ts';

/** `trust_proxy_headers`; absent when false. */
export function trustProxyHeaders({ spec }: Server): { readonly trust_proxy_headers?: true } {
  return spec.trustProxyHeaders === true ? { trust_proxy_headers: true } : {};
}

/** `proxy_mode`, the effective one. */
export function proxyMode(server: Server): { readonly proxy_mode: ProxyMode } {
  return { proxy_mode: server.proxyMode };
}

/** `endpoint_prefix`; absent when empty. */
export function endpointPrefix({ spec }: Server): { readonly endpoint_prefix?: string } {
  const { endpointPrefix: prefix } = spec;
  return prefix === undefined || prefix === '' ? {} : { endpoint_prefix: prefix };
}
