// Step: warnings about what /default replaces. /validate sees the object after that and could not know.

import type { Finding } from '../kube/finding.ts';
import { validateGroupRef } from './legacy-fields.ts';
import { withoutMuted } from './mute.ts';
import type { Sent } from '../decode/sent.ts';

/** Warnings for the answer of /default, without muted ones. Errors are left to /validate. */
export function validateReplacedForms({ spec, annotations }: Sent): readonly Finding[] {
  const findings = validateGroupRef(spec['groupRef']).filter(({ level }) => level === 'warning');
  return withoutMuted(findings, annotations);
}
