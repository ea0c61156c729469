// Vocabulary: one thing that keeps a strategic merge patch from being merged.

import type { MembersType } from './field-types.ts';

/** One thing that cannot be merged. */
export interface PatchProblem {
  /** `type`: a value of the wrong type. `unknown`: a field that the type does not have. `merge`: a list item or directive without sense. */
  readonly kind: 'type' | 'unknown' | 'merge';
  readonly path: string;
  /** One sentence with the remedy. It contains no value of the patch. */
  readonly message: string;
  /** For `unknown`: the type that has no such field, and the field. */
  readonly field?: { readonly type: MembersType; readonly key: string };
}
