// Part of status: from the pods of a workload to the failure that matters most.

import type { Server } from '../decode/server.ts';
import { computeContainerFailure } from './container-failure.ts';
import type { Failure } from './failure.ts';
import { currentPods, type PodState } from './pod-state.ts';
import { describeCommand, type PodPlace, podPhrase, WORKLOADS } from './workload-name.ts';

/** What is known beside the pods. */
export interface PodFailureInput {
  readonly server: Server;
  readonly pods: readonly PodState[];
  /** `status.updateRevision` of the StatefulSet; undefined for the proxy. */
  readonly updateRevision: string | undefined;
  /** The settings make NetworkPolicies. */
  readonly hasPolicy: boolean;
  /** The StatefulSet replaces a failed pod by itself when its template changes. */
  readonly heals: boolean;
}

/**
 * The first failure among the pods by name; a pod that ended as a whole says more
 * than its containers. A failed pod that a
 * StatefulSet keeps from an older template gets the command that frees it, if the StatefulSet waits for such a pod for ever.
 */
export function computePodFailure({
  server,
  pods,
  updateRevision,
  heals,
  hasPolicy,
}: PodFailureInput): Failure | undefined {
  for (const pod of currentPods(pods)) {
    const place: PodPlace = { server, component: pod.component, pod: pod.name, hasPolicy };
    const failure = endedPod(place, pod) ?? containerFailure(place, pod) ?? unschedulablePod(place, pod);
    if (failure !== undefined) return isStuck(pod, updateRevision) ? stuckPod(place, failure, heals) : failure;
  }
  return undefined;
}

/** The container that matters first: a sidecar often fails only because it does. */
function containerFailure(place: PodPlace, pod: PodState): Failure | undefined {
  const main = WORKLOADS[place.component].container;
  const ordered = [
    ...pod.containers.filter((state) => state.init),
    ...pod.containers.filter((state) => !state.init && state.name === main),
    ...pod.containers.filter((state) => !state.init && state.name !== main),
  ];
  for (const state of ordered) {
    const failure = computeContainerFailure({ ...place, state });
    if (failure !== undefined) return failure;
  }
  return undefined;
}

interface Ending {
  readonly what: string;
  readonly next: string;
}

const NODE_SHUT_DOWN: Ending = {
  what: 'was ended because its node was shut down',
  next: 'wait for another node, and',
};

/** Pods that ended as a whole, by kubelet's or the node controller's reason; kubelets before 1.22 say `Shutdown`. */
const ENDED: Readonly<Record<string, Ending>> = {
  Evicted: {
    what: 'was evicted because its node ran short of memory, disk or processes',
    next: 'set requests and limits that fit, and',
  },
  NodeLost: { what: 'was lost with its node', next: 'wait for another node, and' },
  Shutdown: NODE_SHUT_DOWN,
  Terminated: NODE_SHUT_DOWN,
  NodeShutdown: NODE_SHUT_DOWN,
  Preempting: { what: 'gave way to a pod of higher priority', next: 'give it a priority class, and' },
};

/** Evicted for what the pod itself wrote: its node has room. */
const WROTE_TOO_MUCH: Ending = {
  what: 'was evicted because it wrote more than its limit of local storage (sizeLimit of an emptyDir, or ephemeral-storage)',
  next: 'raise that limit, or mount a volume for what it writes, and',
};

/** Of kubelet's texts: `Usage of EmptyDir volume "tmp" exceeds the limit …`, `Container mcp exceeded its local ephemeral storage limit …`. */
const OVER_OWN_LIMIT = /exceeds the (?:total )?limit|exceeded its local ephemeral storage limit/;

function endingOf({ reason, message }: PodState): Ending | undefined {
  if (reason === 'Evicted' && OVER_OWN_LIMIT.test(message.slice(0, MAX_REPORTED_LENGTH))) return WROTE_TOO_MUCH;
  return Object.hasOwn(ENDED, reason) ? ENDED[reason] : undefined;
}

function endedPod(place: PodPlace, pod: PodState): Failure | undefined {
  if (pod.phase !== 'Failed') return undefined;
  const { what, next } = endingOf(pod) ?? { what: 'failed as a whole', next: '' };
  const look = `see why with ${describeCommand(place)}`;
  return {
    reason: pod.reason === '' ? 'PodFailed' : pod.reason,
    kind: 'pod',
    message: `${podOf(place)} ${what}. Next: ${next === '' ? look : `${next} ${look}`}`,
  };
}

function unschedulablePod(place: PodPlace, pod: PodState): Failure | undefined {
  if (pod.unschedulable === undefined) return undefined;
  const causes = schedulingCauses(pod.unschedulable);
  const why = causes.length === 0 ? '' : ` (${causes.join(', ')})`;
  const next = `${schedulingRemedy(place, pod.unschedulable)}, see ${describeCommand(place)}`;
  return { reason: 'Unschedulable', kind: 'pod', message: `${podOf(place)} fits on no node${why}. Next: ${next}` };
}

/**
 * Without a claim, or without a volume for it, no node will do, however small the pod is. A volume that is on some nodes alone leaves
 * the question whether the pod fits there.
 */
function schedulingRemedy({ server, component }: PodPlace, message: string): string {
  const text = message.slice(0, MAX_REPORTED_LENGTH);
  const claims = `look at the claims of its volumes and their storage class: kubectl get persistentvolumeclaims -n ${server.namespace}`;
  if (/persistent ?volume/i.test(text)) return claims;
  const field = component === 'backend' ? 'spec.resources and spec.podTemplateSpec' : 'the resources of the proxy';
  const size = `check ${field} against the nodes`;
  if (!/volume node affinity/i.test(text)) return size;
  return /insufficient/i.test(text) ? `${size} that have its volume, or ${claims}` : claims;
}

/** Longest text of the scheduler or of kubelet that is looked at, in characters. */
const MAX_REPORTED_LENGTH = 2048;

/**
 * The causes without the numbers of nodes, which change as nodes come and go: from `0/3 nodes are available: 1 Insufficient
 * cpu, 2 node(s) had untolerated taint {a: b}. preemption: …` the two causes, sorted.
 */
export function schedulingCauses(message: string): readonly string[] {
  const listed =
    /nodes are available: (?<causes>.*)$/s.exec(message.slice(0, MAX_REPORTED_LENGTH))?.groups?.['causes'] ?? '';
  const [first = ''] = listed.split(/\. (?=preemption|no new claims)/i);
  const causes = first
    .replace(/[.\s]+$/, '')
    .split(/, (?=\d+ )/)
    .map((cause) => cause.replace(/^\d+ /, '').trim());
  return [...new Set(causes.filter((cause) => cause !== ''))].toSorted();
}

function isStuck(pod: PodState, updateRevision: string | undefined): boolean {
  return updateRevision !== undefined && pod.revision !== '' && pod.revision !== updateRevision;
}

function stuckPod({ server, pod }: PodPlace, failure: Failure, heals: boolean): Failure {
  const [what = ''] = failure.message.split('. Next: ');
  const next = heals
    ? 'wait, the pod is still of the spec before and is replaced by itself'
    : `the pod is still of the spec before and blocks the new one: kubectl delete pod ${pod} -n ${server.namespace}`;
  return { ...failure, message: `${what}. Next: ${next}` };
}

function podOf(place: PodPlace): string {
  return `${podPhrase(place)} (container ${WORKLOADS[place.component].container})`;
}
