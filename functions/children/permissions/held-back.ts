// Permissions: before its first start a restricted backend waits until its NetworkPolicy exists.

import { findObject, type ObjectMap } from '../../decode/observed.ts';
import type { Compiled } from '../../compile/compiled.ts';
import { backendPolicyName } from '../../decode/names.ts';
import { observedStatefulSet } from '../observed-workloads.ts';
import { NETWORK_POLICY_VERSION } from './policy-rules.ts';

/**
 * Whether the backend's StatefulSet has to wait. Metacontroller applies kinds in alphabetical order of their groups, `apps`
 * before `networking.k8s.io`, and goes on when one is refused: without waiting, a backend could run unprotected, for ever if
 * the policy is never accepted. A StatefulSet that exists is always returned, for leaving it out would delete it.
 */
export function waitsForPolicy({ settings, server, access }: Compiled, observed: ObjectMap): boolean {
  if (!settings.networkPolicy.enabled || observedStatefulSet(server, observed) !== undefined) return false;
  if (access.isUnrestricted) return false;
  const policy = { apiVersion: NETWORK_POLICY_VERSION, kind: 'NetworkPolicy' };
  return findObject(observed, policy, { namespace: server.namespace, name: backendPolicyName(server) }) === undefined;
}
