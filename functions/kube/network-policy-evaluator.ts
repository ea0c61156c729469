// Vocabulary: what a set of NetworkPolicies allows, by the rules that the Kubernetes documentation states for them.

import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from 'kubernetes-types/networking/v1.d.ts';
import { containsCidr, parseCidr } from './cidr.ts';
import { sentAddress } from './embedded-ipv4.ts';
import { matchesSelector } from './label-selector.ts';

/** A NetworkPolicy as far as it matters. */
export interface Policy {
  readonly metadata: { readonly namespace?: string };
  readonly spec?: NetworkPolicySpec;
}

/** One end of a connection that runs in the cluster. */
export interface PodEnd {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Address of the pod. Blocks of addresses are compared with it too; without one no block fits. */
  readonly ip?: string;
  /** Named ports of its containers. */
  readonly ports?: readonly { readonly name: string; readonly port: number; readonly protocol?: string }[];
}

/** The other end may also be outside the cluster. */
export type ConnectionEnd = PodEnd | { readonly ip: string };

/** A connection to be opened: the port of the destination, and the protocol. */
export interface Connection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly port: number;
  /** TCP unless said otherwise. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

type Direction = 'Ingress' | 'Egress';

/**
 * Whether the policies let a connection through: the source's egress and the destination's ingress both have to. What no
 * policy selects for a direction is open in it; of those that select, one rule that fits is enough. Nothing is said about
 * what network plugins add of their own, such as traffic from a pod's node or to a Service's address.
 */
export function isConnectionAllowed(policies: readonly Policy[], connection: Connection): boolean {
  return isDirectionAllowed(policies, connection, 'Egress') && isDirectionAllowed(policies, connection, 'Ingress');
}

function isDirectionAllowed(policies: readonly Policy[], connection: Connection, direction: Direction): boolean {
  const own = direction === 'Egress' ? connection.from : connection.to;
  const other = direction === 'Egress' ? connection.to : connection.from;
  if (!isPod(own) || own === other) return true;
  const selecting = policies.filter((policy) => selects(policy, own, direction));
  return selecting.length === 0 || selecting.some((policy) => hasFittingRule(policy, { connection, direction, other }));
}

function isPod(end: ConnectionEnd): end is PodEnd {
  return 'labels' in end;
}

/** Without `policyTypes` a policy concerns ingress, and egress too when it has egress rules. */
function selects({ metadata, spec }: Policy, pod: PodEnd, direction: Direction): boolean {
  if (spec === undefined || (metadata.namespace ?? 'default') !== pod.namespace) return false;
  const types = spec.policyTypes ?? ['Ingress', ...(spec.egress === undefined ? [] : ['Egress'])];
  return types.includes(direction) && matchesSelector(spec.podSelector, pod.labels);
}

interface Question {
  readonly connection: Connection;
  readonly direction: Direction;
  readonly other: ConnectionEnd;
}

function hasFittingRule(policy: Policy, { connection, direction, other }: Question): boolean {
  const { ingress = [], egress = [] } = policy.spec ?? {};
  const rules =
    direction === 'Egress'
      ? egress.map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }))
      : ingress.map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }));
  const namespace = policy.metadata.namespace ?? 'default';
  return rules.some(
    ({ peers, ports }) =>
      (peers.length === 0 || peers.some((peer) => fitsPeer(peer, namespace, other))) &&
      (ports.length === 0 || ports.some((port) => fitsPort(port, connection))),
  );
}

/** A peer without a namespace selector means pods of the policy's own namespace. */
function fitsPeer(
  { ipBlock, podSelector, namespaceSelector }: NetworkPolicyPeer,
  namespace: string,
  end: ConnectionEnd,
) {
  if (ipBlock !== undefined) return fitsBlock(ipBlock, end.ip);
  if (!isPod(end) || (podSelector === undefined && namespaceSelector === undefined)) return false;
  const isInPlace =
    namespaceSelector === undefined
      ? end.namespace === namespace
      : matchesSelector(namespaceSelector, namespaceLabels(end));
  return isInPlace && matchesSelector(podSelector, end.labels);
}

/** Every namespace has a label with its name. */
function namespaceLabels({ namespace, namespaceLabels: given }: PodEnd): Readonly<Record<string, string>> {
  return { ...given, 'kubernetes.io/metadata.name': namespace };
}

function fitsBlock(
  { cidr, except = [] }: NonNullable<NetworkPolicyPeer['ipBlock']>,
  given: string | undefined,
): boolean {
  const ip = given === undefined ? undefined : sentAddress(given);
  // Most blocks of a long list are of the other family, which one character tells.
  if (ip === undefined || ip.includes(':') !== cidr.includes(':')) return false;
  const address = parseCidr(ip);
  if (address === undefined) return false;
  const isIn = (block: string): boolean => {
    const parsed = parseCidr(block);
    return parsed !== undefined && containsCidr(parsed, address);
  };
  return isIn(cidr) && !except.some(isIn);
}

/** A port by name is looked up in the destination pod, in both directions. */
function fitsPort({ port, endPort, protocol = 'TCP' }: NetworkPolicyPort, connection: Connection): boolean {
  if (protocol !== (connection.protocol ?? 'TCP')) return false;
  if (port === undefined) return true;
  const first = typeof port === 'number' ? port : namedPort(port, protocol, connection.to);
  return first !== undefined && connection.port >= first && connection.port <= (endPort ?? first);
}

function namedPort(name: string, protocol: string, destination: ConnectionEnd): number | undefined {
  if (!isPod(destination)) return undefined;
  return destination.ports?.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.port;
}
