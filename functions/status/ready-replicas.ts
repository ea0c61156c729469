// Part of status: how many pods of the proxy are ready.

import type { Workload } from './workload.ts';

/** Ready pods of the proxy, old ones during an update included; absent instead of 0, as ToolHive writes it. */
export function computeReadyReplicas(proxy: Workload): number | undefined {
  if (proxy.rollout.state === 'stopped' || proxy.rollout.readyReplicas === 0) return undefined;
  return proxy.rollout.readyReplicas;
}
