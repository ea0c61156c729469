// Permissions: the ways out of a backend whose profile cannot be read any more: those that were last enforced, without what the
// settings close today.

import type { NetworkPolicyEgressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts';
import type { Settings } from '../../decode/settings.ts';
import { ANY_ADDRESS, type Cidr, formatCidr, parseCidr, reduceCidrs } from '../../kube/cidr.ts';
import { readMember } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { openBlocks, settingsFloor } from './backend-access.ts';

/** Ways out of a proven `N-mcp`, never wider than they were; none without one. */
export function lastEnforcedEgress(policy: KubeObject | undefined, settings: Settings): NetworkPolicyEgressRule[] {
  const rules = readMember(policy, 'spec', 'egress');
  const floor = settingsFloor(settings);
  if (!Array.isArray(rules)) return [];
  // The policy is one that this operator made, so its rules have the shape that it gives them.
  return (rules as readonly NetworkPolicyEgressRule[]).flatMap((rule) => withoutFloor(rule, floor) ?? []);
}

/** A rule without peers leads everywhere; one that loses all its peers must not become such a rule. */
function withoutFloor(rule: NetworkPolicyEgressRule, floor: readonly Cidr[]): NetworkPolicyEgressRule | undefined {
  if (floor.length === 0) return rule;
  const peers = rule.to ?? ANY_ADDRESS.map((any) => ({ ipBlock: { cidr: formatCidr(any) } }));
  const to = peers.flatMap((peer) => openPeers(peer, floor));
  return to.length === 0 ? undefined : { ...rule, to };
}

/** Pods are named for look-ups only; addresses lose what is closed, in addition to what they excepted before. */
function openPeers(peer: NetworkPolicyPeer, floor: readonly Cidr[]): readonly NetworkPolicyPeer[] {
  const { ipBlock } = peer;
  if (ipBlock === undefined) return [peer];
  const [cidr, ...excepted] = [ipBlock.cidr, ...(ipBlock.except ?? [])].flatMap((text) => parseCidr(text) ?? []);
  if (cidr === undefined) return [];
  return openBlocks([cidr], reduceCidrs([...floor, ...excepted])).map((block) => ({ ipBlock: block }));
}
