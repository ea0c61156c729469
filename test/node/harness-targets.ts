// Test harness: destinations that every test of the node tries: the world outside, the API server, the resolver.

import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { type Cluster, read } from '../apiserver/cluster.ts';
import { listAll, PODS } from '../apiserver/harness/objects.ts';
import type { WireObject } from '../apiserver/harness/wire.ts';
import { endOf, get, type Target } from './harness-reach.ts';

/** Addresses of this machine that stand for the world outside. */
export const OUTSIDE = '198.51.100.1';
export const ELSEWHERE = '203.0.113.1';

/** A server of this machine under one of its addresses. */
export function outside(ip: string, port: number): Target {
  return { command: get(`http://${ip}:${port}`), end: { ip }, port };
}

/** The API server's Service, and where it leads to. */
export async function apiServer(cluster: Cluster): Promise<Target> {
  const slices = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';
  const slice = (await read(cluster, `${slices}/kubernetes`)) as unknown as EndpointSlice;
  const end = { ip: slice.endpoints[0]?.addresses[0] ?? '' };
  return { command: get('https://10.0.0.1/version'), end, port: slice.ports?.[0]?.port ?? 0 };
}

/** The cluster's resolver. */
export async function resolver(cluster: Cluster): Promise<Target> {
  const pods = await listAll(cluster, PODS, 'kube-system');
  const dns = pods.find((pod) => pod.metadata.labels?.['k8s-app'] === 'kube-dns');
  return {
    command: 'timeout 4 nslookup kubernetes.default.svc.cluster.local',
    end: endOf(dns as WireObject),
    port: 53,
    protocol: 'UDP',
  };
}
