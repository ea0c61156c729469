// Child: NetworkPolicy `N-mcp`, which holds the backend to its permission profile.

import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicySpec,
} from 'kubernetes-types/networking/v1.d.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Compiled } from '../compile/compiled.ts';
import { backendPolicySelector, proxySelector, standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { backendPolicyName } from '../decode/names.ts';
import { egressRules } from './permissions/backend-egress.ts';
import { meshedPorts, probeRules } from './permissions/mesh.ts';
import { NETWORK_POLICY_VERSION, podPeer } from './permissions/policy-rules.ts';

/** Absent when the settings switch policies off, or while the profile cannot be read. */
export function buildBackendNetworkPolicy(compiled: Compiled): KubeObject | undefined {
  const { settings, references, access } = compiled;
  if (!settings.networkPolicy.enabled || references.permissionProfile === undefined) return undefined;
  return backendPolicy(compiled, egressRules(access, settings));
}

/** The policy with these ways out. */
export function backendPolicy(compiled: Compiled, egress: NetworkPolicyEgressRule[]): KubeObject {
  const { server } = compiled;
  const ingress = ingressRules(compiled);
  const spec: NetworkPolicySpec = {
    podSelector: { matchLabels: { ...backendPolicySelector(server) } },
    policyTypes: ingress === undefined ? ['Egress'] : ['Ingress', 'Egress'],
    // The API server does not store an empty list: a direction that is named above and has no rules is closed.
    ...(ingress !== undefined && ingress.length > 0 && { ingress }),
    ...(egress.length > 0 && { egress }),
  };
  return {
    apiVersion: NETWORK_POLICY_VERSION,
    kind: 'NetworkPolicy',
    metadata: childMetadata(server, { name: backendPolicyName(server), labels: standardLabels(server, 'backend') }),
    spec,
  };
}

/** Who may call the backend; undefined means anybody. A stdio backend is attached to, so its proxy needs no way in. */
function ingressRules({ server, settings }: Compiled): NetworkPolicyIngressRule[] | undefined {
  const attaches = TRANSPORT_TRAITS[server.transport].attaches;
  const own = [server.mcpPort];
  const calls = { from: [podPeer(proxySelector(server))], ports: meshedPorts(own, settings) };
  const rules = {
    proxy: attaches ? [] : [calls, ...probeRules(own, settings)],
    namespace: [{ from: [{ podSelector: {} }] }],
    open: undefined,
  };
  return rules[settings.networkPolicy.backendIngress];
}
