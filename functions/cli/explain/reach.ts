// Explain: where the pods of a server may connect to, and who may connect to them, by the evaluator of NetworkPolicy.

import {
  type ConnectionEnd,
  isConnectionAllowed,
  type PodEnd,
  type Policy,
} from '../../kube/network-policy-evaluator.ts';
import { matchesSelector } from '../../kube/label-selector.ts';
import { readMember, readObject, readObjects } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';

/** One peer, and which of the two pods of a server may have a connection with it. */
export interface Reach {
  readonly says: string;
  /** How much an open way may do harm: what credentials of the node lie behind, or strangers, or nothing. */
  readonly risk: Risk;
  readonly backend: boolean;
  readonly proxy: boolean;
}

/** From a way that everybody needs to one that nobody should have. */
export type Risk = 'none' | 'some' | 'high';

interface Destination {
  readonly says: string;
  readonly risk: Risk;
  readonly port: number;
  readonly protocol?: 'UDP';
  readonly end: (home: string) => ConnectionEnd;
}

/** The most frequent questions. Each address is an example of its kind; 203.0.113.0/24 is reserved for documentation. */
const DESTINATIONS: readonly Destination[] = [
  {
    says: "names: the cluster's DNS",
    risk: 'none',
    port: 53,
    protocol: 'UDP',
    end: () => ({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ip: '10.244.0.2' }),
  },
  {
    says: 'names: a resolver on the node (169.254.20.10)',
    risk: 'none',
    port: 53,
    protocol: 'UDP',
    end: () => ({ ip: '169.254.20.10' }),
  },
  { says: 'the internet over HTTPS (203.0.113.10:443)', risk: 'some', port: 443, end: () => ({ ip: '203.0.113.10' }) },
  { says: 'the internet over HTTP (203.0.113.10:80)', risk: 'some', port: 80, end: () => ({ ip: '203.0.113.10' }) },
  { says: 'private networks (10.0.0.10:5432)', risk: 'some', port: 5432, end: () => ({ ip: '10.0.0.10' }) },
  { says: 'cloud metadata (169.254.169.254:80)', risk: 'high', port: 80, end: () => ({ ip: '169.254.169.254' }) },
  { says: 'the API server (10.96.0.1:443)', risk: 'some', port: 443, end: () => ({ ip: '10.96.0.1' }) },
  {
    says: 'other pods of the namespace (port 8080)',
    risk: 'some',
    port: 8080,
    end: (home) => ({ namespace: home, labels: {}, ip: '10.244.0.9' }),
  },
];

/** Who may want to connect; the proxy of the server itself is one of them. */
const CALLERS: readonly (Pick<Destination, 'says' | 'risk'> & { readonly end: (pods: Pods) => ConnectionEnd })[] = [
  { says: 'its own proxy', risk: 'none', end: ({ proxy }) => proxy },
  {
    says: 'other pods of the namespace',
    risk: 'some',
    end: ({ proxy }) => ({ namespace: proxy.namespace, labels: {}, ip: '10.244.0.9' }),
  },
  {
    says: 'pods of other namespaces',
    risk: 'some',
    end: () => ({ namespace: 'elsewhere', labels: {}, ip: '10.244.0.8' }),
  },
  { says: 'outside the cluster (203.0.113.10)', risk: 'some', end: () => ({ ip: '203.0.113.10' }) },
];

interface Pods {
  readonly backend: PodEnd;
  readonly proxy: PodEnd;
}

/** Where both pods of a server may connect to, under the policies among its children. */
export function reachTable(children: readonly KubeObject[]): readonly Reach[] {
  const policies = children.filter(isPolicy);
  const { backend, proxy } = podsOf(children);
  return DESTINATIONS.map(({ says, risk, port, protocol, end }) => {
    const to = end(proxy.namespace);
    const may = (from: ConnectionEnd): boolean =>
      isConnectionAllowed(policies, { from, to, port, ...(protocol !== undefined && { protocol }) });
    return { says, risk, backend: may(endOf(children, backend)), proxy: may(proxy) };
  });
}

/** Who may connect to either pod, on the ports that it listens on. A pod without a port cannot be reached. */
export function callerTable(children: readonly KubeObject[]): readonly Reach[] {
  const policies = children.filter(isPolicy);
  const pods = podsOf(children);
  return CALLERS.map(({ says, risk, end }) => {
    const from = end(pods);
    const may = ({ ports = [] }: PodEnd, to: ConnectionEnd): boolean =>
      ports.some(({ port }) => isConnectionAllowed(policies, { from, to, port }));
    const { backend, proxy } = pods;
    return { says, risk, backend: may(backend, endOf(children, backend)), proxy: may(proxy, proxy) };
  });
}

/** Kinds that allow names; the evaluator knows addresses only. */
const NAME_POLICIES = new Set(['CiliumNetworkPolicy', 'FQDNNetworkPolicy']);

/** Names of policies that allow more than the tables show. */
export function namePolicies(children: readonly KubeObject[]): readonly string[] {
  return children.filter(({ kind }) => NAME_POLICIES.has(kind)).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

function isPolicy(object: KubeObject): object is KubeObject & Policy {
  return object.kind === 'NetworkPolicy';
}

/** In the network of its node a backend is that node: no policy selects it, neither to hold it nor to let it through. */
function endOf(children: readonly KubeObject[], backend: PodEnd): ConnectionEnd {
  const workload = children.find(({ kind }) => kind === 'StatefulSet');
  return readMember(workload, 'spec', 'template', 'spec', 'hostNetwork') === true ? { ip: '10.0.0.5' } : backend;
}

function podsOf(children: readonly KubeObject[]): Pods {
  return {
    backend: { ...podOf(children, 'StatefulSet'), ip: '10.244.1.1' },
    proxy: { ...podOf(children, 'Deployment'), ip: '10.244.1.2' },
  };
}

/** A container need not name the ports it listens on; the Services that lead to the pod know them. */
function podOf(children: readonly KubeObject[], kind: string): PodEnd {
  const workload = children.find((child) => child.kind === kind) ?? {};
  const template = readObject(workload, 'spec', 'template');
  const entries = Object.entries(readObject(template, 'metadata', 'labels'));
  const labels = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  const own = readObjects(template, 'spec', 'containers').flatMap((container) => readObjects(container, 'ports'));
  const services = children.filter((child) => child.kind === 'Service').map((child) => readObject(child, 'spec'));
  const leading = services.filter(({ selector }) => matchesSelector({ matchLabels: selector }, labels));
  return {
    namespace: children[0]?.metadata.namespace ?? 'default',
    labels,
    ports: [
      ...own.map(({ name, containerPort }) => ({ name: String(name), port: Number(containerPort) })),
      ...leading.flatMap((spec) => readObjects(spec, 'ports')).flatMap(targetOf),
    ],
  };
}

function targetOf({
  name,
  port,
  targetPort = port,
}: Fields): readonly { readonly name: string; readonly port: number }[] {
  return typeof targetPort === 'number' ? [{ name: String(name), port: targetPort }] : [];
}
