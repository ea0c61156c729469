// Step: the answer of `/customize` and `/config/customize`: which objects are handed over beside the children.

import type { RelatedRule } from '../decode/related-rule.ts';
import type { HookAnswer } from './hook-answer.ts';
import type { Parent } from './respond-sync.ts';

/** Metacontroller watches what the rules select, and asks again when one of them changes. */
export function respondCustomize(
  { namespace, name, uid }: Parent,
  relatedResources: readonly RelatedRule[],
): HookAnswer {
  const log = { outcome: 'customized', object: `${namespace}/${name}`, uid, rules: relatedResources.length };
  return { status: 200, body: { relatedResources }, log };
}
