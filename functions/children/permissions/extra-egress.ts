// Permissions: the places that the settings open to every proxy, whatever its server says.

import type { NetworkPolicyEgressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts';
import type { ProxyEgressEntry, Settings } from '../../decode/settings.ts';
import { type Cidr, containsCidr, formatCidr, parseCidr, reduceCidrs } from '../../kube/cidr.ts';
import { withEmbeddedForms } from '../../kube/embedded-ipv4.ts';
import { openBlocks } from '../../compile/permissions/backend-access.ts';
import { LINK_LOCAL } from './link-local.ts';
import { namespacePeer, tcpPorts } from './policy-rules.ts';

/** One rule for each entry, in their order; an entry of which nothing is left has none, for a rule without peers opens all. */
export function extraRules(settings: Settings, ownNamespace: string): readonly NetworkPolicyEgressRule[] {
  return settings.networkPolicy.proxyEgress.extra.flatMap((entry) => {
    const to = entry.cidr === undefined ? [podsOf(entry, ownNamespace)] : blocksOf(entry.cidr, settings);
    if (to.length === 0) return [];
    return [{ to, ...(entry.ports !== undefined && { ports: tcpPorts([...new Set(entry.ports)]) }) }];
  });
}

function podsOf({ namespace, podLabels }: ProxyEgressEntry, ownNamespace: string): NetworkPolicyPeer {
  const place = namespacePeer(namespace ?? ownNamespace, ownNamespace);
  return podLabels === undefined ? place : { ...place, podSelector: { matchLabels: { ...podLabels } } };
}

function blocksOf(text: string, settings: Settings): NetworkPolicyPeer[] {
  const cidr = parseCidr(text);
  if (cidr === undefined) return [];
  return openBlocks([cidr], deniedOf(cidr, settings)).map((ipBlock) => ({ ipBlock }));
}

/**
 * What stays closed of a block. Where the same administrator closes a wide block and opens a narrow one in it, the narrow one
 * is meant: a private identity provider where private addresses are denied. Link-local addresses, and what a namespace has
 * closed for itself, are not opened by that.
 */
function deniedOf(cidr: Cidr, { permissionProfiles: { network } }: Settings): readonly Cidr[] {
  const ofNamespace = new Set(network.exceptOfNamespace);
  const isMetadata = LINK_LOCAL.some((block) => containsCidr(block, cidr));
  const denied = network.except.flatMap((text) => {
    const closed = parseCidr(text);
    if (closed === undefined) return [];
    const isWider = containsCidr(closed, cidr) && formatCidr(closed) !== formatCidr(cidr);
    return isWider && !isMetadata && !ofNamespace.has(text) ? [] : [closed];
  });
  return reduceCidrs(withEmbeddedForms(denied));
}
