// Condition BackendReady: whether the user's MCP server runs as the spec asks and has a ready pod.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { computeWorkloadCondition } from '../workload-condition.ts';

/** From the observed StatefulSet and its pods. */
export function computeBackendReady(facts: Facts): ConditionDraft {
  return computeWorkloadCondition('BackendReady', facts.backend, facts);
}
