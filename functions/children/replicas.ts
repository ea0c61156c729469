// Children: how many pods a workload should have, and when an autoscaler decides that.

import { asksForSuspend } from '../compile/annotations.ts';
import type { Server } from '../decode/server.ts';
import { readLastAppliedWith } from '../kube/managed-fields.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { readNumber } from '../kube/json-reader.ts';
import type { KubeObject } from '../kube/object.ts';
import { replicasBeforeSuspend } from './suspend.ts';

/**
 * `replicas` of a Deployment or StatefulSet, absent where an autoscaler or `kubectl scale` keeps control: the spec has no
 * number and we never sent one. Once we did, leaving it out would scale to 1, so the observed number is sent on. More pods
 * than the transport allows are cut down in every case. A suspended server has none, and gets back what it had.
 */
export function workloadReplicas(
  server: Server,
  workload: { readonly wanted: number | undefined; readonly observed: KubeObject | undefined },
): { readonly replicas?: number } {
  if (asksForSuspend(server.annotations)) return { replicas: 0 };
  const { maxReplicas } = TRANSPORT_TRAITS[server.transport];
  if (workload.wanted !== undefined) return { replicas: Math.min(workload.wanted, maxReplicas) };
  const before = replicasBeforeSuspend(workload.observed);
  if (before !== undefined) return { replicas: Math.min(before, maxReplicas) };
  const current = specReplicas(workload.observed);
  if (current === undefined) return {};
  if (current > maxReplicas) return { replicas: maxReplicas };
  return wasSent(workload.observed) ? { replicas: current } : {};
}

function wasSent(observed: KubeObject | undefined): boolean {
  if (observed === undefined) return false;
  return specReplicas(readLastAppliedWith('replicas', observed)) !== undefined;
}

function specReplicas(workload: KubeObject | undefined): number | undefined {
  return readNumber(workload, 'spec', 'replicas');
}
