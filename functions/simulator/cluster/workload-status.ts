// Part of the in-memory cluster: the status that controllers and kubelets write to workloads and pods.

import { readObject, readObjects } from '../../kube/json-reader.ts';
import { type Fields, isObject, type KubeObject } from '../../kube/object.ts';

/** A workload with the pods that belong to it. */
export interface WorkloadView {
  readonly workload: KubeObject;
  /** Pods of the current template. */
  readonly current: readonly KubeObject[];
  /** Pods of an older template. */
  readonly outdated: readonly KubeObject[];
  /** `name-hash`: the ReplicaSet or the revision of the current template. */
  readonly revision: string;
  /** RFC 3339. */
  readonly now: string;
  /** Why no pod can be created now. */
  readonly refusal?: string | undefined;
}

/** `spec.replicas`, 1 unless set. */
export function replicasOf(workload: KubeObject): number {
  const replicas = isObject(workload['spec']) ? workload['spec']['replicas'] : undefined;
  return typeof replicas === 'number' ? replicas : 1;
}

/** Whether a pod's condition Ready is True. */
export function isReady(pod: KubeObject): boolean {
  const conditions = isObject(pod['status']) ? pod['status']['conditions'] : undefined;
  return (
    Array.isArray(conditions) &&
    conditions.some((entry) => isObject(entry) && entry['type'] === 'Ready' && entry['status'] === 'True')
  );
}

/** What the Deployment controller writes; counts of zero are left out, as it does. */
export function deploymentStatus(view: WorkloadView): Fields {
  const { workload, current, outdated } = view;
  const replicas = replicasOf(workload);
  const ready = [...current, ...outdated].filter(isReady).length;
  const done = outdated.length === 0 && current.filter(isReady).length >= replicas;
  const progress = done
    ? ['NewReplicaSetAvailable', `ReplicaSet "${view.revision}" has successfully progressed.`]
    : ['ReplicaSetUpdated', `ReplicaSet "${view.revision}" is progressing.`];
  const available =
    ready >= replicas
      ? ['True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.']
      : ['False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.'];
  return {
    observedGeneration: workload.metadata.generation,
    ...nonZero({
      replicas: current.length + outdated.length,
      updatedReplicas: current.length,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: Math.max(0, replicas - ready),
    }),
    conditions: [
      condition(view, 'Available', available),
      condition(view, 'Progressing', ['True', ...progress]),
      ...refusalOf(view, replicas),
    ],
  };
}

/** The number of pods that are desired but cannot be created. */
function refusalOf(view: WorkloadView, replicas: number): readonly Fields[] {
  const { refusal, current } = view;
  if (refusal === undefined || current.length >= replicas) return [];
  return [condition(view, 'ReplicaFailure', ['True', 'FailedCreate', refusal])];
}

/** What the StatefulSet controller writes. */
export function statefulSetStatus({ workload, current, outdated, revision }: WorkloadView): Fields {
  const ready = [...current, ...outdated].filter(isReady).length;
  return {
    observedGeneration: workload.metadata.generation,
    replicas: current.length + outdated.length,
    availableReplicas: ready,
    collisionCount: 0,
    currentRevision: revision,
    updateRevision: revision,
    ...nonZero({ readyReplicas: ready, currentReplicas: current.length, updatedReplicas: current.length }),
  };
}

/** What a kubelet writes of a pod whose containers are being made, or run and are ready. */
export function podStatus(pod: KubeObject, ready: boolean, now: string): Fields {
  const spec = readObject(pod, 'spec');
  const containers = readObjects(spec, 'containers');
  const flag = ready ? 'True' : 'False';
  const conditions = [
    ['PodScheduled', 'True'],
    ['Initialized', 'True'],
    ['ContainersReady', flag],
    ['Ready', flag],
  ];
  return {
    phase: ready ? 'Running' : 'Pending',
    hostIP: '10.0.0.1',
    ...(ready ? { podIP: '10.244.0.2' } : {}),
    qosClass: 'BestEffort',
    startTime: pod.metadata.creationTimestamp,
    conditions: conditions.map(([type, status]) => ({ type, status, lastProbeTime: null, lastTransitionTime: now })),
    containerStatuses: containers.map((container) => ({
      name: container['name'],
      image: container['image'],
      imageID: ready ? String(container['image']) : '',
      ready,
      started: ready,
      restartCount: 0,
      state: ready ? { running: { startedAt: now } } : { waiting: { reason: 'ContainerCreating' } },
      lastState: {},
    })),
  };
}

function condition(
  view: WorkloadView,
  type: string,
  [status = '', reason = '', message = '']: readonly string[],
): Fields {
  const old = isObject(view.workload['status']) ? view.workload['status']['conditions'] : undefined;
  const before = Array.isArray(old) ? old.filter(isObject).find((entry) => entry['type'] === type) : undefined;
  const lastTransitionTime = before?.['status'] === status ? before['lastTransitionTime'] : view.now;
  const lastUpdateTime = before?.['reason'] === reason ? before['lastUpdateTime'] : view.now;
  return { type, status, reason, message, lastUpdateTime, lastTransitionTime };
}

function nonZero(counts: Readonly<Record<string, number>>): Fields {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
