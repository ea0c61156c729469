// Step: limits findings to a number that people can read.

import type { Finding, FindingLevel } from '../kube/finding.ts';

/** Most findings in one answer. The API server passes on 4096 characters of warnings, some 16 full lines. */
export const MAX_FINDINGS: Readonly<Record<FindingLevel, number>> = { error: 30, warning: 16 };

/** Errors first, then warnings, the first ones of each; the last one says when others of its level are left out. */
export function boundFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...boundLevel(findings, 'error'), ...boundLevel(findings, 'warning')];
}

function boundLevel(findings: readonly Finding[], level: FindingLevel): readonly Finding[] {
  const same = findings.filter((finding) => finding.level === level);
  const kept = same.slice(0, MAX_FINDINGS[level]);
  const last = kept.at(-1);
  return last === undefined || same.length === kept.length ? kept : [...kept.slice(0, -1), withMore(last)];
}

/** Nobody counts them: the search for errors ends soon after as many as are shown. */
function withMore(finding: Finding): Finding {
  return { ...finding, message: `${finding.message} (There are more findings, which are not shown.)` };
}
