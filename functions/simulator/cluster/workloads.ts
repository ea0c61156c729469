// Part of the in-memory cluster: turns Deployments and StatefulSets into pods that become ready after a moment.

import { isWorkload } from '../../decode/observed.ts';
import { KINDS, POD } from '../kinds.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { readObject } from '../../kube/json-reader.ts';
import { controllerOf, type KubeObject, objectKey, withFields } from '../../kube/object.ts';
import { startQueue } from '../queue.ts';
import type { MemoryStore } from './memory-store.ts';
import { now } from './object-version.ts';
import { becomeReady, createPod, podNames, podsOf, templateHash } from './workload-pods.ts';
import { deploymentStatus, isReady, replicasOf, statefulSetStatus, type WorkloadView } from './workload-status.ts';

/** How long a new pod takes. */
export interface WorkloadOptions {
  /** From creation to ready, in milliseconds. */
  readonly readyAfterMs: number;
}

/** The controllers and the kubelet of the in-memory cluster. */
export interface Workloads {
  /** From now on no pod can be created, for this reason (such as a used-up quota); undefined: they can again. */
  readonly refusePods: (reason: string | undefined) => void;
  readonly stop: () => Promise<void>;
}

const WORKLOADS = KINDS.filter(isWorkload);

/** Starts them. Pods belong to their workload directly: there are no ReplicaSets. */
export async function startWorkloads(store: MemoryStore, { readyAfterMs }: WorkloadOptions): Promise<Workloads> {
  const timers = new Set<NodeJS.Timeout>();
  let refusal: string | undefined;
  const makeReadyLater = (pod: KubeObject): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void becomeReady(store, pod);
    }, readyAfterMs);
    timers.add(timer);
  };
  const queue = startQueue(
    async (key) => {
      const workload = store.objects().find((object) => workloadKey(object) === key);
      if (workload !== undefined && workload.metadata.deletionTimestamp === undefined)
        await reconcile(store, workload, { makeReadyLater, refusal });
    },
    (error) => {
      throw error;
    },
  );
  const stops = await Promise.all([
    ...WORKLOADS.map((kind) => store.watch(kind, ({ object }) => queue.add(workloadKey(object)))),
    store.watch(POD, ({ object }) => {
      const owner = controllerOf(object);
      if (owner !== undefined) queue.add(`${owner.kind} ${object.metadata.namespace}/${owner.name}`);
    }),
  ]);
  return {
    refusePods: (reason) => {
      refusal = reason;
      const kinds = new Set(WORKLOADS.map(({ kind }) => kind));
      for (const object of store.objects()) if (kinds.has(object.kind)) queue.add(workloadKey(object));
    },
    stop: async () => {
      for (const stop of stops) stop();
      for (const timer of timers) clearTimeout(timer);
      await queue.stop();
    },
  };
}

interface Means {
  readonly makeReadyLater: (pod: KubeObject) => void;
  /** Why no pod can be made now. */
  readonly refusal: string | undefined;
}

async function reconcile(store: MemoryStore, workload: KubeObject, { makeReadyLater, refusal }: Means): Promise<void> {
  const hash = templateHash(workload);
  const names = podNames(workload, hash);
  const pods = podsOf(store, workload).filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const current = pods.filter(
    (pod) => pod.metadata.labels?.['pod-template-hash'] === hash && names.includes(pod.metadata.name),
  );
  const outdated = pods.filter((pod) => !current.includes(pod));
  // A Deployment rolls: old pods stay until the new ones are ready. A StatefulSet's pods keep their names, so old ones go first.
  const rolls = workload.kind === 'Deployment' && strategyOf(workload) !== 'Recreate';
  const removable = rolls && current.filter(isReady).length < replicasOf(workload) ? [] : outdated;
  await Promise.all(removable.map((pod) => store.delete(pod)));
  if (rolls || outdated.length === 0) {
    const absent = names.filter((name) => !current.some((pod) => pod.metadata.name === name));
    const missing = refusal === undefined ? absent : [];
    for (const pod of await Promise.all(missing.map((name) => createPod(store, workload, { name, hash }))))
      makeReadyLater(pod);
  }
  await report(store, workload, { hash, refusal });
}

interface Report {
  readonly hash: string;
  readonly refusal: string | undefined;
}

async function report(store: MemoryStore, workload: KubeObject, { hash, refusal }: Report): Promise<void> {
  const pods = podsOf(store, workload);
  const isCurrent = (pod: KubeObject): boolean => pod.metadata.labels?.['pod-template-hash'] === hash;
  const view: WorkloadView = {
    workload,
    current: pods.filter(isCurrent),
    outdated: pods.filter((pod) => !isCurrent(pod)),
    revision: `${workload.metadata.name}-${hash}`,
    now: now(),
    refusal,
  };
  const status = workload.kind === 'Deployment' ? deploymentStatus(view) : statefulSetStatus(view);
  if (!isEqual(status, workload['status'])) await store.updateStatus(withFields(workload, { status }));
}

function strategyOf(workload: KubeObject): unknown {
  return readObject(workload, 'spec', 'strategy')['type'];
}

function workloadKey(object: KubeObject): string {
  return `${object.kind} ${objectKey(object)}`;
}
