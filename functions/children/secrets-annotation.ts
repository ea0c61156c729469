// Children: the annotation that rolls a workload when a Secret that it uses has changed.

import { SECRETS_CHECKSUM } from '../compile/annotations.ts';
import type { Compiled } from '../compile/compiled.ts';

/** Absent when the setting is off, or the workload uses no Secret that the spec names. */
export function secretsAnnotation(
  { references }: Compiled,
  workload: 'proxy' | 'backend',
): Readonly<Record<string, string>> {
  const hash = references.secretHashes?.[workload];
  return hash === undefined ? {} : { [SECRETS_CHECKSUM]: hash };
}
