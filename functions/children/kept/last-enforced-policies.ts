// Kept children: the policies of a server whose profile cannot be read: what was last enforced, within what the settings allow.

import { isObject, type KubeObject } from '../../kube/object.ts';
import { formatCidr } from '../../kube/cidr.ts';
import { findObject } from '../../decode/observed.ts';
import { POLICY_RESOURCES } from '../../decode/controller.ts';
import type { BuildInput } from '../input.ts';
import { backendPolicyName } from '../../decode/names.ts';
import { backendPolicy } from '../network-policy-backend.ts';
import { buildProxyNetworkPolicy } from '../network-policy-proxy.ts';
import { settingsFloor } from '../permissions/backend-access.ts';
import { lastEnforcedEgress } from '../permissions/last-enforced.ts';
import { proveChild } from './prove.ts';
import type { AppliedRecord } from './record.ts';

/** Never wider than what was enforced, nor than the settings; a policy that is not proven opens nothing. */
export function lastEnforcedPolicies(input: BuildInput, record: AppliedRecord | undefined): readonly KubeObject[] {
  const { settings } = input;
  if (!settings.networkPolicy.enabled) return [];
  const proven = POLICY_RESOURCES.flatMap(
    ({ apiVersion, kind }) => provenPolicy(input, record, { apiVersion, kind }) ?? [],
  );
  const policy = proven.find(({ kind }) => kind === 'NetworkPolicy');
  // The proxy's ways do not depend on the profile.
  const proxy = buildProxyNetworkPolicy({ ...input, references: { ...input.references, permissionProfile: {} } });
  return [
    backendPolicy(input, lastEnforcedEgress(policy, settings)),
    ...proven.filter(({ kind }) => kind !== 'NetworkPolicy').map((other) => withFloor(other, input)),
    ...(proxy === undefined ? [] : [proxy]),
  ];
}

function provenPolicy(
  { server, settings, observed }: BuildInput,
  record: AppliedRecord | undefined,
  kind: { readonly apiVersion: string; readonly kind: string },
): KubeObject | undefined {
  const object = findObject(observed, kind, { namespace: server.namespace, name: backendPolicyName(server) });
  if (object === undefined) return undefined;
  const proof = proveChild(object, { server, settings, record });
  return proof.ok ? proof.value : undefined;
}

/** Cilium lets a denial win; GKE's objects cannot deny. */
function withFloor(policy: KubeObject, { settings }: BuildInput): KubeObject {
  const { spec } = policy;
  if (policy.kind !== 'CiliumNetworkPolicy' || !isObject(spec)) return policy;
  const { egressDeny: _before, ...rest } = spec;
  const floor = settingsFloor(settings).map(formatCidr);
  return { ...policy, spec: { ...rest, ...(floor.length > 0 && { egressDeny: [{ toCIDR: floor }] }) } };
}
