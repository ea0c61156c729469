// Child: NetworkPolicy `N-proxy`: who may call the proxy, and what the proxy itself needs.

import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicySpec,
} from 'kubernetes-types/networking/v1.d.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Compiled } from '../compile/compiled.ts';
import { routeHost } from '../compile/companions.ts';
import { backendPolicySelector, proxySelector, standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { proxyPolicyName } from '../decode/names.ts';
import { referenceLabels } from '../decode/references/membership.ts';
import { controlPlaneRules, meshedPorts, probeRules } from './permissions/mesh.ts';
import { dnsRules, namespacePeer, NETWORK_POLICY_VERSION, podPeer } from './permissions/policy-rules.ts';
import { destinationRules, isUnrestricted } from './permissions/proxy-rules.ts';

/** Absent when the settings switch policies off, or while the profile cannot be read. */
export function buildProxyNetworkPolicy(input: Compiled): KubeObject | undefined {
  const { server, settings, references } = input;
  if (!settings.networkPolicy.enabled || references.permissionProfile === undefined) return undefined;
  const spec: NetworkPolicySpec = {
    podSelector: { matchLabels: { ...proxySelector(server) } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: ingressRules(input),
    egress: egressRules(input),
  };
  const labels = { ...standardLabels(server, 'proxy'), ...referenceLabels(server) };
  return {
    apiVersion: NETWORK_POLICY_VERSION,
    kind: 'NetworkPolicy',
    metadata: childMetadata(server, { name: proxyPolicyName(server), labels }),
    spec,
  };
}

/** Newer proxies serve metrics here, beside the copy on their own port. */
const METRICS_PORT = 9464;

function ingressRules(compiled: Compiled): NetworkPolicyIngressRule[] {
  const { server, settings, references } = compiled;
  const metrics = references.telemetry?.prometheus === true ? [METRICS_PORT] : [];
  const own = [...new Set([server.proxyPort, ...metrics])];
  const ports = meshedPorts(own, settings);
  if (settings.networkPolicy.proxyIngress === 'any') return [{ ports }];
  return [{ from: [{ podSelector: {} }], ports }, ...probeRules(own, settings), ...companionRules(compiled)];
}

/** Who passes requests on from outside, and who reads the metrics, where the policy lets in the namespace alone. */
function companionRules({ server, settings, references }: Compiled): NetworkPolicyIngressRule[] {
  const { routes, monitors } = settings.companions;
  const router = routeHost({ server, settings }) === undefined ? undefined : routes.controllerNamespace;
  const isScraped = monitors.kind !== 'none' && references.telemetry?.prometheus === true;
  const reader = isScraped ? monitors.prometheusNamespace : undefined;
  // Both come to the proxy's port: the metrics are there too, and only that port has a name.
  const ports = meshedPorts([server.proxyPort], settings);
  return [...new Set([router, reader].flatMap((namespace) => namespace ?? []))].map((namespace) => ({
    from: [namespacePeer(namespace, server.namespace)],
    ports,
  }));
}

/** The backend, look-ups, and what its configuration names. */
function egressRules(input: Compiled): NetworkPolicyEgressRule[] {
  const { server, settings } = input;
  if (isUnrestricted(input)) return [{}];
  const attaches = TRANSPORT_TRAITS[server.transport].attaches;
  return [
    ...(attaches
      ? []
      : [{ to: [podPeer(backendPolicySelector(server))], ports: meshedPorts([server.mcpPort], settings) }]),
    ...dnsRules(settings),
    ...destinationRules(input),
    ...controlPlaneRules(settings),
  ];
}
