// Part of status: from drafts to conditions; an unchanged condition keeps its time, a change takes one from what changed.

import type { Condition } from '../../schemas/generated/mcp-server.ts';
import type { ConditionDraft } from './condition-draft.ts';
import { readText } from '../kube/json-reader.ts';
import { readTime } from './read.ts';
import { MAX_CONDITION_MESSAGE_LENGTH, boundedLine } from './text.ts';

/** What conditions have in common. */
export interface TimesInput {
  readonly previous: readonly unknown[];
  readonly receivedAt: string;
  readonly generation: number;
}

/** The full condition, with every field that the schema requires. */
export function computeCondition(draft: ConditionDraft, { previous, receivedAt, generation }: TimesInput): Condition {
  const before = previous.find((condition) => readText(condition, 'type') === draft.type);
  return {
    type: draft.type,
    status: draft.status,
    observedGeneration: generation,
    lastTransitionTime: transitionTime(draft, before, receivedAt),
    reason: draft.reason,
    message: boundedLine(draft.message, MAX_CONDITION_MESSAGE_LENGTH),
  };
}

/**
 * A change cannot be as old as the one before it. When the observed objects know no newer time, it came from the spec or from
 * a disappearance, of which nothing has a time: then the arrival of the request is the best that is known.
 */
function transitionTime({ status, since, isNew }: ConditionDraft, before: unknown, receivedAt: string): string {
  if (isNew === true) return since ?? receivedAt;
  const carried = readTime(before, 'lastTransitionTime');
  if (carried !== undefined && readText(before, 'status') === status) return carried;
  const isNewer = since !== undefined && (carried === undefined || since > carried);
  return isNewer ? since : receivedAt;
}
