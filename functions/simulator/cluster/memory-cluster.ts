// A whole cluster in memory: API server, garbage collector, workload controllers, kubelet.

import type { AdmissionWebhooks } from './admission.ts';
import type { CustomResource } from './custom-resource.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { startWorkloads } from './workloads.ts';

/** How the cluster is set up. */
export interface MemoryClusterOptions {
  readonly customResources?: readonly CustomResource[];
  readonly admission?: AdmissionWebhooks;
  /** From the creation of a pod until it is ready, in milliseconds. Default 500. */
  readonly podsReadyAfterMs?: number;
}

/** A running cluster. */
export interface MemoryCluster {
  readonly store: MemoryStore;
  readonly stop: () => Promise<void>;
}

const PODS_READY_AFTER_MS = 500;

/** Starts an empty cluster. */
export async function startMemoryCluster(options: MemoryClusterOptions = {}): Promise<MemoryCluster> {
  const store = createMemoryStore(options);
  const workloads = await startWorkloads(store, { readyAfterMs: options.podsReadyAfterMs ?? PODS_READY_AFTER_MS });
  return { store, stop: workloads.stop };
}
