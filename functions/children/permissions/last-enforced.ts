// Permissions: the ways out of a backend whose profile cannot be read any more: those that were last enforced, without what the
// settings close today.

import type { NetworkPolicyEgressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts';
import { ANY_ADDRESS, type Cidr, formatCidr, parseCidr, reduceCidrs } from '../../kube/cidr.ts';
import { readMember } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import type { DeniedRanges } from '../../compile/permissions/denied-ranges.ts';
import { openBlocks } from '../../compile/permissions/backend-access.ts';

/** Ways out of a proven `N-mcp`, never wider than they were; none without one. */
export function lastEnforcedEgress(policy: KubeObject | undefined, denied: DeniedRanges): NetworkPolicyEgressRule[] {
  const rules = readMember(policy, 'spec', 'egress');
  if (!Array.isArray(rules)) return [];
  // The policy is one that this operator made, so its rules have the shape that it gives them.
  return (rules as readonly NetworkPolicyEgressRule[]).flatMap((rule) => withoutDenied(rule, denied.all) ?? []);
}

/** A rule without peers leads everywhere; one that loses all its peers must not become such a rule. */
function withoutDenied(rule: NetworkPolicyEgressRule, denied: readonly Cidr[]): NetworkPolicyEgressRule | undefined {
  if (denied.length === 0) return rule;
  const peers = rule.to ?? ANY_ADDRESS.map((any) => ({ ipBlock: { cidr: formatCidr(any) } }));
  const to = peers.flatMap((peer) => openPeers(peer, denied));
  return to.length === 0 ? undefined : { ...rule, to };
}

/** Pods are named for look-ups only; addresses lose what is closed, in addition to what they excepted before. */
function openPeers(peer: NetworkPolicyPeer, denied: readonly Cidr[]): readonly NetworkPolicyPeer[] {
  const { ipBlock } = peer;
  if (ipBlock === undefined) return [peer];
  const [cidr, ...excepted] = [ipBlock.cidr, ...(ipBlock.except ?? [])].flatMap((text) => parseCidr(text) ?? []);
  if (cidr === undefined) return [];
  return openBlocks([cidr], reduceCidrs([...denied, ...excepted])).map((block) => ({ ipBlock: block }));
}
