// Part of status: what a workload itself says about not getting its pods.

import type { Server } from '../decode/server.ts';
import type { Failure } from './failure.ts';
import { readCount, readMember, readText } from '../kube/json-reader.ts';
import { findCondition } from './read.ts';
import { boundedLine, withoutStop } from './text.ts';
import { workloadName } from '../decode/names.ts';
import { type Component, describeWorkloadCommand } from './workload-name.ts';

/** A refusal of pods, by the API server's text. */
interface RefusalRow {
  readonly match: RegExp;
  readonly reason: string;
  readonly next: (server: Server) => string;
}

const REFUSALS: readonly RefusalRow[] = [
  {
    match: /exceeded quota/,
    reason: 'QuotaExceeded',
    next: ({ namespace }) => `lower the requests, or raise the quota: kubectl describe quota -n ${namespace}`,
  },
  {
    match: /failed quota/,
    reason: 'ResourcesRequired',
    next: ({ namespace }) =>
      `give the proxy these in spec.resourceOverrides.proxyDeployment.resources, or every container by a LimitRange: kubectl describe quota -n ${namespace}`,
  },
  {
    match: /violates PodSecurity/,
    reason: 'PodSecurityDenied',
    next: ({ namespace }) =>
      `change the pod, or the Pod Security level of the namespace: kubectl describe namespace ${namespace}`,
  },
  {
    match: /admission webhook|ValidatingAdmissionPolicy/,
    reason: 'AdmissionDenied',
    next: (server) => `change what that policy asks for; see ${describeWorkloadCommand(server, 'proxy')}`,
  },
  {
    // The last is the default limit of a LimitRange beside a larger request.
    match:
      /(?:maximum|minimum) (?:cpu|memory|ephemeral-storage)|max limit to request ratio|must be less than or equal to \w+ limit/,
    reason: 'LimitRangeViolated',
    next: ({ namespace }) => `change the resources to what is allowed: kubectl describe limitrange -n ${namespace}`,
  },
  {
    match: /security context constraint/,
    reason: 'SecurityContextDenied',
    next: (server) =>
      `on OpenShift the operator needs the setting platform: openshift, which leaves user and group ids to the platform; see ${describeWorkloadCommand(server, 'proxy')}`,
  },
  {
    match: /service ?account/i,
    reason: 'ServiceAccountNotFound',
    next: ({ namespace }) => `see whether it exists: kubectl get serviceaccounts -n ${namespace}`,
  },
];

/** Longest part of a refusal that is shown, in characters; enough for a Pod Security text with all its fields. */
const MAX_REFUSAL_LENGTH = 500;

/**
 * Failure from the conditions of the Deployment: no pods can be made, or the rollout made no progress; then what its pods wait for,
 * which the Deployment does not know.
 */
export function computeDeploymentFailure(
  server: Server,
  observed: unknown,
  hint: string | undefined,
): Failure | undefined {
  const refused = findCondition(observed, 'ReplicaFailure');
  if (readText(refused, 'status') === 'True') return refusal(server, readText(refused, 'message') ?? '');
  const progress = findCondition(observed, 'Progressing');
  if (readText(progress, 'status') !== 'False' || readText(progress, 'reason') !== 'ProgressDeadlineExceeded')
    return undefined;
  return {
    reason: 'ProgressDeadlineExceeded',
    kind: 'workload',
    message: `Deployment ${workloadName(server)} made no progress within its deadline${hint === undefined ? `. Next: see why with ${describeWorkloadCommand(server, 'proxy')}` : `: ${hint}`}`,
  };
}

/**
 * A StatefulSet has no conditions: when its controller has seen the newest spec and there is still no pod, only events know
 * why. Right after creation this is so for a moment, hence a hint and no failure. Undefined when there is nothing to say.
 */
export function computeWorkloadHint(server: Server, component: Component, observed: unknown): string | undefined {
  if (readMember(observed, 'spec', 'paused') === true) return pausedHint(server);
  const seen = readCount(observed, 'status', 'observedGeneration');
  if (component !== 'backend' || seen === 0 || seen < readCount(observed, 'metadata', 'generation')) return undefined;
  if (readCount(observed, 'status', 'replicas') > 0) return undefined;
  const account = readText(observed, 'spec', 'template', 'spec', 'serviceAccountName') ?? 'default';
  return `the StatefulSet has made no pod; if this lasts, its events say why (quota, Pod Security, ServiceAccount ${account} is missing): ${describeWorkloadCommand(server, 'backend')}`;
}

/** Nobody asks for it here, and nothing takes it back: a rollout waits until whoever paused it goes on. */
function pausedHint(server: Server): string {
  return `somebody has paused the Deployment, so its pods stay as they are: kubectl rollout resume deployment ${workloadName(server)} -n ${server.namespace}`;
}

/** The text starts with the random name of a pod, another one at each try; policies name it once more. */
function withoutPodName(server: Server, message: string): string {
  const prefix = `${workloadName(server)}-`;
  return message
    .replace(/^(?:.*? is forbidden|Pod "[^"]*" is invalid): /s, '')
    .split(prefix)
    .map((part, index) => (index === 0 ? part : part.replace(/^[a-z0-9]{1,10}-[a-z0-9]{5}\b/, '…')))
    .join(prefix);
}

function refusal(server: Server, message: string): Failure {
  const row = REFUSALS.find(({ match }) => match.test(message));
  const stable = boundedLine(withoutPodName(server, message), MAX_REFUSAL_LENGTH);
  const next = row?.next(server) ?? `see why with ${describeWorkloadCommand(server, 'proxy')}`;
  return {
    reason: row?.reason ?? 'FailedCreate',
    kind: 'workload',
    message: `Deployment ${workloadName(server)} gets no pods: ${withoutStop(stable)}. Next: ${next}`,
  };
}
