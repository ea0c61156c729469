// Condition LastRollout: why pods were last replaced; absent until that happens.

import { toSortedGoJson } from '../../kube/go-json.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { computeForeignRollouts } from '../foreign-additions.ts';
import { computeKubectlRestarts } from '../kubectl-restart.ts';
import { newestOf } from '../read.ts';
import { computeRolloutChanges, type RolloutChange } from '../rollout-cause.ts';

const TYPE = 'LastRollout';
/** Hexadecimal digits that tell one rollout from the next. */
const ID_LENGTH = 8;

const SUBJECTS = { proxy: 'the proxy is replaced', backend: 'the server is replaced' } as const;

/**
 * One sentence for each workload that this answer changes, or that somebody has restarted or written to. The observed objects may be
 * older than the last answer; a rollout that was reported then is recognised by the hash of its pod templates and reported once.
 */
export function computeLastRollout({ input, proxy, backend }: Facts): ConditionDraft | undefined {
  const previous = (input.previous?.conditions ?? []).find(({ type }) => type === TYPE);
  const requested = computeRolloutChanges(input, { proxy, backend });
  const since = previous?.lastTransitionTime;
  const restarted = requested.length > 0 ? requested : computeKubectlRestarts(input, since);
  const changes = restarted.length > 0 ? restarted : computeForeignRollouts(input, since);
  const [first] = changes;
  const unchanged =
    previous && ({ type: TYPE, status: 'True', reason: previous.reason, message: previous.message } as const);
  if (first === undefined) return unchanged;
  const start = `Rollout ${idOf(changes)}: `;
  if (previous?.message.startsWith(start) === true) return unchanged;
  const causes = changes.map(({ component, cause }) => `${SUBJECTS[component]} because ${cause.text}`);
  const message = `${start}${causes.join('; ')}`;
  const at = newestOf(changes.map((change) => change.at));
  return { type: TYPE, status: 'True', reason: first.cause.reason, message, isNew: true, since: at };
}

function idOf(changes: readonly RolloutChange[]): string {
  const templates = changes.map(({ component, template }) => ({ component, template }));
  return sha256Hex(toSortedGoJson({ templates })).slice(0, ID_LENGTH);
}
