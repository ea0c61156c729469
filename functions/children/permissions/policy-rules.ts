// Permissions: the parts that the NetworkPolicies of a server are put together from. Everything that the API server would add
// is written out, because it compares these lists as a whole.

import type {
  NetworkPolicyEgressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from 'kubernetes-types/networking/v1.d.ts';
import type { Settings } from '../../decode/settings.ts';
import { formatCidr, parseCidr, reduceCidrs } from '../../kube/cidr.ts';
import { oncePer } from '../../kube/lazy.ts';
import type { Labels } from '../../compile/labels.ts';

/** API version of NetworkPolicy. */
export const NETWORK_POLICY_VERSION = 'networking.k8s.io/v1';

interface ClusterDns {
  readonly namespace: string;
  readonly pods: readonly Labels[];
  /** Where its pods listen, beside the port of look-ups: policies are compared with the pod's port. */
  readonly podPorts: readonly number[];
}

/** Port of look-ups, and the only one on which resolvers without pods are opened: some share their address with metadata. */
export const DNS_PORT = 53;

/** Where the cluster's resolver runs. A cache on each node has pods of its own where the network plugin leads look-ups to them. */
const CLUSTER_DNS: Readonly<Record<Settings['platform'], ClusterDns>> = {
  kubernetes: {
    namespace: 'kube-system',
    pods: [{ 'k8s-app': 'kube-dns' }, { 'k8s-app': 'node-local-dns' }],
    podPorts: [],
  },
  openshift: {
    namespace: 'openshift-dns',
    pods: [{ 'dns.operator.openshift.io/daemonset-dns': 'default' }],
    podPorts: [5353],
  },
};

/** Every place where resolvers have pods: that of the platform, and those that the settings name. */
export function clusterResolvers({ platform, networkPolicy }: Settings): readonly ClusterDns[] {
  const named = networkPolicy.resolvers.map(({ namespace, podLabels, ports = [] }) => ({
    namespace,
    pods: [podLabels],
    podPorts: ports.filter((port) => port !== DNS_PORT),
  }));
  return [CLUSTER_DNS[platform], ...named];
}

/** Label that every namespace has, with its name. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** TCP ports in their canonical form. */
export function tcpPorts(ports: readonly number[]): NetworkPolicyPort[] {
  return ports.map((port) => ({ port, protocol: 'TCP' }));
}

/** Pods of the server's own namespace. */
export function podPeer(labels: Labels): NetworkPolicyPeer {
  return { podSelector: { matchLabels: { ...labels } } };
}

/** All pods of a namespace, seen from a server's own. */
export function namespacePeer(namespace: string, own: string): NetworkPolicyPeer {
  return namespace === own ? { podSelector: {} } : podsIn(namespace, {});
}

/** Pods of another namespace; all of them without labels. */
export function podsIn(namespace: string, labels: Labels): NetworkPolicyPeer {
  return {
    ...(Object.keys(labels).length > 0 && podPeer(labels)),
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } },
  };
}

/** Name look-ups: the cluster's resolver, and further ones that the settings name. */
export const dnsRules: (settings: Settings) => readonly NetworkPolicyEgressRule[] = oncePer((settings) => {
  const resolvers = clusterResolvers(settings).map(({ namespace, pods, podPorts }) => ({
    to: pods.map((labels) => podsIn(namespace, labels)),
    podPorts,
  }));
  const servers = reduceCidrs(settings.networkPolicy.dnsServers.flatMap((text) => parseCidr(text) ?? []));
  const blocks = servers.map((cidr) => ({ ipBlock: { cidr: formatCidr(cidr) } }));
  return [
    { to: [...resolvers.flatMap(({ to }) => to), ...blocks], ports: lookUpPorts([DNS_PORT]) },
    ...resolvers.flatMap(({ to, podPorts }) => (podPorts.length > 0 ? [{ to, ports: lookUpPorts(podPorts) }] : [])),
  ];
});

function lookUpPorts(ports: readonly number[]): NetworkPolicyPort[] {
  return ports.flatMap((port) => [
    { port, protocol: 'UDP' },
    { port, protocol: 'TCP' },
  ]);
}
