// What the pods of a server may connect to, and who may connect to them, by the NetworkPolicies that are there.

import type { KubeObject } from '../../functions/kube/object.ts';
import { type ConnectionEnd, isConnectionAllowed, type PodEnd } from '../../functions/kube/network-policy-evaluator.ts';

/** The connections of a server that are looked at, from and to. */
export interface Samples {
  readonly name: string;
  readonly namespace: string;
  readonly objects: readonly KubeObject[];
}

/** Addresses that a profile may open and the settings deny, beside the cluster's own. */
export const ADDRESSES: readonly (readonly [ip: string, port: number])[] = [
  ['169.254.169.254', 80],
  ['10.1.2.3', 443],
  ['192.0.2.7', 443],
  ['198.51.100.9', 443],
  ['198.51.100.9', 22],
  ['2001:db8::1', 443],
];

type Attempt = readonly [says: string, from: ConnectionEnd, to: ConnectionEnd, port: number];

/** Every connection of the samples that is open: `backend -> 192.0.2.7:443`, `stranger -> proxy`. */
export function openConnections(samples: Samples): readonly string[] {
  const policies = samples.objects.filter(({ kind }) => kind === 'NetworkPolicy');
  return attempts(samples)
    .filter(([, from, to, port]) =>
      (['TCP', 'UDP'] as const).some((protocol) => isConnectionAllowed(policies, { from, to, port, protocol })),
    )
    .map(([says]) => says);
}

function attempts(samples: Samples): readonly Attempt[] {
  const ends = endsOf(samples);
  const stranger: PodEnd = { namespace: samples.namespace, labels: { app: 'stranger' }, ip: '10.1.9.9' };
  const pods = ['backend', 'proxy'] as const;
  return [
    ...pods.flatMap((pod) =>
      ADDRESSES.map(([ip, port]): Attempt => [`${pod} -> ${ip}:${port}`, ends[pod], { ip }, port]),
    ),
    ...pods.map((pod): Attempt => [`${pod} -> resolver`, ends[pod], RESOLVER, 53]),
    ...pods.map((pod): Attempt => [`${pod} -> stranger`, ends[pod], stranger, 443]),
    ...pods.map((pod): Attempt => [`stranger -> ${pod}`, stranger, ends[pod], 8080]),
    ...pods.map((pod): Attempt => [`outside -> ${pod}`, { ip: '203.0.113.1' }, ends[pod], 8080]),
    ['proxy -> backend', ends.proxy, ends.backend, 8080],
  ];
}

const RESOLVER: PodEnd = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ip: '10.96.0.10' };

/** The pods that run: their labels are those of the templates, whatever the policies select. */
function endsOf({ objects, name, namespace }: Samples): Readonly<Record<'backend' | 'proxy', PodEnd>> {
  const podOf = (kind: string, ip: string): PodEnd => {
    const workload = objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (workload === undefined) throw new Error(`no ${kind} ${name}`);
    const { template } = workload['spec'] as { template: { metadata: { labels: Record<string, string> } } };
    return { namespace, labels: template.metadata.labels, ip };
  };
  return { backend: podOf('StatefulSet', '10.1.1.1'), proxy: podOf('Deployment', '10.1.1.2') };
}
