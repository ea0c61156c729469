// Children: the annotation that rolls a workload when a Secret that it uses has changed.

import { SECRETS_CHECKSUM } from '../compile/annotations.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { KubeObject } from '../kube/object.ts';
import { templateAnnotation } from './observed-template.ts';

/**
 * Absent when the setting is off, or the workload uses no Secret that the spec names. While one of them is not there, the last value
 * stays: what runs has read it, and new pods could not start.
 */
export function secretsAnnotation(
  { references }: Compiled,
  workload: 'proxy' | 'backend',
  observed: KubeObject | undefined,
): Readonly<Record<string, string>> {
  const hash = references.secretHashes?.[workload];
  const value = hash === null ? templateAnnotation(observed, SECRETS_CHECKSUM) : hash;
  return value === undefined ? {} : { [SECRETS_CHECKSUM]: value };
}
