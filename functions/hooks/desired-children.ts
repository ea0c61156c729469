// Part of /sync: which children are answered: those of the spec, or those that exist as they were last asked for.

import { buildChildren } from '../children/index.ts';
import type { BuildInput } from '../children/input.ts';
import { quarantineChildren } from '../children/quarantine.ts';
import { restateChildren } from '../children/restate.ts';
import { hasWorkloads } from '../decode/observed.ts';
import { asksForQuarantine } from '../kube/annotations.ts';
import { type Finding, hasErrors } from '../kube/finding.ts';
import type { KubeObject } from '../kube/object.ts';
import { ok, type Result } from '../kube/result.ts';
import { validateChildSizes } from '../validate/size.ts';

/** The children, and all findings, those about the children among them. */
export interface Desired {
  readonly children: readonly KubeObject[];
  readonly findings: readonly Finding[];
}

/**
 * What runs is kept as it is while the spec has errors or a reference cannot be followed, and in quarantine. Fails with a
 * sentence when a child does not say how it was last applied.
 */
export function desiredChildren(input: BuildInput, judged: readonly Finding[]): Result<Desired> {
  const { observed, references, server } = input;
  const runs = hasWorkloads(observed);
  const held = hasErrors(judged) || (references.problems.length > 0 && runs);
  const built = held ? [] : buildChildren(input);
  const findings = [...judged, ...validateChildSizes(built)];
  const isQuarantined = asksForQuarantine(server.annotations);
  const mustKeep = held || hasErrors(findings);
  const kept = mustKeep || (isQuarantined && runs) ? restateChildren(observed) : ok(built);
  // To cut the network matters more than to keep pods from a new template.
  const children = kept.ok || mustKeep ? kept : ok(built);
  if (!children.ok) return children;
  return ok({ findings, children: isQuarantined ? quarantineChildren(input, children.value) : children.value });
}
