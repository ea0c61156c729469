// Part of status: restarts that were asked for with `kubectl rollout restart`, which this operator leaves in place.

import { readText } from '../kube/json-reader.ts';
import { millisecondsOf } from '../kube/time.ts';
import { findObject } from '../decode/observed.ts';
import type { StatusInput } from './input.ts';
import type { RolloutChange } from './rollout-cause.ts';
import { WORKLOADS } from './workload-name.ts';

/** Annotation of the pod template, with the time of the command in RFC 3339 and the zone of the caller. */
export const KUBECTL_RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** Longest time in RFC 3339 with zone that is looked at, in characters. */
const MAX_TIME_LENGTH = 40;

/** The workloads whose last restart by kubectl is newer than the last rollout that was reported. */
export function computeKubectlRestarts(
  { observed, compiled: { server } }: StatusInput,
  reportedAt: string | undefined,
): readonly RolloutChange[] {
  return (['proxy', 'backend'] as const).flatMap((component): readonly RolloutChange[] => {
    const found = findObject(observed, WORKLOADS[component], server);
    const time = readText(found, 'spec', 'template', 'metadata', 'annotations', KUBECTL_RESTARTED_AT) ?? '';
    if (time.length > MAX_TIME_LENGTH || !isNewer(time, reportedAt)) return [];
    const text = 'a restart was asked for with kubectl rollout restart';
    return [{ component, template: { [KUBECTL_RESTARTED_AT]: time }, cause: { reason: 'RestartRequested', text } }];
  });
}

/** A text that is no time is not newer than any. */
function isNewer(time: string, reportedAt: string | undefined): boolean {
  const restarted = millisecondsOf(time);
  return !Number.isNaN(restarted) && (reportedAt === undefined || restarted > millisecondsOf(reportedAt));
}
