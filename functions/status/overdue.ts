// Part of status: children that were asked for before and are still not there. Why, only an event of Metacontroller knows.

import { readRecord, RECORD_CONDITION, recordKey } from '../children/kept/record.ts';
import type { Server } from '../decode/server.ts';
import type { KubeObject } from '../kube/object.ts';
import { millisecondsOf } from '../kube/time.ts';
import type { StatusInput } from './input.ts';
import { isLeftBehind, leftBehindSentence, objectPhrase } from './ownership.ts';

/** Reason of condition `Applied`, whose time is then when the absence was noticed. */
export const NOT_CREATED = 'NotCreated';

/** Children that nobody refuses are there, and seen to be, within this time. */
const USUAL_MS = 5_000;

/** What is missing, and what is known of that. */
export interface Overdue {
  readonly first: KubeObject;
  readonly children: readonly KubeObject[];
  /** The status before says the same of the first. */
  readonly isKnown: boolean;
  /** Of the first: since when, the causes, and the command that tells which it is; once it has lasted longer than a start takes. */
  readonly sentence: string | undefined;
}

/** Undefined while nothing is missing, and shortly after the first answer, whose children are on their way. */
export function findOverdue(input: StatusInput, missing: readonly KubeObject[]): Overdue | undefined {
  const before = input.previous?.conditions?.find(({ type }) => type === RECORD_CONDITION);
  const children = listAppliedBefore(input, missing);
  const [first] = children;
  if (before === undefined || first === undefined) return undefined;
  const hasLasted = millisecondsOf(input.receivedAt) - millisecondsOf(before.lastTransitionTime) >= USUAL_MS;
  if (before.status === 'True' && !hasLasted) return undefined;
  const isKnown = before.reason === NOT_CREATED && before.message.startsWith(`${objectPhrase(first)} `);
  const sentence = isKnown && hasLasted ? sentenceOf(first, before.lastTransitionTime, input) : undefined;
  return { first, children, isKnown, sentence };
}

function listAppliedBefore(
  { compiled: { server }, previous }: StatusInput,
  missing: readonly KubeObject[],
): readonly KubeObject[] {
  if (missing.length === 0 || server.deleting) return [];
  const newest = readRecord(previous)?.[0];
  if (newest === undefined) return [];
  return missing.filter((child) => {
    const key = recordKey(child);
    return newest.digests.has(key) || !RECORDED_KEY.test(key);
  });
}

/** Kinds that a record has whenever they were asked for; of others it is enough that anything was. */
const RECORDED_KEY = /^(?:Deployment|StatefulSet|ConfigMap)\//;

/** A change that has not arrived is on its way for a moment; one that the API server refuses is seen in an event only. */
export function refusalHint({ compiled: { server } }: StatusInput): string {
  return `if this lasts, the API server may have refused the change, and an event says why: kubectl describe mcpserver ${server.name} -n ${server.namespace}`;
}

function sentenceOf(child: KubeObject, since: string, input: StatusInput): string | undefined {
  const { server } = input.compiled;
  if (isLeftBehind(child, input)) return leftBehindSentence(input);
  return `${objectPhrase(child)} was asked for and is not there since ${since}: the API server refuses it (an admission policy, a quota, no free address), or another program removes it. Next: ${eventsCommand(server)}`;
}

/** Metacontroller repeats its event while it is refused. */
function eventsCommand({ name, namespace }: Server): string {
  return `kubectl get events -n ${namespace} --field-selector involvedObject.name=${name},reason=SyncError`;
}
