// Vocabulary: one problem for the user, with its place.

import { shorten } from './short-text.ts';

/** `error` refuses the object, `warning` is shown and lets it pass. */
export type FindingLevel = 'error' | 'warning';

/** One result of validation. */
export interface Finding {
  /** Stable code, `MCP001`…; the registry is `validate/codes.ts`. */
  readonly code: string;
  readonly level: FindingLevel;
  /** Where, as `spec.env[2].name`. */
  readonly path: string;
  /** One sentence: what is wrong and what to do. No line breaks, no secret values. */
  readonly message: string;
  /** An error of new objects that is a warning about a stored one. */
  readonly isTolerated?: true;
}

/** Longest name of a member inside a path, in characters: a label key with its prefix has at most 317. */
const MAX_STEP = 317;

/** A name that stands in a path without quotes. */
const PLAIN_STEP = /^[A-Za-z_][A-Za-z0-9_-]{0,316}$/;

/**
 * The place of a member or an item below another place: `at('spec.env', 2, 'name')` is `spec.env[2].name`. Names that are
 * longer than any name in Kubernetes are shortened.
 */
export function at(base: string, ...steps: readonly (string | number)[]): string {
  let path = base;
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`;
    else if (PLAIN_STEP.test(step)) path += path === '' ? step : `.${step}`;
    else path += `[${JSON.stringify(shorten(step, MAX_STEP))}]`;
  }
  return path;
}

/** Whether any of the findings refuses the object. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.level === 'error');
}
