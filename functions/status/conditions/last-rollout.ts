// Condition LastRollout: why pods were replaced the last time; absent until that happens.

import { toSortedGoJson } from '../../kube/go-json.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { computeRolloutChanges, type RolloutChange } from '../rollout-cause.ts';

const TYPE = 'LastRollout';
/** Hexadecimal digits that tell one rollout from the next. */
const ID_LENGTH = 8;

const SUBJECTS = { proxy: 'the proxy is replaced', backend: 'the server is replaced' } as const;

/**
 * One sentence for each workload that this answer changes. What is observed may be older than the last answer; the rollout that
 * was told then is recognised by the hash of its pod templates and told once.
 */
export function computeLastRollout({ input, proxy, backend }: Facts): ConditionDraft | undefined {
  const told = (input.previous?.conditions ?? []).find(({ type }) => type === TYPE);
  const changes = computeRolloutChanges(input, { proxy, backend });
  const [first] = changes;
  const start = `Rollout ${idOf(changes)}: `;
  if (first === undefined || told?.message.startsWith(start) === true) {
    return told && { type: TYPE, status: 'True', reason: told.reason, message: told.message };
  }
  const causes = changes.map(({ component, cause }) => `${SUBJECTS[component]} because ${cause.text}`);
  const message = `${start}${causes.join('; ')}`;
  return { type: TYPE, status: 'True', reason: first.cause.reason, message, isNew: true };
}

function idOf(changes: readonly RolloutChange[]): string {
  const templates = changes.map(({ component, template }) => ({ component, template }));
  return sha256Hex(toSortedGoJson({ templates })).slice(0, ID_LENGTH);
}
