// ToolHive's conditions about single references: there as long as the reference is, unlike in ToolHive, which leaves some.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';

/** One condition for each reference that has one, under the names and reasons of ToolHive v0.44. */
export function computeReferenceConditions({ input }: Facts): readonly ConditionDraft[] {
  return input.compiled.references.conditions ?? [];
}
