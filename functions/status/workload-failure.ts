// Part of status: what a workload itself says about not getting its pods.

import type { Server } from '../decode/server.ts';
import type { Failure } from './failure.ts';
import { findCondition, readCount, readText } from './read.ts';
import { oneLine, withoutStop } from './text.ts';
import { describeWorkloadCommand } from './workload-name.ts';

/** A refusal of pods, by the API server's text. */
interface RefusalRow {
  readonly match: RegExp;
  readonly reason: string;
  readonly next: string;
}

const REFUSALS: readonly RefusalRow[] = [
  {
    match: /exceeded quota/,
    reason: 'QuotaExceeded',
    next: 'lower the requests, or raise the ResourceQuota; see kubectl describe quota',
  },
  {
    match: /violates PodSecurity/,
    reason: 'PodSecurityDenied',
    next: 'change spec.podTemplateSpec, or the Pod Security level of the namespace; see kubectl describe namespace',
  },
  {
    match: /maximum (?:cpu|memory)|minimum (?:cpu|memory)|LimitRange/,
    reason: 'LimitRangeViolated',
    next: 'change the resources to what the LimitRange allows; see kubectl describe limitrange',
  },
  {
    match: /admission webhook|ValidatingAdmissionPolicy/,
    reason: 'AdmissionDenied',
    next: 'ask whoever runs that policy; see',
  },
  {
    match: /service ?account/i,
    reason: 'ServiceAccountNotFound',
    next: 'create the ServiceAccount, or correct spec.serviceAccount; see',
  },
];

/** Longest part of a refusal that is shown, in characters; enough for a Pod Security text with all its fields. */
const MAX_REFUSAL_LENGTH = 500;

/** Failure from the conditions of the Deployment: no pods can be made, or the rollout made no progress. */
export function computeDeploymentFailure(server: Server, observed: unknown): Failure | undefined {
  const refused = findCondition(observed, 'ReplicaFailure');
  if (readText(refused, 'status') === 'True') return refusal(server, readText(refused, 'message') ?? '');
  const progress = findCondition(observed, 'Progressing');
  if (readText(progress, 'status') !== 'False' || readText(progress, 'reason') !== 'ProgressDeadlineExceeded')
    return undefined;
  return {
    reason: 'ProgressDeadlineExceeded',
    kind: 'workload',
    message: `Deployment ${server.name} made no progress within its deadline. Next: see why with ${describeWorkloadCommand(server, 'proxy')}`,
  };
}

/**
 * A StatefulSet has no conditions: when its controller has seen the newest spec and there is still no pod, only events know
 * why. Right after creation this is so for a moment, hence a hint and no failure. Undefined when there is nothing to say.
 */
export function computeStatefulSetHint(server: Server, observed: unknown): string | undefined {
  const seen = readCount(observed, 'status', 'observedGeneration');
  if (seen === 0 || seen < readCount(observed, 'metadata', 'generation')) return undefined;
  if (readCount(observed, 'status', 'replicas') > 0) return undefined;
  return `it has made no pod; if this lasts, its events say why (quota, Pod Security, a missing ServiceAccount): ${describeWorkloadCommand(server, 'backend')}`;
}

function refusal(server: Server, message: string): Failure {
  const row = REFUSALS.find(({ match }) => match.test(message));
  // The text starts with the random name of a pod, other at each try.
  const stable = oneLine(message.replace(/^.*? is forbidden: /s, ''), MAX_REFUSAL_LENGTH);
  const next =
    row === undefined || row.next.endsWith('see')
      ? `${row?.next ?? 'see why with'} ${describeWorkloadCommand(server, 'proxy')}`
      : `${row.next} -n ${server.namespace}`;
  return {
    reason: row?.reason ?? 'FailedCreate',
    kind: 'workload',
    message: `Deployment ${server.name} gets no pods: ${withoutStop(stable)}. Next: ${next}`,
  };
}
