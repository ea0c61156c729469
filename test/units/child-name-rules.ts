// For tests of related rules: what is asked for beside the names of the server's own children, which every server asks for.

import { childNames } from '../../functions/decode/names.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import type { RelatedRule } from '../../functions/decode/related-rule.ts';

/** The rules without names of children, and without those that name nothing else. */
export function otherRules(rules: readonly RelatedRule[], name: string): readonly RelatedRule[] {
  return rules.flatMap((rule) => {
    const kind = POSSIBLE_CHILD_RESOURCES.find(({ resource }) => resource === rule.resource)?.kind ?? '';
    const own = childNames(kind, { name });
    const [first, ...others] = (rule.names ?? []).filter((named) => !own.includes(named));
    if (rule.names === undefined) return [rule];
    return first === undefined ? [] : [{ ...rule, names: [first, ...others] as const }];
  });
}
