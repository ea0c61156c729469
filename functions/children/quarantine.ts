// Children: policies that close every connection of a server's pods, for quarantine and beside children that cannot be verified.

import type { NetworkPolicySpec } from 'kubernetes-types/networking/v1.d.ts';
import type { Server } from '../decode/server.ts';
import type { KubeObject } from '../kube/object.ts';
import { backendPolicySelector, type Labels, proxySelector, standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { backendPolicyName, proxyPolicyName } from '../decode/names.ts';
import { NETWORK_POLICY_VERSION } from './permissions/policy-rules.ts';

/**
 * Both policies closed in both directions, whatever profile and settings say. They stand alone: each policy adds to the others,
 * so the objects of a name-aware engine have to be left out beside them.
 */
export function closedPolicies(server: Server): readonly KubeObject[] {
  return [
    closedPolicy(server, {
      name: backendPolicyName(server),
      selector: backendPolicySelector(server),
      component: 'backend',
    }),
    closedPolicy(server, { name: proxyPolicyName(server), selector: proxySelector(server), component: 'proxy' }),
  ];
}

interface Closed {
  readonly name: string;
  readonly selector: Labels;
  readonly component: 'backend' | 'proxy';
}

/** A direction that is named and has no rules is closed. */
function closedPolicy(server: Server, { name, selector, component }: Closed): KubeObject {
  const spec: NetworkPolicySpec = { podSelector: { matchLabels: { ...selector } }, policyTypes: ['Ingress', 'Egress'] };
  return {
    apiVersion: NETWORK_POLICY_VERSION,
    kind: 'NetworkPolicy',
    metadata: childMetadata(server, { name, labels: standardLabels(server, component) }),
    spec,
  };
}
