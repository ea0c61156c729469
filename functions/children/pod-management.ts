// Children: in which order the backend's StatefulSet makes and replaces its pods.

import type { StatefulSetSpec } from 'kubernetes-types/apps/v1.d.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { ObjectMap } from '../decode/observed.ts';
import type { KubeObject } from '../kube/object.ts';
import { readMember } from '../kube/json-reader.ts';
import { observedStatefulSet } from './observed-workloads.ts';

const PARALLEL = { podManagementPolicy: 'Parallel' } as const satisfies Partial<StatefulSetSpec>;

/**
 * Pods in order, the default, are not replaced while the one before was never ready: a corrected image would wait until somebody
 * deletes the pod. The field cannot be changed, so a StatefulSet that exists keeps what it has, also one that Metacontroller has
 * not claimed yet: sending another value would be refused for ever.
 */
export function podManagement(
  { server, references }: Compiled,
  observed: ObjectMap,
): Pick<StatefulSetSpec, 'podManagementPolicy'> {
  const existing = observedStatefulSet(server, observed) ?? references.backendByName;
  return existing === undefined || replacesBrokenPods(existing) ? PARALLEL : {};
}

/** Whether this StatefulSet replaces a pod that never was ready when its template changes. */
export function replacesBrokenPods(statefulSet: KubeObject): boolean {
  return readMember(statefulSet, 'spec', 'podManagementPolicy') === PARALLEL.podManagementPolicy;
}
