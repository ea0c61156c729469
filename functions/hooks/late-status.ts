// Part of /sync: whether the record of a held server may only be late. Metacontroller writes children before the status, and its
// view of the parent can be one write behind.

import type { Kept } from '../children/kept/keep.ts';
import type { AppliedRecord } from '../children/kept/record.ts';
import type { KubeObject } from '../kube/object.ts';

/** Metacontroller's field manager, for children and for the status. */
const METACONTROLLER = 'metacontroller';

/** Longest that a status may be behind the children: the write is tried again, and watches bring it. In milliseconds. */
const LATEST = 10_000;

/** Seconds after which Metacontroller asks again. */
export const RETRY_AFTER_SECONDS = 1;

/**
 * True while a child that is not what the record says was written by Metacontroller a moment ago, and everything else is as it
 * should be: policies, rights and Services. Then an answer that touches nothing loses nothing, and keeps the record that is on
 * its way from being overwritten. Whoever forges children can prolong this only as long as nothing has to be enforced.
 */
export function mayBeLate(
  { isClosed, isEnforced, unproven }: Kept,
  record: AppliedRecord | undefined,
  receivedAt: string,
): boolean {
  if (record === undefined || !isClosed || !isEnforced) return false;
  const now = Date.parse(receivedAt);
  return unproven.some(({ object }) => writeTimes(object).some((time) => Math.abs(now - time) <= LATEST));
}

function writeTimes({ metadata }: KubeObject): readonly number[] {
  return (metadata.managedFields ?? [])
    .filter(({ manager, subresource = '' }) => manager === METACONTROLLER && subresource === '')
    .map(({ time = '' }) => Date.parse(time));
}
