// Part of status: everything that is known about the proxy or the backend of a server.

import { type Failure, withSafeReason } from './failure.ts';
import type { StatusInput } from './input.ts';
import { replacesBrokenPods } from '../children/pod-management.ts';
import { findObject } from '../decode/observed.ts';
import { readList, readMember, readText } from '../kube/json-reader.ts';
import { type ForeignChange, listForeignChanges } from './foreign-changes.ts';
import { isWrittenAsDesired } from './written-as-desired.ts';
import { wellFormed } from './well-formed.ts';
import { isObject, type KubeObject } from '../kube/object.ts';
import { newestOf, readTime } from './read.ts';
import { computePodFailure } from './pod-failure.ts';
import { computePodHint } from './pod-hint.ts';
import { currentPods, listPodStates, type PodState } from './pod-state.ts';
import { computeRollout, isSpecApplied, type Rollout, type RolloutState } from './rollout.ts';
import { computeDeploymentFailure, computeWorkloadHint } from './workload-failure.ts';
import { type Component, WORKLOADS } from './workload-name.ts';

/** One workload with its pods. */
export interface Workload {
  readonly component: Component;
  /** Whether this answer asks for it; false while it is held back. */
  readonly desired: boolean;
  readonly rollout: Rollout;
  /** Pods that speak for it now, sorted by name; empty when the settings leave pods out. */
  readonly pods: readonly PodState[];
  /** All pods that there are end. */
  readonly isLeaving: boolean;
  readonly failure: Failure | undefined;
  /** What can be said while nothing fails and nothing is ready. */
  readonly hint: string | undefined;
  /** Newest time that the workload and its pods report: when their present state began. */
  readonly newestTime: string | undefined;
}

/** Reads one workload. Missing and malformed parts count as not there. */
export function computeWorkload(input: StatusInput, component: Component): Workload {
  const { server } = input.compiled;
  const desired = input.desired.find((object) => isWorkload(object, component) && object.metadata.name === server.name);
  const found = findObject(input.observed, WORKLOADS[component], server);
  const observed = isObject(found) ? found : undefined;
  const { pods, leaving } = listPodStates(server, input.compiled.references.pods, component);
  const podHint = computePodHint(server, pods.length > 0 ? pods : leaving);
  const failure = computeFailure(input, component, { observed, pods, podHint });
  const isApplied = isKnownInPlace(input, desired) || isSpecApplied(desired, observed);
  const rollout = computeRollout(observed, isApplied, isApplied ? [] : computeChanges(input, desired, observed));
  return {
    component,
    desired: desired !== undefined,
    rollout,
    pods: currentPods(pods),
    isLeaving: leaving.length > 0 && pods.length === 0,
    failure: failure === undefined ? undefined : withSafeReason(failure),
    hint: HINTED.has(rollout.state) ? (podHint ?? computeWorkloadHint(server, component, observed)) : undefined,
    newestTime: newestOf([...workloadTimes(observed), ...pods.map((pod) => pod.newestTime)]),
  };
}

function isKnownInPlace({ inPlace }: StatusInput, desired: KubeObject | undefined): boolean {
  return desired !== undefined && inPlace?.has(desired) === true;
}

/** States in which pods are on their way. */
const HINTED: ReadonlySet<RolloutState> = new Set(['replacing', 'starting']);

/**
 * What others have changed of a workload that is not as asked for. Nothing while the number of pods is another one, which is put back
 * at once.
 */
function computeChanges(
  { previous }: StatusInput,
  desired: KubeObject | undefined,
  found: KubeObject | undefined,
): readonly ForeignChange[] {
  if (desired === undefined || found === undefined) return [];
  const replicas = readMember(desired, 'spec', 'replicas');
  if (replicas !== undefined && replicas !== readMember(found, 'spec', 'replicas')) return [];
  const versions = { desired, observed: wellFormed(found, desired) };
  return isWrittenAsDesired(previous, versions) ? listForeignChanges(versions) : [];
}

interface Observation {
  readonly observed: KubeObject | undefined;
  readonly pods: readonly PodState[];
  readonly podHint: string | undefined;
}

/** Pods know more than their workload. Pods without workload are on their way out. */
function computeFailure(
  { compiled: { server, settings } }: StatusInput,
  component: Component,
  { observed, pods, podHint }: Observation,
): Failure | undefined {
  if (observed === undefined) return undefined;
  const updateRevision = component === 'backend' ? readText(observed, 'status', 'updateRevision') : undefined;
  const hasPolicy = settings.networkPolicy.enabled;
  const failure = computePodFailure({ server, pods, updateRevision, heals: replacesBrokenPods(observed), hasPolicy });
  return failure ?? (component === 'proxy' ? computeDeploymentFailure(server, observed, podHint) : undefined);
}

function workloadTimes(observed: unknown): readonly (string | undefined)[] {
  return [
    readTime(observed, 'metadata', 'creationTimestamp'),
    ...readList(observed, 'status', 'conditions').map((condition) => readTime(condition, 'lastTransitionTime')),
  ];
}

function isWorkload(object: KubeObject, component: Component): boolean {
  const { apiVersion, kind } = WORKLOADS[component];
  return object.apiVersion === apiVersion && object.kind === kind;
}
