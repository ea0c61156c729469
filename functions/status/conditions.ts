// Part of status: the ordered list of conditions.

import type { Condition } from '../../schemas/generated/mcp-server.ts';
import { computeCondition } from './condition-times.ts';
import type { ConditionDraft } from './condition-draft.ts';
import { computeApplied } from './conditions/applied.ts';
import { computeAuthzPrimaryUpstream } from './conditions/authz-primary-upstream.ts';
import { computeBackendReady } from './conditions/backend-ready.ts';
import { computeLastRollout } from './conditions/last-rollout.ts';
import { computeNetworkOpen } from './conditions/network-open.ts';
import { computePermissionsEnforced } from './conditions/permissions-enforced.ts';
import { computePodTemplateValid } from './conditions/pod-template-valid.ts';
import { computeProxyReady } from './conditions/proxy-ready.ts';
import { computeQuarantined } from './conditions/quarantined.ts';
import { computeRateLimitConfigValid } from './conditions/rate-limit-config-valid.ts';
import { computeReady } from './conditions/ready.ts';
import { computeReferencesResolved } from './conditions/references-resolved.ts';
import { computeSessionStorageWarning } from './conditions/session-storage-warning.ts';
import { computeStdioReplicaCapped } from './conditions/stdio-replica-capped.ts';
import { computeSuspended } from './conditions/suspended.ts';
import { computeReferenceConditions } from './conditions/toolhive-references.ts';
import { computeUnsupportedFields } from './conditions/unsupported-fields.ts';
import { computeValid } from './conditions/valid.ts';
import type { Facts } from './facts.ts';
import type { Outcome } from './phase.ts';
import { readList } from '../kube/json-reader.ts';

type ConditionRule = (facts: Facts, outcome: Outcome) => ConditionDraft | readonly ConditionDraft[] | undefined;

/** In the order in which `kubectl describe` shows them. */
const CONDITIONS: readonly ConditionRule[] = [
  computeReady,
  computeValid,
  computeReferencesResolved,
  computeBackendReady,
  computeProxyReady,
  computeLastRollout,
  computePermissions,
  computeQuarantined,
  computeSuspended,
  computeUnsupportedFields,
  computePodTemplateValid,
  computeStdioReplicaCapped,
  computeSessionStorageWarning,
  computeRateLimitConfigValid,
  computeAuthzPrimaryUpstream,
  computeApplied,
];

/** Whether the profile holds, and from that, what it leaves open: policies are compared once. */
function computePermissions(facts: Facts): readonly ConditionDraft[] {
  const enforced = computePermissionsEnforced(facts);
  return [enforced, computeNetworkOpen(facts, enforced)];
}

/** All conditions that apply, each with every field that the schema requires. */
export function computeConditions(facts: Facts, outcome: Outcome): readonly Condition[] {
  const { previous, receivedAt, compiled } = facts.input;
  const times = { previous: readList(previous, 'conditions'), receivedAt, generation: compiled.server.generation };
  const drafts = [...CONDITIONS.flatMap((rule) => rule(facts, outcome) ?? []), ...computeReferenceConditions(facts)];
  return drafts.map((draft) => computeCondition(draft, times));
}
