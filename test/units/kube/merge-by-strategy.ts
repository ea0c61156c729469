// A patch checked and merged, as the two are used for a pod template.

import { objectType } from '../../../functions/kube/field-types.ts';
import type { PatchProblem } from '../../../functions/kube/patch-problem.ts';
import { fail, ok, type Result } from '../../../functions/kube/result.ts';
import { mergeChecked } from '../../../functions/kube/strategic-merge.ts';
import { findPatchProblems } from '../../../functions/kube/strategic-merge-problems.ts';

/** Fails with the first thing that cannot be merged; `path` begins at the patch. */
export function mergeByStrategy<T extends object>(
  typeName: string,
  original: T,
  patch: object,
): Result<T, PatchProblem> {
  const [problem] = findPatchProblems(objectType(typeName), patch, { path: '', limit: 1 });
  return problem === undefined ? ok(mergeChecked(typeName, original, patch)) : fail(problem);
}
