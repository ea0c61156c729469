// Part of status: whether a workload was written as it is asked for now, so that what differs was changed by somebody else.

import { asDesired } from '../children/kept/as-desired.ts';
import { childDigest } from '../children/kept/digest.ts';
import { readRecord, recordKey } from '../children/kept/record.ts';
import { extractApplied, FIELD_MANAGER, lastAppliedByMetacontroller } from '../kube/managed-fields.ts';
import type { KubeObject } from '../kube/object.ts';
import { millisecondsOf } from '../kube/time.ts';
import type { StatusInput } from './input.ts';
import { readTime } from './read.ts';

/** A workload as it is asked for, and as it is; the marks of the latter are well formed. */
export interface Versions {
  readonly desired: KubeObject;
  readonly observed: KubeObject;
}

/**
 * Under dynamic apply an annotation tells what was written. Under server-side apply the fields of Metacontroller have the values
 * that admission made of them, so the record of the last answer decides: it asked for the same, the workload is not as an earlier
 * answer asked for, and it was written since its last rollout was announced.
 */
export function isWrittenAsDesired(previous: StatusInput['previous'], { desired, observed }: Versions): boolean {
  const digest = childDigest(desired);
  const managed = extractApplied(observed, FIELD_MANAGER);
  if (managed === undefined) {
    const annotated = lastAppliedByMetacontroller(observed);
    return annotated !== undefined && childDigest(asDesired(annotated, observed)) === digest;
  }
  const [newest, ...before] = (readRecord(previous) ?? []).map(({ digests }) => digests.get(recordKey(desired)) ?? []);
  const there = childDigest(asDesired(managed, observed));
  if (newest?.includes(digest) !== true || before.some((digests) => digests.includes(there))) return false;
  return isWrittenSince(observed, timeOfRollout(previous));
}

/** Clocks of the hooks and of the API server differ by less. */
const CLOCK_TOLERANCE_MS = 5_000;

function isWrittenSince({ metadata }: KubeObject, time: string | undefined): boolean {
  const entry = metadata.managedFields?.find(({ manager, operation, subresource }) => {
    return manager === FIELD_MANAGER && operation === 'Apply' && (subresource ?? '') === '';
  });
  const written = readTime(entry, 'time');
  if (time === undefined || written === undefined) return true;
  return millisecondsOf(written) + CLOCK_TOLERANCE_MS >= millisecondsOf(time);
}

function timeOfRollout(previous: StatusInput['previous']): string | undefined {
  return previous?.conditions?.find(({ type }) => type === 'LastRollout')?.lastTransitionTime;
}
