// Part of status: the pods of each workload, those that are on their way out apart.

import { COMPONENT, INSTANCE, SERVER_NAME } from '../decode/label-keys.ts';
import type { Server } from '../decode/server.ts';
import { type ContainerState, listContainerStates } from './container-state.ts';
import { readList, readMember, readStrings, readText } from '../kube/json-reader.ts';
import { isQualifiedName } from '../kube/label-grammar.ts';
import { findCondition, newestOf, readTime } from './read.ts';
import { type Component, WORKLOADS } from './workload-name.ts';

/** One pod of the proxy or of the backend. */
export interface PodState {
  readonly component: Component;
  readonly name: string;
  /** Hash of the template that the pod was made from; empty when not told. */
  readonly revision: string;
  readonly createdAt: string;
  /** `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`. */
  readonly phase: string;
  /** Of a failed pod: `Evicted`, `NodeLost`, …; empty when not told. */
  readonly reason: string;
  /** What ended it, in kubelet's words: to be classified, never shown. */
  readonly message: string;
  /** Why the scheduler found no node; undefined when it did, or has not looked yet. */
  readonly unschedulable: string | undefined;
  /** The scheduler does not look at it before somebody removes its gates. */
  readonly isGated: boolean;
  /** The scheduler failed at something else than at finding a node, such as a volume that is to be made for it. */
  readonly isUnplaced: boolean;
  /** It has a node and kubelet has set up neither its volumes nor its network. */
  readonly isUnprepared: boolean;
  /** It is not ready as a whole, whatever its containers are. */
  readonly isUnready: boolean;
  /** Empty before it has one. */
  readonly node: string;
  /** When it has to be gone; undefined unless it is being deleted. */
  readonly goneBy: string | undefined;
  /** Names of what other programs have to do before it can be gone. */
  readonly finalizers: readonly string[];
  readonly containers: readonly ContainerState[];
  /** The newest time that the pod reports. */
  readonly newestTime: string | undefined;
}

/** Pods of a server by component, sorted by name: those that stay, and those that are being deleted. */
export function listPodStates(
  server: Server,
  pods: readonly unknown[],
  component: Component,
): { readonly pods: readonly PodState[]; readonly leaving: readonly PodState[] } {
  const all = pods
    .filter((pod) => isOfServer(server, pod) && componentOf(pod) === component)
    .map((pod) => readPod(pod, component))
    .toSorted((left, right) => compareText(left.name, right.name));
  return {
    pods: all.filter(({ goneBy }) => goneBy === undefined),
    leaving: all.filter(({ goneBy }) => goneBy !== undefined),
  };
}

/**
 * The pods that speak for a workload now. Pods that ended stay in the list of a Deployment after they were replaced, so they
 * count only when there is no other; of a Deployment only pods of the newest template count.
 */
export function currentPods(pods: readonly PodState[]): readonly PodState[] {
  const live = pods.filter((pod) => pod.phase !== 'Failed' && pod.phase !== 'Succeeded');
  const candidates = live.length > 0 ? live : pods;
  if (candidates.every((pod) => pod.component === 'backend')) return candidates;
  const newest = candidates.reduce((one, other) => (other.createdAt > one.createdAt ? other : one));
  return candidates.filter((pod) => pod.revision === newest.revision);
}

function readPod(pod: unknown, component: Component): PodState {
  const containers = listContainerStates(pod);
  return {
    component,
    name: readText(pod, 'metadata', 'name') ?? '',
    revision:
      readText(pod, 'metadata', 'labels', component === 'backend' ? 'controller-revision-hash' : 'pod-template-hash') ??
      '',
    createdAt: readTime(pod, 'metadata', 'creationTimestamp') ?? '',
    phase: readText(pod, 'status', 'phase') ?? '',
    reason: readText(pod, 'status', 'reason') ?? '',
    message: readText(pod, 'status', 'message') ?? '',
    unschedulable: readUnschedulable(pod),
    isGated: readText(findCondition(pod, 'PodScheduled'), 'reason') === 'SchedulingGated',
    isUnplaced: readText(findCondition(pod, 'PodScheduled'), 'reason') === 'SchedulerError',
    isUnprepared: isUnprepared(pod),
    isUnready: readText(findCondition(pod, 'Ready'), 'status') === 'False',
    node: readText(pod, 'spec', 'nodeName') ?? '',
    goneBy: readMember(pod, 'metadata', 'deletionTimestamp') === undefined ? undefined : readGoneBy(pod),
    finalizers: readStrings(pod, 'metadata', 'finalizers').filter(isQualifiedName),
    containers,
    newestTime: newestOf(podTimes(pod)),
  };
}

function podTimes(pod: unknown): readonly (string | undefined)[] {
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((list) => readList(pod, 'status', list));
  return [
    readTime(pod, 'metadata', 'creationTimestamp'),
    ...readList(pod, 'status', 'conditions').map((condition) => readTime(condition, 'lastTransitionTime')),
    ...statuses.flatMap((status) => [
      readTime(status, 'state', 'running', 'startedAt'),
      readTime(status, 'state', 'terminated', 'finishedAt'),
      readTime(status, 'lastState', 'terminated', 'finishedAt'),
    ]),
  ];
}

function readUnschedulable(pod: unknown): string | undefined {
  const scheduled = findCondition(pod, 'PodScheduled');
  if (readText(scheduled, 'status') !== 'False') return undefined;
  return readText(scheduled, 'reason') === 'Unschedulable' ? (readText(scheduled, 'message') ?? '') : undefined;
}

function isUnprepared(pod: unknown): boolean {
  const [scheduled, prepared] = ['PodScheduled', 'PodReadyToStartContainers'].map((type) => findCondition(pod, type));
  return readText(scheduled, 'status') === 'True' && readText(prepared, 'status') === 'False';
}

/** Any text will do for a pod whose time cannot be read. */
function readGoneBy(pod: unknown): string {
  return readTime(pod, 'metadata', 'deletionTimestamp') ?? 'now';
}

function isOfServer(server: Server, pod: unknown): boolean {
  const names = [INSTANCE, SERVER_NAME].map((label) => readText(pod, 'metadata', 'labels', label));
  return names.every((name) => name === undefined || name === server.name);
}

/** By our label; pods that ToolHive made have none, so by the container that matters. */
function componentOf(pod: unknown): Component | undefined {
  const label = readText(pod, 'metadata', 'labels', COMPONENT);
  if (label === 'proxy' || label === 'backend') return label;
  const names = new Set(readList(pod, 'spec', 'containers').map((container) => readText(container, 'name')));
  if (names.has(WORKLOADS.proxy.container)) return 'proxy';
  return names.has(WORKLOADS.backend.container) ? 'backend' : undefined;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
