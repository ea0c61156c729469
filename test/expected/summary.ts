// Expected files: what people look for first, as the first line of a file.

import { isObject } from '../../functions/kube/object.ts';

/** `Refused: MCP012; warnings: MCP030`. */
export function admissionSummary(admission: unknown): string {
  const { allowed, causes, warnings } = isObject(admission) ? admission : {};
  const warned = codesIn(warnings);
  const verdict = allowed === true ? 'Accepted' : `Refused: ${codesIn(causes)}`;
  return warned === '' ? verdict : `${verdict}; warnings: ${warned}`;
}

function codesIn(value: unknown): string {
  const found = JSON.stringify(value ?? '').match(/\bMCP\d{3}\b/g) ?? [];
  return [...new Set(found)].join(', ');
}

/** `Failed: Invalid spec: …`. */
export function statusSummary(status: unknown): string {
  const { phase, message } = isObject(status) ? status : {};
  return `${String(phase)}: ${String(message)}`.replaceAll('\n', ' ');
}
