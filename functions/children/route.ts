// Children: Ingress or HTTPRoute `N`, the address of a server outside of the cluster. Its host name follows from the server's name and
// namespace alone, so that no server can take that of another.

import type { IngressSpec } from 'kubernetes-types/networking/v1.d.ts';
import { routeHost } from '../compile/companions.ts';
import type { Compiled } from '../compile/compiled.ts';
import { standardLabels } from '../compile/labels.ts';
import { companionName, proxyServiceName } from '../decode/names.ts';
import type { Settings } from '../decode/settings.ts';
import type { Server } from '../decode/server.ts';
import type { ProxyMode } from '../decode/transports.ts';
import type { Fields, KubeObject } from '../kube/object.ts';
import { childMetadata } from './metadata.ts';

/** Where requests come in, and which part of the settings says how. */
interface Route {
  readonly server: Server;
  readonly routes: Settings['companions']['routes'];
  readonly host: string;
  readonly paths: readonly string[];
}

/** Where the proxy speaks MCP. */
const MCP_PATHS: Readonly<Record<ProxyMode, readonly string[]>> = {
  'streamable-http': ['/mcp'],
  sse: ['/sse', '/messages'],
};

/** What clients need and no more: `/metrics`, `/health` and whatever else the backend answers stay in the cluster. */
function outsidePaths({ server, references }: Compiled): readonly string[] {
  const signsIn = references.authServer !== undefined;
  // Of a server that is held, either may be missing.
  const asks = references.oidc !== undefined || server.spec.oidcConfigRef !== undefined;
  return [...MCP_PATHS[server.proxyMode], ...(signsIn || asks ? ['/.well-known'] : []), ...(signsIn ? ['/oauth'] : [])];
}

/** Kind and spec by the setting. Lists are written out as the API server stores them, because it compares them as a whole. */
const KINDS = {
  Ingress: { apiVersion: 'networking.k8s.io/v1', spec: ingressSpec },
  HTTPRoute: { apiVersion: 'gateway.networking.k8s.io/v1', spec: httpRouteSpec },
} as const;

/** Absent without the annotation, and where the settings have no routes. */
export function buildRoute(compiled: Compiled): KubeObject | undefined {
  const { server, settings } = compiled;
  const { routes } = settings.companions;
  const host = routeHost({ server, settings });
  if (host === undefined || routes.kind === 'none') return undefined;
  const { apiVersion, spec } = KINDS[routes.kind];
  return {
    apiVersion,
    kind: routes.kind,
    metadata: childMetadata(server, {
      name: companionName(server),
      labels: standardLabels(server, 'proxy'),
      annotations: routes.annotations,
    }),
    spec: spec({ server, routes, host, paths: outsidePaths(compiled) }),
  };
}

function ingressSpec({ server, routes, host, paths }: Route): IngressSpec {
  const service = { name: proxyServiceName(server), port: { number: server.proxyPort } };
  const { ingressClassName, tls, tlsSecret } = routes;
  const secretName = tlsSecret?.replaceAll('{name}', server.name);
  return {
    ...(ingressClassName !== undefined && { ingressClassName }),
    rules: [{ host, http: { paths: paths.map((path) => ({ path, pathType: 'Prefix', backend: { service } })) } }],
    ...(tls && { tls: [{ hosts: [host], ...(secretName !== undefined && { secretName }) }] }),
  };
}

function httpRouteSpec({ server, routes: { gateway }, host, paths }: Route): Fields {
  return {
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...gateway }],
    hostnames: [host],
    rules: [
      {
        matches: paths.map((value) => ({ path: { type: 'PathPrefix', value } })),
        backendRefs: [
          { group: '', kind: 'Service', name: proxyServiceName(server), port: server.proxyPort, weight: 1 },
        ],
      },
    ],
  };
}
