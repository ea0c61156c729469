// Part of status: vocabulary: one failure that keeps a workload from running.

/** Why a workload fails. Texts are stable while the cause stays: no times, no random parts, no output of containers. */
export interface Failure {
  /** Reason of a condition; from the tables here, or an unknown reason of kubelet that has the grammar of one. */
  readonly reason: string;
  /** `pod`: a pod fails. `workload`: pods cannot be made at all, or the rollout gave up. */
  readonly kind: 'pod' | 'workload';
  /** What fails, why, and the next step. */
  readonly message: string;
}

/** Grammar of condition reasons in the schema of Kubernetes' conditions; shorter here. */
const REASON = /^[A-Za-z](?:[A-Za-z0-9_]{0,62}[A-Za-z0-9])?$/;

/** The failure with a reason that the API server accepts. */
export function withSafeReason(failure: Failure): Failure {
  return REASON.test(failure.reason) ? failure : { ...failure, reason: 'Unknown' };
}
