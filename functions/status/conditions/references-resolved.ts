// Condition ReferencesResolved: whether everything that the spec names could be read.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { findingsText } from '../findings-text.ts';

/** False lists what is missing or cannot be used; nothing new is started then. */
export function computeReferencesResolved({ input }: Facts): ConditionDraft {
  const { problems } = input.compiled.references;
  const type = 'ReferencesResolved';
  if (problems.length > 0) {
    return {
      type,
      status: 'False',
      reason: 'ReferencesNotResolved',
      message: findingsText(problems, input.compiled.settings),
    };
  }
  return { type, status: 'True', reason: 'ReferencesResolved', message: 'Everything that the spec refers to was read' };
}
