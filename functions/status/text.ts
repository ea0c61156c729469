// Texts of the status: one line, bounded.

import { oneLine } from '../kube/short-text.ts';

/** `status.message` is read in one line of `kubectl describe`; ours, the schema has no limit. In characters. */
export const MAX_MESSAGE_LENGTH = 1024;

/** Limit of `conditions[].message` in the schema of Kubernetes' conditions. In characters. */
export const MAX_CONDITION_MESSAGE_LENGTH = 32_768;

/** The text in one line without control characters, cut with an ellipsis at `max` characters. */
export function boundedLine(text: string, max: number): string {
  const line = oneLine(text).trim();
  return line.length <= max ? line : `${line.slice(0, max - 1).toWellFormed()}…`;
}

/** The text without a full stop at its end, so that more can follow. */
export function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
