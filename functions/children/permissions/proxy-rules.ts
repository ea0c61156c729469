// Permissions: the egress rules that let a proxy reach what it was configured to reach. The denied ranges of the settings apply
// here as for backends; destinations in the cluster are opened by namespace, and the API server is the one exception.

import type {
  NetworkPolicyEgressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from 'kubernetes-types/networking/v1.d.ts';
import type { Settings } from '../../decode/settings.ts';
import { ANY_ADDRESS, type Cidr, containsCidr, parseCidr, reduceCidrs } from '../../kube/cidr.ts';
import { LINK_LOCAL } from './link-local.ts';
import { withEmbeddedForms } from '../../kube/embedded-ipv4.ts';
import { oncePer } from '../../kube/lazy.ts';
import type { Compiled } from '../../compile/compiled.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';
import type { DeniedRanges } from '../../compile/permissions/denied-ranges.ts';
import { openAddresses, openBlocks } from '../../compile/permissions/backend-access.ts';
import { extraRules } from './extra-egress.ts';
import { hostPlace, OUTSIDE } from './host-place.ts';
import { namespacePeer, tcpPorts } from './policy-rules.ts';
import { proxyDestinations } from './proxy-destinations.ts';

/** Peers of a rule; undefined means every address, an empty list none. */
type Peers = readonly NetworkPolicyPeer[] | undefined;

interface Reach {
  readonly namespaces: readonly string[];
  readonly outsidePorts: readonly number[];
  readonly needsApiServer: boolean;
}

/** Whether a proxy may connect to everything: the settings open all of it, and close nothing. */
export function isUnrestricted({ settings, denied }: Compiled): boolean {
  return settings.networkPolicy.proxyEgress.mode === 'open' && denied.all.length === 0;
}

/** Rules for everything but the backend and look-ups. A rule never has an empty list, which would mean everything. */
export function destinationRules(compiled: Compiled): NetworkPolicyEgressRule[] {
  const { settings, server, denied } = compiled;
  const { mode } = settings.networkPolicy.proxyEgress;
  const { namespaces, outsidePorts, needsApiServer } = allowedReach(compiled);
  const apiServer = { peers: apiServerPeers(settings), ports: needsApiServer ? apiServerPorts(settings) : [] };
  const outside = { peers: outsidePeers(denied), ports: outsidePorts };
  const byPort =
    apiServer.peers === undefined && outside.peers === undefined ? [joined(apiServer, outside)] : [apiServer, outside];
  const pods = namespaces.map((namespace) => namespacePeer(namespace, server.namespace));
  const everything = mode === 'open' ? (outsidePeers(denied) ?? []) : [];
  return [
    ...byPort.flatMap(portRule),
    ...[everything, pods].flatMap((to) => (to.length > 0 ? [{ to: [...to] }] : [])),
    ...extraRules(settings, server.namespace),
  ];
}

/** With a list, what a spec names opens nothing; the API server is no place of its choice. */
function allowedReach(compiled: Compiled): Reach {
  const reach = proxyReach(compiled);
  const isList = compiled.settings.networkPolicy.proxyEgress.mode === 'list';
  return isList ? { ...reach, namespaces: [], outsidePorts: [] } : reach;
}

/** Policies judge the port of the pod, which only the Service knows, so names inside the cluster say no port. */
function proxyReach(compiled: Compiled): Reach {
  const { server, references } = compiled;
  const places = proxyDestinations(compiled).map(({ host, port }) => ({
    port,
    place: host === undefined ? OUTSIDE : hostPlace(host, server.namespace),
  }));
  const attaches = TRANSPORT_TRAITS[server.transport].attaches;
  const asksForKeys = references.oidc?.readsAccountToken === true || places.some(({ place }) => place.isApiServer);
  return {
    namespaces: [...new Set(places.flatMap(({ place }) => place.namespace ?? []))].toSorted(),
    outsidePorts: places.filter(({ place }) => place.isOutside).map(({ port }) => port),
    needsApiServer: attaches || asksForKeys,
  };
}

function outsidePeers(denied: DeniedRanges): Peers {
  return denied.all.length === 0 ? undefined : blockPeers(openAddresses(denied));
}

/**
 * Its addresses, where the settings name them. Otherwise it may be anywhere, most often at a private address that is denied;
 * denied link-local ranges and single addresses stay closed, because they are not the API server's. Cilium does
 * not count the API server to any block of addresses.
 */
const apiServerPeers: (settings: Settings) => Peers = oncePer(({ networkPolicy, permissionProfiles }) => {
  const known = parseCidrs(networkPolicy.apiServerCIDRs);
  if (known.length > 0) return blockPeers(openBlocks(known, []));
  const denied = reduceCidrs(withEmbeddedForms(neverApiServer(parseCidrs(permissionProfiles.network.except))));
  if (denied.length === 0 || permissionProfiles.hostRules === 'cilium') return undefined;
  return blockPeers(openBlocks(ANY_ADDRESS, denied));
});

function neverApiServer(denied: readonly Cidr[]): readonly Cidr[] {
  return [
    ...denied.filter(({ family, prefix }) => prefix === (family === 4 ? 32 : 128)),
    ...denied.filter((cidr) => LINK_LOCAL.some((outer) => containsCidr(outer, cidr))),
    ...LINK_LOCAL.filter((inner) => denied.some((cidr) => containsCidr(cidr, inner))),
  ];
}

function apiServerPorts({ networkPolicy }: Settings): readonly number[] {
  return networkPolicy.apiServerPorts;
}

function blockPeers(blocks: ReturnType<typeof openBlocks>): Peers {
  return blocks.map((ipBlock) => ({ ipBlock }));
}

function parseCidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

interface PortRule {
  readonly peers: Peers;
  readonly ports: readonly number[];
}

function joined(left: PortRule, right: PortRule): PortRule {
  return { peers: undefined, ports: [...left.ports, ...right.ports] };
}

function portRule({ peers, ports }: PortRule): readonly NetworkPolicyEgressRule[] {
  if (ports.length === 0 || peers?.length === 0) return [];
  const sorted: NetworkPolicyPort[] = tcpPorts([...new Set(ports)].toSorted((left, right) => left - right));
  return [{ ...(peers !== undefined && { to: [...peers] }), ports: sorted }];
}
