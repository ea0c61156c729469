// Condition Quarantined: whether the network of a server that shall be cut off really is; absent without the annotation.

import { asksForQuarantine, QUARANTINE } from '../../compile/annotations.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { objectPhrase } from '../ownership.ts';
import { isInNodeNetwork, listOpenPolicies } from '../policies.ts';

const TYPE = 'Quarantined';

/** True when the closed policies are in the cluster as they were asked for, and select the pods. */
export function computeQuarantined({ input }: Facts): ConditionDraft | undefined {
  if (!asksForQuarantine(input.compiled.server.annotations)) return undefined;
  if (isInNodeNetwork(input)) {
    const message =
      'The pods use the network of their node, which NetworkPolicies do not cut: scale the server to zero, or take the node off the network';
    return { type: TYPE, status: 'False', reason: 'HostNetwork', message };
  }
  const [open] = listOpenPolicies(input);
  if (open !== undefined) {
    const message = `${objectPhrase(open)} is not yet as asked for`;
    return { type: TYPE, status: 'False', reason: 'NotYetCut', message };
  }
  const message = `All connections of backend and proxy are closed, which the network plugin of the cluster has to support; connections that were open may live on until they end. Pods are kept, and changes of the spec wait, until the annotation ${QUARANTINE} is removed`;
  return { type: TYPE, status: 'True', reason: 'NetworkCut', message };
}
