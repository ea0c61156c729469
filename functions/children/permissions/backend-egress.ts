// Permissions: from where a backend may connect to, to the egress rules of its policy.

import type { NetworkPolicyEgressRule, NetworkPolicyPort } from 'kubernetes-types/networking/v1.d.ts';
import type { Settings } from '../../decode/settings.ts';
import { ANY_ADDRESS, formatCidr } from '../../kube/cidr.ts';
import type { BackendAccess } from '../../compile/permissions/backend-access.ts';
import { controlPlaneRules } from './mesh.ts';
import { dnsRules, tcpPorts } from './policy-rules.ts';

/** Egress rules of an access; none at all when nothing is open. A rule never has an empty list, which would mean everything. */
export function egressRules(access: BackendAccess, settings: Settings): NetworkPolicyEgressRule[] {
  if (access.isUnrestricted) return [{}];
  const { blocks, ports } = access;
  const open = blocks.length === 0 ? [] : [{ ...toBlocks(blocks), ...withPorts(ports) }];
  // Cilium learns addresses from look-ups that its own rule lets through.
  const hasOwnDns = access.hosts.length > 0 && settings.permissionProfiles.hostRules === 'cilium';
  const lookUps = access.needsDns && !hasOwnDns ? dnsRules(settings) : [];
  // A profile that allows no look-ups allows no sidecar that has to make them.
  return [...open, ...lookUps, ...(access.needsDns ? controlPlaneRules(settings) : [])];
}

const EVERY_ADDRESS = ANY_ADDRESS.map(formatCidr);

/** Every address is said by leaving the peers out: some network plugins do not count pods to any block. */
function toBlocks(blocks: BackendAccess['blocks']): Pick<NetworkPolicyEgressRule, 'to'> {
  const isEverything = EVERY_ADDRESS.every((any) =>
    blocks.some(({ cidr, except }) => cidr === any && except === undefined),
  );
  return isEverything ? {} : { to: blocks.map((ipBlock) => ({ ipBlock })) };
}

function withPorts(ports: readonly number[]): { readonly ports?: NetworkPolicyPort[] } {
  return ports.length === 0 ? {} : { ports: tcpPorts(ports) };
}
