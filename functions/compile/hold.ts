// Compile: why the children do not follow the spec, decided once and read by whoever makes children or status.

import { asksForQuarantine } from './annotations.ts';
import { type Finding, hasErrors } from '../kube/finding.ts';
import type { Sources } from './sources.ts';

/** What keeps the spec from being rolled out: mistakes in it, something it refers to, or a name that somebody else has. */
export type HoldCause = 'spec' | 'references' | 'names';

/** Why the children of a server do not follow its spec. */
export interface Hold {
  /** The first cause that applies; undefined when spec, references and names are in order. */
  readonly cause: HoldCause | undefined;
  /** An administrator has cut the server off. Changes wait then too, whatever else is in order. */
  readonly isQuarantined: boolean;
}

/** Decides it, but for names: those depend on the children that the spec asks for. */
export function computeHold({ server, references }: Sources, findings: readonly Finding[]): Hold {
  const isQuarantined = asksForQuarantine(server.annotations);
  if (hasErrors(findings)) return { cause: 'spec', isQuarantined };
  if (references.problems.length > 0) return { cause: 'references', isQuarantined };
  return { cause: undefined, isQuarantined };
}

/** Whether the children follow the spec. */
export function isFree({ cause, isQuarantined }: Hold): boolean {
  return cause === undefined && !isQuarantined;
}

/** A cause in a word. */
export type HoldName = HoldCause | 'quarantine';

/** The cause in a word, for logs and traces; undefined where the children follow the spec. */
export function holdName({ cause, isQuarantined }: Hold): HoldName | undefined {
  return isQuarantined ? 'quarantine' : cause;
}
