// Step: requests that admission allows without validating the spec.

import type { AdmissionRequest } from './admission-review.ts';
import { isEqual } from '../kube/json-equal.ts';
import { readString } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';

/**
 * Whether a request always passes: everything but CREATE and UPDATE, objects that are being deleted (their finalizers must
 * go), and updates that leave the spec as it is (metadata, status, finalizers), so that a server stored before a rule
 * existed can still be labelled, reported on and removed.
 */
export function isExempt({
  operation,
  object,
  oldObject,
}: Pick<AdmissionRequest, 'operation' | 'object' | 'oldObject'>): boolean {
  if (operation !== 'CREATE' && operation !== 'UPDATE') return true;
  return isDeleting(object) || (operation === 'UPDATE' && isSpecUnchanged(oldObject, object));
}

/** Whether two versions of an object have the same spec. The order of members does not count, the order of lists does. */
export function isSpecUnchanged(oldObject: unknown, object: unknown): boolean {
  return isObject(oldObject) && isObject(object) && isEqual(oldObject['spec'], object['spec']);
}

function isDeleting(object: unknown): boolean {
  return readString(object, 'metadata', 'deletionTimestamp') !== undefined;
}
