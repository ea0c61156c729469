// Part of status: the policies of a server, desired and observed.

import { isEqual } from '../kube/json-equal.ts';
import { readMember } from '../kube/json-reader.ts';
import { isObject, type KubeObject } from '../kube/object.ts';
import type { StatusInput } from './input.ts';
import { findObserved } from './ownership.ts';

/** A rule that somebody adds where we ask for none would stay: neither way of applying removes it. */
export function differsFromDesired(policy: KubeObject, observed: KubeObject): boolean {
  const [desired, found] = [policy['spec'], observed['spec']];
  return policy.kind === 'NetworkPolicy' && isObject(desired) && isObject(found) && !isEqual(desired, found);
}

/** NetworkPolicies that are asked for and absent, or not as they were asked for. */
export function listOpenPolicies({ desired, observed, compiled: { server } }: StatusInput): readonly KubeObject[] {
  return desired.filter((policy) => {
    if (policy.kind !== 'NetworkPolicy') return false;
    const found = findObserved(observed, server, policy);
    return found === undefined || differsFromDesired(policy, found);
  });
}

/** NetworkPolicies do not select pods in the network of their node. */
export function isInNodeNetwork({ desired }: StatusInput): boolean {
  const backend = desired.find(({ kind }) => kind === 'StatefulSet');
  return readMember(backend, 'spec', 'template', 'spec', 'hostNetwork') === true;
}
