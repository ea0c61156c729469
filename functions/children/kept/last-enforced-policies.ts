// Kept children: the policies of a server whose profile cannot be read: what was last enforced, within what the settings allow.

import { isObject, type KubeObject } from '../../kube/object.ts';
import { formatCidr } from '../../kube/cidr.ts';
import { findObject, type ObjectMap } from '../../decode/observed.ts';
import { POLICY_RESOURCES } from '../../decode/controller.ts';
import { type Compiled, recompile } from '../../compile/compiled.ts';
import { backendPolicyName } from '../../decode/names.ts';
import { backendPolicy } from '../network-policy-backend.ts';
import { buildProxyNetworkPolicy } from '../network-policy-proxy.ts';
import { lastEnforcedEgress } from '../permissions/last-enforced.ts';
import { proveChild } from './prove.ts';
import type { AppliedRecord } from './record.ts';

/** Never wider than what was enforced, nor than the settings; a policy that is not proven opens nothing. */
export function lastEnforcedPolicies(
  compiled: Compiled,
  observed: ObjectMap,
  record: AppliedRecord | undefined,
): readonly KubeObject[] {
  const { settings, denied, references } = compiled;
  if (!settings.networkPolicy.enabled) return [];
  const proven = POLICY_RESOURCES.flatMap(
    ({ apiVersion, kind }) => provenPolicy({ compiled, observed, record }, { apiVersion, kind }) ?? [],
  );
  const policy = proven.find(({ kind }) => kind === 'NetworkPolicy');
  // The proxy's ways do not depend on the profile.
  const proxy = buildProxyNetworkPolicy(recompile(compiled, { references: { ...references, permissionProfile: {} } }));
  return [
    backendPolicy(compiled, lastEnforcedEgress(policy, denied)),
    ...proven.filter(({ kind }) => kind !== 'NetworkPolicy').map((other) => withDenied(other, compiled)),
    ...(proxy === undefined ? [] : [proxy]),
  ];
}

interface Known {
  readonly compiled: Compiled;
  readonly observed: ObjectMap;
  readonly record: AppliedRecord | undefined;
}

function provenPolicy(
  { compiled: { server, settings }, observed, record }: Known,
  kind: { readonly apiVersion: string; readonly kind: string },
): KubeObject | undefined {
  const object = findObject(observed, kind, { namespace: server.namespace, name: backendPolicyName(server) });
  if (object === undefined) return undefined;
  const proof = proveChild(object, { server, settings, record });
  return proof.ok ? proof.value : undefined;
}

/** Cilium lets a denial win; GKE's objects cannot deny. */
function withDenied(policy: KubeObject, { denied }: Compiled): KubeObject {
  const { spec } = policy;
  if (policy.kind !== 'CiliumNetworkPolicy' || !isObject(spec)) return policy;
  const { egressDeny: _before, ...rest } = spec;
  const toCIDR = denied.all.map(formatCidr);
  return { ...policy, spec: { ...rest, ...(toCIDR.length > 0 && { egressDeny: [{ toCIDR }] }) } };
}
