// Condition Valid: whether the spec is one that is rolled out.

import { INVALID_SPEC } from '../../decode/references/config-object.ts';
import type { Settings } from '../../decode/settings.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Finding } from '../../kube/finding.ts';
import type { Facts } from '../facts.ts';
import { findingsText } from '../findings-text.ts';

/** Reason of the condition when it is True, on servers and on what they refer to. */
export const VALID_SPEC = 'ValidSpec';

/** False lists every finding that refuses the spec; the children then stay as they were. */
export function computeValid({ errors, tolerated, input }: Facts): ConditionDraft {
  const { settings } = input.compiled;
  if (errors.length === 0)
    return { type: 'Valid', status: 'True', reason: VALID_SPEC, message: validText(tolerated, settings) };
  const message = `The spec is not rolled out, what runs is left as it was: ${findingsText(errors, settings)}`;
  return { type: 'Valid', status: 'False', reason: INVALID_SPEC, message };
}

function validText(tolerated: readonly Finding[], settings: Settings): string {
  if (tolerated.length === 0) return 'The spec is valid';
  return `The spec runs as under ToolHive, but a new object would be refused: ${findingsText(tolerated, settings)}`;
}
