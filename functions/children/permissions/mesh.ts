// Permissions: what a service mesh needs of the policies: its sidecars call its control plane, and its own ports carry the traffic
// between pods, which policies see instead of the ports of the pods.

import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPort,
} from 'kubernetes-types/networking/v1.d.ts';
import type { Settings } from '../../decode/settings.ts';
import type { Labels } from '../../compile/labels.ts';
import { podsIn, tcpPorts } from './policy-rules.ts';

interface MeshTraits {
  /** Whom the sidecar of a pod calls before the pod is ready. It looks the name up, so look-ups have to be open as well. */
  readonly controlPlane?: { readonly namespace: string; readonly labels: Labels; readonly ports: readonly number[] };
  /** Where traffic of the mesh arrives at a pod, whatever port it is for. */
  readonly tunnelPorts: readonly number[];
  /** Addresses from which the probes of kubelet seem to come. */
  readonly probeSources: readonly string[];
}

/** Port of tunnels between pods of Istio, also to a sidecar from a pod that has none. */
const HBONE_PORT = 15_008;

/**
 * The meshes by the names of the setting. Cilium encrypts below the pods and needs nothing.
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/ ports of Istio
 * @see https://istio.io/latest/docs/ambient/usage/networkpolicy/ tunnels and probes of the ambient mode
 * @see https://linkerd.io/2/common-errors/network-policy/ the port of tunnels of Linkerd
 */
const MESHES = {
  none: { tunnelPorts: [], probeSources: [] },
  istio: {
    controlPlane: { namespace: 'istio-system', labels: { app: 'istiod' }, ports: [15_012] },
    tunnelPorts: [HBONE_PORT],
    probeSources: [],
  },
  'istio-ambient': {
    tunnelPorts: [HBONE_PORT],
    probeSources: ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'],
  },
  // Identity, destinations and policies.
  linkerd: {
    controlPlane: { namespace: 'linkerd', labels: {}, ports: [8080, 8086, 8090] },
    tunnelPorts: [4143],
    probeSources: [],
  },
  cilium: { tunnelPorts: [], probeSources: [] },
} as const satisfies Record<Settings['networkPolicy']['mesh'], MeshTraits>;

function traitsOf({ networkPolicy }: Settings): MeshTraits {
  return MESHES[networkPolicy.mesh];
}

/** The way of a sidecar to its control plane; none for meshes without sidecars. */
export function controlPlaneRules(settings: Settings): readonly NetworkPolicyEgressRule[] {
  const { controlPlane } = traitsOf(settings);
  if (controlPlane === undefined) return [];
  return [{ to: [podsIn(controlPlane.namespace, controlPlane.labels)], ports: tcpPorts(controlPlane.ports) }];
}

/** TCP ports of a pod, and those where the mesh brings their traffic. */
export function meshedPorts(ports: readonly number[], settings: Settings): NetworkPolicyPort[] {
  return tcpPorts([...new Set([...ports, ...traitsOf(settings).tunnelPorts])]);
}

/** The way in for probes, where they do not come from the node's own address, which is always let in. */
export function probeRules(ports: readonly number[], settings: Settings): readonly NetworkPolicyIngressRule[] {
  const from = traitsOf(settings).probeSources.map((cidr) => ({ ipBlock: { cidr } }));
  return from.length === 0 ? [] : [{ from, ports: tcpPorts(ports) }];
}
