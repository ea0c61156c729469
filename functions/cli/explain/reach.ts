// Explain: where the pods of a server may connect to, by the rules of NetworkPolicy.

import { containsCidr, parseCidr } from '../../kube/cidr.ts';
import { isObject } from '../../kube/object.ts';
import { type Fields, fieldsAt, listAt, type StoredObject } from '../../simulator/object.ts';
import { matchesSelector } from '../../simulator/label-selector.ts';

type Labels = Readonly<Record<string, string>>;

/** Something that a pod may want to reach. */
interface Destination {
  readonly says: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Set when a pod is there. */
  readonly pod?: { readonly labels: Labels; readonly namespaceLabels: Labels };
}

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** What people ask about first. The addresses are examples of their kind; 203.0.113.0/24 is reserved for documentation. */
const DESTINATIONS: readonly Destination[] = [
  {
    says: "names: the cluster's DNS",
    address: '10.244.0.2',
    port: 53,
    protocol: 'UDP',
    pod: { labels: { 'k8s-app': 'kube-dns' }, namespaceLabels: { [NAMESPACE_NAME]: 'kube-system' } },
  },
  { says: 'the internet over HTTPS (203.0.113.10:443)', address: '203.0.113.10', port: 443, protocol: 'TCP' },
  { says: 'the internet over HTTP (203.0.113.10:80)', address: '203.0.113.10', port: 80, protocol: 'TCP' },
  { says: 'private networks (10.0.0.10:5432)', address: '10.0.0.10', port: 5432, protocol: 'TCP' },
  { says: 'cloud metadata (169.254.169.254:80)', address: '169.254.169.254', port: 80, protocol: 'TCP' },
  { says: 'the API server (10.96.0.1:443)', address: '10.96.0.1', port: 443, protocol: 'TCP' },
  {
    says: 'other pods of the namespace (port 8080)',
    address: '10.244.0.9',
    port: 8080,
    protocol: 'TCP',
    pod: { labels: {}, namespaceLabels: {} },
  },
];

/** One destination, and which of the two pods of a server may connect to it. */
export interface Reach {
  readonly says: string;
  readonly backend: boolean;
  readonly proxy: boolean;
}

/** Where both pods of a server may connect to, under the policies among its children. */
export function reachTable(children: readonly StoredObject[]): readonly Reach[] {
  const [backend, proxy] = [podLabels(children, 'StatefulSet'), podLabels(children, 'Deployment')];
  return DESTINATIONS.map((destination) => ({
    says: destination.says,
    backend: mayReach(backend, children, destination),
    proxy: mayReach(proxy, children, destination),
  }));
}

function podLabels(children: readonly StoredObject[], kind: string): Labels {
  const workload = children.find((child) => child.kind === kind) ?? {};
  const template = fieldsAt(fieldsAt(workload, 'spec'), 'template');
  const labels = fieldsAt(fieldsAt(template, 'metadata'), 'labels');
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
}

/**
 * Whether a pod with these labels may connect to a destination under these policies of its namespace. Nothing selects it:
 * everything is open. Rules add up. A block of addresses is taken to match pods too, as most network plug-ins do.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function mayReach(pod: Labels, policies: readonly StoredObject[], destination: Destination): boolean {
  const specs = policies.filter(({ kind }) => kind === 'NetworkPolicy').map((policy) => fieldsAt(policy, 'spec'));
  const selecting = specs.filter((spec) => isEgress(spec) && matchesSelector(spec['podSelector'], pod));
  if (selecting.length === 0) return true;
  return selecting.flatMap((spec) => listAt(spec, 'egress')).some((rule) => allows(rule, destination));
}

function isEgress(spec: Fields): boolean {
  return Array.isArray(spec['policyTypes']) ? spec['policyTypes'].includes('Egress') : spec['egress'] !== undefined;
}

function allows(rule: Fields, destination: Destination): boolean {
  const ports = listAt(rule, 'ports');
  const peers = listAt(rule, 'to');
  return (
    (ports.length === 0 || ports.some((port) => matchesPort(port, destination))) &&
    (peers.length === 0 || peers.some((peer) => matchesPeer(peer, destination)))
  );
}

function matchesPort({ port, endPort, protocol = 'TCP' }: Fields, destination: Destination): boolean {
  if (protocol !== destination.protocol) return false;
  if (typeof port !== 'number') return port === undefined;
  return destination.port >= port && destination.port <= (typeof endPort === 'number' ? endPort : port);
}

function matchesPeer({ ipBlock, podSelector, namespaceSelector }: Fields, { address, pod }: Destination): boolean {
  if (isObject(ipBlock)) return inBlock(ipBlock, address);
  if (pod === undefined) return false;
  const isOwn = Object.keys(pod.namespaceLabels).length === 0;
  const namespaceFits =
    namespaceSelector === undefined ? isOwn : matchesSelector(namespaceSelector, pod.namespaceLabels);
  return namespaceFits && matchesSelector(podSelector, pod.labels);
}

function inBlock({ cidr, except }: Fields, address: string): boolean {
  const holes = Array.isArray(except) ? except : [];
  return contains(cidr, address) && !holes.some((hole) => contains(hole, address));
}

function contains(cidr: unknown, address: string): boolean {
  const block = parseCidr(String(cidr));
  const host = parseCidr(`${address}/32`);
  return block !== undefined && host !== undefined && containsCidr(block, host);
}
