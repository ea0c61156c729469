// Part of status: what BackendReady and ProxyReady have in common.

import type { ConditionDraft } from './condition-draft.ts';
import type { ContainerState } from './container-state.ts';
import type { Facts } from './facts.ts';
import { isServing, type RolloutState } from './rollout.ts';
import { foreignChangesText } from './foreign-changes.ts';
import { NOT_CREATED, refusalHint } from './overdue.ts';
import { isLeftBehind } from './ownership.ts';
import { workloadName } from '../decode/names.ts';
import { countOf } from '../kube/short-text.ts';
import type { Workload } from './workload.ts';
import { podPhrase, WORKLOADS } from './workload-name.ts';

interface StateText {
  readonly reason: string;
  readonly text: string;
}

/** What each state but `complete` means to a reader. */
const STATES = {
  absent: { reason: 'NotCreated', text: 'does not exist yet' },
  unapplied: { reason: 'NotApplied', text: 'is not yet as the spec asks' },
  unseen: { reason: 'RollingOut', text: 'has a change that its controller has not seen yet' },
  stopped: { reason: 'ScaledToZero', text: 'is scaled to zero' },
  replacing: { reason: 'RollingOut', text: 'is replacing pods of the spec before' },
  starting: { reason: 'Starting', text: 'has no ready pod yet' },
} as const satisfies Record<Exclude<RolloutState, 'complete'>, StateText>;

/** A workload that this answer does not ask for and that is not there either. */
const HELD_BACK: StateText = { reason: 'HeldBack', text: 'is held back until spec and references are in order' };

/** One that came back from a backup, and that Metacontroller has not taken back. */
const UNOWNED: StateText = { reason: 'NotOwned', text: 'is there and nobody owns it' };

/**
 * The condition of one workload: ready, also by pods of the spec before while it is updated, failing with reason and next step, or on
 * its way with what is known.
 */
export function computeWorkloadCondition(type: string, workload: Workload, facts: Facts): ConditionDraft {
  const { failure, newestTime, rollout } = workload;
  if (rollout.state === 'complete') {
    const partly = failure === undefined ? '' : `, but ${failure.reason}: ${failure.message}`;
    const message = `${subject(workload, facts)} has ${readyText(workload)}${partly}${changesText(workload)}`;
    return { type, status: 'True', reason: 'Ready', message, since: newestTime };
  }
  const { reason, message } = notReady(workload, rollout.state, facts);
  const status = failure === undefined && isServing(rollout) ? 'True' : 'False';
  return { type, status, reason, message, since: newestTime };
}

function notReady(
  workload: Workload,
  state: Exclude<RolloutState, 'complete'>,
  facts: Facts,
): { readonly reason: string; readonly message: string } {
  const { failure, hint, rollout } = workload;
  const known = failure ?? refusal(workload, facts);
  if (known !== undefined) return { reason: known.reason, message: known.message };
  const { reason, text } = state === 'absent' ? absence(workload, facts) : STATES[state];
  const details = [
    ...(state === 'absent' ? [] : [readyText(workload)]),
    ...containerTexts(workload, facts),
    ...(hint === undefined ? [] : [hint]),
    ...(state === 'unapplied' && rollout.seen ? [refusalHint(facts.input)] : []),
  ];
  return {
    reason,
    message: `${[`${subject(workload, facts)} ${text}`, ...details].join('; ')}${changesText(workload)}`,
  };
}

function absence({ component, desired }: Workload, { input }: Facts): StateText {
  if (!desired) return HELD_BACK;
  const { kind } = WORKLOADS[component];
  return isLeftBehind({ kind, metadata: { name: workloadName(input.compiled.server) } }, input)
    ? UNOWNED
    : STATES.absent;
}

/** The API server, or another program, does not let it exist. */
function refusal(
  { component }: Workload,
  { overdue }: Facts,
): { readonly reason: string; readonly message: string } | undefined {
  if (overdue?.first.kind !== WORKLOADS[component].kind || overdue.sentence === undefined) return undefined;
  return { reason: NOT_CREATED, message: overdue.sentence };
}

/** A note: the pods run what the cluster makes of the spec. */
function changesText({ rollout: { changes } }: Workload): string {
  return changes.length === 0 ? '' : `; note: ${foreignChangesText(changes)}`;
}

/** Containers that are not ready; one text for the same state in several proxy pods. */
function containerTexts({ component, pods }: Workload, { input }: Facts): readonly string[] {
  const texts = pods.flatMap((pod) => {
    const place = podPhrase({ server: input.compiled.server, component, pod: pod.name });
    return pod.containers
      .filter(({ ready, init }) => !ready && !init)
      .map((container) => `container ${container.name} of ${place}: ${containerText(container)}`);
  });
  return [...new Set(texts)];
}

function containerText({ waiting, restartCount }: ContainerState): string {
  const state = waiting === undefined || waiting.reason === '' ? 'not ready' : waiting.reason;
  return restartCount === 0 ? state : `${state}, restarted ${countOf(restartCount, 'time')}`;
}

function readyText({ rollout }: Workload): string {
  return `${rollout.readyReplicas} of ${countOf(rollout.wanted, 'pod')} ready`;
}

function subject({ component }: Workload, { input }: Facts): string {
  return `${WORKLOADS[component].kind} ${input.compiled.server.name}`;
}
