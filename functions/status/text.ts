// Texts of the status: one line, bounded.

/** `status.message` is read in one line of `kubectl describe`; ours, the schema has no limit. In characters. */
export const MAX_MESSAGE_LENGTH = 1024;

/** Limit of `conditions[].message` in the schema of Kubernetes' conditions. In characters. */
export const MAX_CONDITION_MESSAGE_LENGTH = 32_768;

/** Characters that break a line, and those that are not seen: they can turn the direction of a line or hide in a name. */
const CONTROL_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** The text in one line without control characters, cut with an ellipsis at `max` characters. */
export function oneLine(text: string, max: number): string {
  const line = text.replace(CONTROL_CHARACTERS, ' ').trim().toWellFormed();
  return line.length <= max ? line : `${line.slice(0, max - 1).toWellFormed()}…`;
}

/** The text without a full stop at its end, so that more can follow. */
export function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}

/** `1 time`, `3 times`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
