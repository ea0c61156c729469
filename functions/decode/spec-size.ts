// Step: is the spec small enough to be looked at?

import { isLargerThan } from '../kube/json-size.ts';
import { isObject } from '../kube/object.ts';

/**
 * Largest spec in bytes of JSON. Parts of it stand in children that hold 256 KiB of annotations or 1 MiB of data, so a
 * larger one could not be carried out, and reading it could take more memory than the hook server has.
 */
export const MAX_SPEC_BYTES: number = 256 * 1024;

/** Whether the spec of any value is over the limit, or nested deeper than any Kubernetes object is. Costs little however large it is. */
export function isSpecTooLarge(raw: unknown): boolean {
  return isObject(raw) && isLargerThan(MAX_SPEC_BYTES, raw['spec']);
}
