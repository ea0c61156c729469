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
  const held = hasErrors(judged) || (references.problems.length > 0 && hasWorkloads(observed));
  const built = held ? [] : buildChildren(input);
  const findings = [...judged, ...validateChildSizes(built)];
  const isHeld = held || hasErrors(findings);
  const children = asksForQuarantine(server.annotations)
    ? cutOff(input, { built, isHeld })
    : isHeld
      ? restateChildren(observed)
      : ok(built);
  return children.ok ? ok({ findings, children: children.value }) : children;
}

/** What runs is kept; but to cut the network matters more than to keep pods from a new template. */
function cutOff(
  input: BuildInput,
  { built, isHeld }: { readonly built: readonly KubeObject[]; readonly isHeld: boolean },
): Result<readonly KubeObject[]> {
  const kept = isHeld || hasWorkloads(input.observed) ? restateChildren(input.observed) : ok(built);
  const children = kept.ok || isHeld ? kept : ok(built);
  return children.ok ? ok(quarantineChildren(input, children.value)) : children;
}
