// Children: the annotation that rolls a workload when a Secret that it uses has changed.

import type { BuildInput } from './input.ts';

/** On both pod templates, with the setting rollout.onSecretChange: a short hash of the Secrets that the spec names. */
const SECRETS_CHECKSUM = 'toolhive.stacklok.dev/secrets-checksum';

/** Absent when the setting is off, or the workload uses no Secret that the spec names. */
export function secretsAnnotation(
  { references }: BuildInput,
  workload: 'proxy' | 'backend',
): Readonly<Record<string, string>> {
  const hash = references.secretHashes?.[workload];
  return hash === undefined ? {} : { [SECRETS_CHECKSUM]: hash };
}
