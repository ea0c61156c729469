// Condition Suspended: whether a server that shall have no pods has none; absent without the annotation.

import { asksForSuspend, QUARANTINE, SUSPEND } from '../../compile/annotations.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { isWithoutPods } from '../suspended.ts';
import type { Workload } from '../workload.ts';
import { WORKLOADS } from '../workload-name.ts';

const TYPE = 'Suspended';

/** True when both workloads are scaled to zero, or were never made. */
export function computeSuspended({ input, backend, proxy }: Facts): ConditionDraft | undefined {
  const { server } = input.compiled;
  if (!asksForSuspend(server.annotations)) return undefined;
  const running = [backend, proxy].find((workload) => !isWithoutPods(workload));
  if (running === undefined) {
    const message = `Backend and proxy have no pods; those they had before start when the annotation ${SUSPEND} is removed`;
    return { type: TYPE, status: 'True', reason: 'ScaledToZero', message };
  }
  if (input.hold.isQuarantined) {
    const message = `The pods are kept for as long as the server is in quarantine, and end when the annotation ${QUARANTINE} is removed`;
    return { type: TYPE, status: 'False', reason: 'Quarantined', message };
  }
  const message = `${phrase(running)} ${server.name} is not yet scaled to zero`;
  return { type: TYPE, status: 'False', reason: 'NotYetStopped', message };
}

function phrase({ component }: Workload): string {
  return WORKLOADS[component].kind;
}
