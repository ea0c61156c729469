// Condition PodTemplateValid: whether spec.podTemplateSpec can be merged; absent without that field.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { findingsText, isUnparsable } from '../findings-text.ts';

const TYPE = 'PodTemplateValid';
const FIELD = /^spec\.podTemplateSpec(?:$|[.[])/;

/** False lists the findings below spec.podTemplateSpec. */
export function computePodTemplateValid({ input, errors }: Facts): ConditionDraft | undefined {
  if (input.compiled.server.podTemplate === undefined) return undefined;
  const wrong = errors.filter(({ path }) => FIELD.test(path));
  if (wrong.length > 0) {
    // ToolHive's words for what cannot be parsed, which scripts look for.
    const start = wrong.some(isUnparsable) ? 'Failed to parse PodTemplateSpec: ' : '';
    return {
      type: TYPE,
      status: 'False',
      reason: 'InvalidPodTemplateSpec',
      message: start + findingsText(wrong, input.compiled.settings),
    };
  }
  return { type: TYPE, status: 'True', reason: 'ValidPodTemplateSpec', message: 'spec.podTemplateSpec was merged' };
}
