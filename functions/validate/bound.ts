// Step: not more findings than a person can read.

import type { Finding, FindingLevel } from '../kube/finding.ts';

/** Most findings in one answer. The API server passes on 4096 characters of warnings, some 16 full lines. */
const MAX_FINDINGS = { error: 30, warning: 16 } as const satisfies Record<FindingLevel, number>;

/** Errors first, then warnings, the first ones of each; the last one says how many of its level are left out. */
export function boundFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...boundLevel(findings, 'error'), ...boundLevel(findings, 'warning')];
}

function boundLevel(findings: readonly Finding[], level: FindingLevel): readonly Finding[] {
  const same = findings.filter((finding) => finding.level === level);
  const kept = same.slice(0, MAX_FINDINGS[level]);
  const more = same.length - kept.length;
  return more === 0
    ? kept
    : kept.map((finding, index) => (index < kept.length - 1 ? finding : withMore(finding, more)));
}

function withMore(finding: Finding, more: number): Finding {
  return { ...finding, message: `${finding.message} (${more} more findings are not shown.)` };
}
