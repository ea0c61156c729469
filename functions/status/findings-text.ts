// Part of status: a list of findings as the text of a condition.

import { codeText } from '../decode/documentation.ts';
import type { Settings } from '../decode/settings.ts';
import type { Finding } from '../kube/finding.ts';

/** More findings than these are only counted: people correct them in rounds, and the object must stay small. */
const MAX_LISTED_FINDINGS = 20;

/** `spec.image: message (kubectl toolhive explain MCP010); spec.env[2]: …`, bounded. */
export function findingsText(findings: readonly Finding[], settings: Settings): string {
  const listed = findings.slice(0, MAX_LISTED_FINDINGS).map((finding) => findingText(finding, settings));
  const rest = findings.length - listed.length;
  return [...listed, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

/** `spec.image: message (kubectl toolhive explain MCP010)`, or the code and its address if the settings have one. */
export function findingText({ path, message, code }: Finding, settings: Settings): string {
  const said = `${message} (${codeText(code, settings)})`;
  return path === '' ? said : `${path}: ${said}`;
}

/** Whether ToolHive cannot parse the pod template that has this: a wrong type, or an amount that is none. */
export function isUnparsable({ code }: Finding): boolean {
  return code === 'MCP040' || code === 'MCP044';
}
