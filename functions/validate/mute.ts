// Step: removes warnings that the owner of a server has muted.

import { IGNORE_WARNINGS } from '../compile/annotations.ts';
import type { Finding } from '../kube/finding.ts';

/** Most codes that are read; there are fewer. */
const MAX_CODES = 100;

/** The codes of the annotation in upper case, without empty ones. */
export function mutedCodes(annotations: Readonly<Record<string, string>>): readonly string[] {
  return (annotations[IGNORE_WARNINGS] ?? '')
    .split(/[,\s]+/)
    .filter((code) => code !== '')
    .slice(0, MAX_CODES)
    .map((code) => code.toUpperCase());
}

/** The findings without muted warnings. Errors cannot be muted. */
export function withoutMuted(
  findings: readonly Finding[],
  annotations: Readonly<Record<string, string>>,
): readonly Finding[] {
  if (findings.length === 0) return findings;
  const muted = new Set(mutedCodes(annotations));
  return findings.filter(({ code, level }) => level === 'error' || !muted.has(code));
}
