// Child: the policy object of a name-aware engine, for the host names of a profile: NetworkPolicies know addresses only.

import type { HostRules } from '../decode/settings.ts';
import type { Fields, KubeObject } from '../kube/object.ts';
import { formatCidr } from '../kube/cidr.ts';
import type { Compiled } from '../compile/compiled.ts';
import { backendPolicySelector, type Labels, standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { backendPolicyName } from '../decode/names.ts';
import { clusterResolvers, DNS_PORT, tcpPorts } from './permissions/policy-rules.ts';

type HostPolicy = Pick<Compiled, 'access' | 'denied' | 'settings'> & { readonly selector: Labels };

/** Kind and spec of each engine's object; `deny` has none, so the names stay closed. */
const ENGINES = {
  cilium: { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', spec: ciliumSpec },
  gke: { apiVersion: 'networking.gke.io/v1alpha1', kind: 'FQDNNetworkPolicy', spec: gkeSpec },
  deny: undefined,
} as const satisfies Record<
  HostRules,
  { readonly apiVersion: string; readonly kind: string; readonly spec: (policy: HostPolicy) => Fields } | undefined
>;

/** Absent without names in the profile, without an engine, and whenever `N-mcp` is absent too: it only adds to that one. */
export function buildHostPolicy({ server, settings, access, denied }: Compiled): KubeObject | undefined {
  const engine = ENGINES[settings.permissionProfiles.hostRules];
  if (engine === undefined || !settings.networkPolicy.enabled || access.hosts.length === 0) return undefined;
  return {
    apiVersion: engine.apiVersion,
    kind: engine.kind,
    metadata: childMetadata(server, { name: backendPolicyName(server), labels: standardLabels(server, 'backend') }),
    spec: engine.spec({ selector: backendPolicySelector(server), access, denied, settings }),
  };
}

/**
 * Look-ups go through Cilium's DNS proxy, which is how it learns the addresses of a name. What the settings close is denied
 * as well, because a name may lead there, and Cilium lets a denial win.
 */
function ciliumSpec({ selector, access, denied, settings }: HostPolicy): Fields {
  const toCIDR = denied.all.map(formatCidr);
  const toPorts = [{ ports: access.ports.map((port) => ({ port: String(port), protocol: 'TCP' })) }];
  return {
    endpointSelector: { matchLabels: selector },
    egress: [
      ...clusterResolvers(settings).map(({ namespace, pods, podPorts }) => ({
        toEndpoints: pods.map((labels) => ({
          matchLabels: { 'k8s:io.kubernetes.pod.namespace': namespace, ...k8sLabels(labels) },
        })),
        toPorts: [
          {
            ports: [DNS_PORT, ...podPorts].map((port) => ({ port: String(port), protocol: 'ANY' })),
            rules: { dns: [{ matchPattern: '*' }] },
          },
        ],
      })),
      {
        toFQDNs: access.hosts.map((name) => (isPattern(name) ? { matchPattern: name } : { matchName: name })),
        ...(access.ports.length > 0 && { toPorts }),
      },
    ],
    ...(toCIDR.length > 0 && { egressDeny: [{ toCIDR }] }),
  };
}

function gkeSpec({ selector, access }: HostPolicy): Fields {
  return {
    podSelector: { matchLabels: selector },
    egress: [
      {
        matches: access.hosts.map((name) => (isPattern(name) ? { pattern: name } : { name })),
        ...(access.ports.length > 0 && { ports: tcpPorts(access.ports) }),
      },
    ],
  };
}

/** Cilium writes the source of a label in front of its key. */
function k8sLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]));
}

function isPattern(name: string): boolean {
  return name.startsWith('*');
}
