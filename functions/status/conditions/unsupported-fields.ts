// Condition UnsupportedFields: fields of the spec that are accepted and change nothing, so that nobody relies on them.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';

/** The findings that say the same of fields of the spec: idle beside the others, and unknown to pods. */
const CODES: ReadonlySet<string> = new Set(['MCP032', 'MCP041']);

/** True lists the fields, and the members of referenced objects, that nothing acts on. */
export function computeUnsupportedFields({ input }: Facts): ConditionDraft {
  const type = 'UnsupportedFields';
  const fields = new Set([
    ...input.findings.filter(({ code }) => CODES.has(code)).map(({ path }) => path),
    ...(input.compiled.references.ignored ?? []),
  ]);
  if (fields.size === 0) {
    return { type, status: 'False', reason: 'AllFieldsSupported', message: 'Every field of the spec has an effect' };
  }
  const message = `Without effect in this release: ${[...fields].join('; ')}`;
  return { type, status: 'True', reason: 'FieldsIgnored', message };
}
