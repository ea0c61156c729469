// Part of status: what the phase and the conditions are decided from, gathered once.

import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { Finding } from '../kube/finding.ts';
import type { KubeObject } from '../kube/object.ts';
import type { StatusInput } from './input.ts';
import { findOverdue, type Overdue } from './overdue.ts';
import { findConflict, listMissing } from './ownership.ts';
import { computeWorkload, type Workload } from './workload.ts';

/** Everything that a rule of the phase or a condition reads. */
export interface Facts {
  readonly input: StatusInput;
  /** Findings that refuse the spec. */
  readonly errors: readonly Finding[];
  /** Findings that would refuse a new object with this spec. */
  readonly tolerated: readonly Finding[];
  readonly proxy: Workload;
  readonly backend: Workload;
  /** Desired children that are not there. */
  readonly missing: readonly KubeObject[];
  /** Those that were asked for before. */
  readonly overdue: Overdue | undefined;
  /** Sentence about a child that belongs to somebody else. */
  readonly conflict: string | undefined;
  /** A stdio proxy is not created before its backend has a ready pod. */
  readonly proxyWaits: boolean;
}

/** Gathers the facts. */
export function computeFacts(input: StatusInput): Facts {
  const { observed, compiled, desired, findings, hold } = input;
  const errors = findings.filter((finding) => finding.level === 'error');
  const backend = computeWorkload(input, 'backend');
  const proxy = computeWorkload(input, 'proxy');
  const missing = listMissing(observed, compiled.server, desired);
  return {
    input,
    errors,
    tolerated: findings.filter(({ isTolerated }) => isTolerated === true),
    backend,
    proxy: withoutFollowing(input, proxy, backend),
    missing,
    overdue: findOverdue(input, missing),
    conflict: findConflict(input),
    proxyWaits: hold.cause === undefined && backend.desired && !proxy.desired && proxy.rollout.state === 'absent',
  };
}

/** Reasons that a stdio proxy shows while its backend is away: it ends itself at once and is started again. */
const FOLLOWING: ReadonlySet<string> = new Set(['CrashLoopBackOff', 'ContainerTerminated', 'ProgressDeadlineExceeded']);

/** The restarts of a stdio proxy are no failure of their own as long as the backend is not ready. */
function withoutFollowing(input: StatusInput, proxy: Workload, backend: Workload): Workload {
  if (!TRANSPORT_TRAITS[input.compiled.server.transport].attaches || backend.rollout.state === 'complete') return proxy;
  return proxy.failure !== undefined && FOLLOWING.has(proxy.failure.reason) ? { ...proxy, failure: undefined } : proxy;
}
