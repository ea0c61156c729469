// Condition Ready: whether clients can use the server as the spec describes it; shown by `kubectl get`.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import type { Outcome } from '../phase.ts';
import { newestOf } from '../read.ts';

/** True in phase Ready only; otherwise the reason is NotReady and the message is that of the status, as in ToolHive. */
export function computeReady({ backend, proxy }: Facts, { phase, message }: Outcome): ConditionDraft {
  const isReady = phase === 'Ready';
  return {
    type: 'Ready',
    status: isReady ? 'True' : 'False',
    reason: isReady ? 'Ready' : 'NotReady',
    message,
    since: newestOf([backend.newestTime, proxy.newestTime]),
  };
}
