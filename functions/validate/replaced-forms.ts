// Step: warnings about what /default replaces. /validate sees the object after that and could not know.

import type { Finding } from '../kube/finding.ts';
import { isObject } from '../kube/object.ts';
import { validateGroupRef } from './legacy-fields.ts';
import { MUTED_ANNOTATION, withoutMuted } from './mute.ts';

/** Warnings for the answer of /default, without muted ones. Errors are left to /validate. */
export function validateReplacedForms(raw: unknown): readonly Finding[] {
  const findings = validateGroupRef({ raw }).filter(({ level }) => level === 'warning');
  return withoutMuted(findings, { [MUTED_ANNOTATION]: readMuted(raw) });
}

function readMuted(raw: unknown): string {
  const metadata = isObject(raw) && isObject(raw['metadata']) ? raw['metadata'] : {};
  const annotations = isObject(metadata['annotations']) ? metadata['annotations'] : {};
  const muted = annotations[MUTED_ANNOTATION];
  return typeof muted === 'string' ? muted : '';
}
