// Children of a server in quarantine: every connection of its pods is closed, and the pods are kept for those who look into them.

import type { NetworkPolicySpec } from 'kubernetes-types/networking/v1.d.ts';
import { hasWorkloads } from '../decode/observed.ts';
import type { KubeObject } from '../kube/object.ts';
import type { BuildInput } from './input.ts';
import { backendPolicySelector, type Labels, proxySelector, standardLabels } from './labels.ts';
import { childMetadata } from './metadata.ts';
import { backendPolicyName, proxyPolicyName } from './names.ts';
import { NETWORK_POLICY_VERSION } from './permissions/policy-rules.ts';

/** Kinds that open the network: each policy adds to the others, so all of them have to go. */
const POLICY_KINDS: ReadonlySet<string> = new Set(['NetworkPolicy', 'CiliumNetworkPolicy', 'FQDNNetworkPolicy']);

/** Kinds that run something. */
const WORKLOAD_KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/**
 * The children with both policies closed in both directions, whatever profile and settings say, and without the objects of a
 * name-aware engine. Of a server that does not run yet nothing is started.
 */
export function quarantineChildren(input: BuildInput, children: readonly KubeObject[]): readonly KubeObject[] {
  const { server, observed } = input;
  const kept = children.filter(
    ({ kind }) => !POLICY_KINDS.has(kind) && (hasWorkloads(observed) || !WORKLOAD_KINDS.has(kind)),
  );
  return [
    ...kept,
    closedPolicy(input, {
      name: backendPolicyName(server),
      selector: backendPolicySelector(server),
      component: 'backend',
    }),
    closedPolicy(input, { name: proxyPolicyName(server), selector: proxySelector(server), component: 'proxy' }),
  ];
}

interface Closed {
  readonly name: string;
  readonly selector: Labels;
  readonly component: 'backend' | 'proxy';
}

/** A direction that is named and has no rules is closed. */
function closedPolicy({ server }: BuildInput, { name, selector, component }: Closed): KubeObject {
  const spec: NetworkPolicySpec = { podSelector: { matchLabels: { ...selector } }, policyTypes: ['Ingress', 'Egress'] };
  return {
    apiVersion: NETWORK_POLICY_VERSION,
    kind: 'NetworkPolicy',
    metadata: childMetadata(server, { name, labels: standardLabels(server, component) }),
    spec,
  };
}
