// Part of status: whether an observed workload is what this spec asks for, and how far its pods are.

import { isSubset } from '../kube/json-subset.ts';
import { readCount, readMember } from '../kube/json-reader.ts';
import type { KubeObject } from '../kube/object.ts';
import type { ForeignChange } from './foreign-changes.ts';

/**
 * Where a workload stands. `absent`: not observed. `unapplied`: the observed spec is not the desired one. `unseen`: its
 * controller has not looked at the newest spec. `stopped`: scaled to zero. `replacing`: pods of an older spec are left.
 * `starting`: no pod is ready. `complete`: all pods are of the newest spec and at least one is ready.
 */
export type RolloutState = 'absent' | 'unapplied' | 'unseen' | 'stopped' | 'replacing' | 'starting' | 'complete';

/** State and numbers of pods. */
export interface Rollout {
  readonly state: RolloutState;
  /** Everything that is asked for is there; a desired workload that is not known is not compared. */
  readonly isApplied: boolean;
  /** What somebody else has changed of a workload that was written as it is asked for; empty while that is not sure. */
  readonly changes: readonly ForeignChange[];
  /** Pods that the workload wants; 1 when its spec does not say. */
  readonly wanted: number;
  /** Pods that exist. */
  readonly replicas: number;
  readonly readyReplicas: number;
  /** Whether its controller has seen the newest version of it: a change that is missing then has never arrived. */
  readonly seen: boolean;
}

/**
 * Compares the spec only: labels of a Deployment may differ for ever under server-side apply, and other programs add their own.
 * A desired workload that is not known (held back, or the spec is invalid) is not compared.
 */
export function isSpecApplied(desired: KubeObject | undefined, observed: KubeObject | undefined): boolean {
  return desired === undefined || (observed !== undefined && isSubset(desired['spec'], observed['spec']));
}

/**
 * Where the pods are. A workload that others changed after it was written runs what was asked for as far as it ever will, so its
 * pods decide; the number of pods is put back.
 */
export function computeRollout(
  observed: KubeObject | undefined,
  isApplied: boolean,
  changes: readonly ForeignChange[] = [],
): Rollout {
  const spec = observed?.['spec'];
  const wanted = readMember(spec, 'replicas') === undefined ? 1 : readCount(spec, 'replicas');
  const replicas = readCount(observed, 'status', 'replicas');
  const readyReplicas = readCount(observed, 'status', 'readyReplicas');
  return {
    state: computeState(isApplied || changes.length > 0, observed),
    isApplied,
    changes,
    wanted,
    replicas,
    readyReplicas,
    seen: isSeen(observed),
  };
}

function computeState(isApplied: boolean, observed: KubeObject | undefined): RolloutState {
  if (observed === undefined) return 'absent';
  const status = observed['status'];
  if (!isApplied) return 'unapplied';
  if (readMember(observed, 'spec', 'replicas') === 0) return 'stopped';
  if (!isSeen(observed)) return 'unseen';
  if (readCount(status, 'replicas') > readCount(status, 'updatedReplicas')) return 'replacing';
  return readCount(status, 'readyReplicas') > 0 ? 'complete' : 'starting';
}

function isSeen(observed: KubeObject | undefined): boolean {
  return readCount(observed, 'status', 'observedGeneration') >= readCount(observed, 'metadata', 'generation');
}

/** Clients are served by ready pods of the newest spec, or, while those are made, of the spec before: as `Available` of a Deployment. */
export function isServing({ state, readyReplicas }: Rollout): boolean {
  return state === 'complete' || ((state === 'replacing' || state === 'unseen') && readyReplicas > 0);
}
