// Rule: who may call the proxy, and how it speaks.

import type { Server } from '../decode/server.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { at, type Finding } from '../kube/finding.ts';
import { finding, type ValidationInput } from './rule.ts';

/**
 * A proxy without authentication is ToolHive's default and reached from inside of the cluster. It is told of where the spec
 * shows that callers come from elsewhere, or that it matters who they are.
 */
export function validateAuthentication({ server }: ValidationInput): readonly Finding[] {
  if (isAuthenticated(server)) return [];
  const [sign] = SIGNS.flatMap((signOf) => signOf(server.spec) ?? []);
  if (sign === undefined) return [];
  const { path, message } = sign;
  return [finding('MCP030', path, `${message}, and nobody is asked who he is; set oidcConfigRef.`)];
}

/** What `lint --strict` says of every server without authentication. */
export function validateOpenProxy(server: Pick<Server, 'spec' | 'legacy'>): readonly Finding[] {
  if (isAuthenticated(server)) return [];
  const message =
    'Everyone who reaches the proxy may use this server; set oidcConfigRef, or let only trusted pods reach it.';
  return [finding('MCP030', 'spec', message)];
}

/** Whether callers must show a token. */
export function isAuthenticated({ spec, legacy }: Pick<Server, 'spec' | 'legacy'>): boolean {
  return spec.oidcConfigRef !== undefined || legacy.oidcConfig !== undefined;
}

type Sign = Pick<Finding, 'path' | 'message'>;

const OUTSIDE = 'callers from outside of the cluster are expected';
const SERVICE_ANNOTATIONS = 'spec.resourceOverrides.proxyService.annotations';

/** Annotations by which a Service gets a load balancer, a public name or a way through an ingress. */
const PUBLIC =
  /external-dns|load-?balancer|ingress|gateway|tunnel|cloud\.google\.com\/neg$|tailscale\.com\/(?:expose|funnel)$/;

/** What shows in a spec that authentication matters, most telling first. */
const SIGNS: readonly ((spec: Server['spec']) => Sign | undefined)[] = [
  ({ trustProxyHeaders }) =>
    trustProxyHeaders === true
      ? { path: 'spec.trustProxyHeaders', message: `This is set behind a reverse proxy, so ${OUTSIDE}` }
      : undefined,
  ({ endpointPrefix = '' }) =>
    endpointPrefix === ''
      ? undefined
      : { path: 'spec.endpointPrefix', message: `This is set behind a reverse proxy, so ${OUTSIDE}` },
  ({ resourceOverrides }) => {
    const key = Object.keys(resourceOverrides?.proxyService?.annotations ?? {}).find((each) => PUBLIC.test(each));
    return key === undefined
      ? undefined
      : { path: at(SERVICE_ANNOTATIONS, key), message: `This makes the server reachable, so ${OUTSIDE}` };
  },
  ({ authzConfig, authzConfigRef }) => {
    if (authzConfig === undefined && authzConfigRef === undefined) return undefined;
    const path = authzConfig === undefined ? 'spec.authzConfigRef' : 'spec.authzConfig';
    return { path, message: 'Policies decide by who calls' };
  },
];

/** The transport that the protocol has left behind. */
export function validateTransport({ server }: ValidationInput): readonly Finding[] {
  if (!TRANSPORT_TRAITS[server.transport].isDeprecated) return [];
  return [
    finding(
      'MCP031',
      'spec.transport',
      `${server.transport} is deprecated by the Model Context Protocol; use streamable-http if the server speaks it.`,
    ),
  ];
}
