// Test harness: what a pod reaches over the network, tried from inside of it, and what its policies allow.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ConnectionEnd,
  isConnectionAllowed,
  type PodEnd,
  type Policy,
} from '../../functions/kube/network-policy-evaluator.ts';
import { kubectl } from '../apiserver/harness/kubectl.ts';
import { listAll, listPath, PODS } from '../apiserver/harness/objects.ts';
import { type Cluster, read } from '../apiserver/cluster.ts';
import type { WireObject } from '../apiserver/harness/wire.ts';

const POLICIES = { apiVersion: 'networking.k8s.io/v1', resource: 'networkpolicies' } as const;

/** A destination: the command that tries it, and where its packets end once Services are resolved. */
export interface Target {
  /** Shell command; ends with 0 when the destination answered. */
  readonly command: string;
  readonly end: ConnectionEnd;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP';
}

/** Named destinations. */
export type Targets = Readonly<Record<string, Target>>;

/** A container in which commands can run. */
export interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
}

/** Pods that try their destinations at the same time. What is closed answers nothing for seconds, so most of it is waiting. */
export const TRIES_AT_ONCE = 6;

/** A command that gets any answer over HTTP, of whatever status, or fails within seconds. */
export function get(url: string): string {
  return `curl --insecure --silent --output /dev/null --max-time 4 ${url}`;
}

/** Names of the destinations that answer, sorted; all are tried at the same time. */
export async function reached(from: Place, targets: Targets): Promise<readonly string[]> {
  const tries = Object.entries(targets).map(
    ([name, { command }]) => `{ ${command} >/dev/null 2>&1 && echo ${name}; } &`,
  );
  const container = from.container === undefined ? [] : ['-c', from.container];
  const script = [...tries, 'wait'].join('\n');
  const result = await kubectl(['exec', from.pod, '-n', from.namespace, ...container, '--', 'sh', '-c', script]);
  if (result.code !== 0) throw new Error(`kubectl exec ${from.pod}: ${result.stderr}`);
  return result.stdout
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();
}

/** The same by the NetworkPolicies that are stored, without a packet. */
export async function predicted(on: Cluster, from: PodEnd, targets: Targets): Promise<readonly string[]> {
  const policies = (await listAll(on, POLICIES, from.namespace)) as unknown as readonly Policy[];
  return Object.entries(targets)
    .filter(([, { end, port, protocol = 'TCP' }]) => isConnectionAllowed(policies, { from, to: end, port, protocol }))
    .map(([name]) => name)
    .toSorted();
}

/** A running pod as policies see it. */
export async function podEnd(on: Cluster, namespace: string, pod: string): Promise<PodEnd> {
  return endOf(await read(on, `${listPath(PODS, namespace)}/${pod}`));
}

/** A pod object as policies see it. */
export function endOf(pod: WireObject): PodEnd {
  const { podIP } = pod.status as { readonly podIP?: string };
  return {
    namespace: pod.metadata.namespace,
    labels: pod.metadata.labels ?? {},
    ...(podIP !== undefined && { ip: podIP }),
  };
}

/** A web server of this machine on a free port, which pods know under all of this machine's addresses. */
export async function listen(text: string): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((_request, answer) => void answer.end(text));
  await new Promise<void>((resolve) => void server.listen(0, '0.0.0.0', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}
