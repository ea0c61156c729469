// Condition UnsupportedFields: fields of the spec that are accepted and change nothing, so that nobody relies on them.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';

/** The finding that says the same of fields of the spec: idle beside the others. */
const CODE = 'MCP032';

/** True lists the fields, and the members of referenced objects, that nothing acts on. */
export function computeUnsupportedFields({ input }: Facts): ConditionDraft {
  const type = 'UnsupportedFields';
  const fields = new Set([
    ...input.findings.filter(({ code }) => code === CODE).map(({ path }) => path),
    ...(input.compiled.references.ignored ?? []),
  ]);
  if (fields.size === 0) {
    return { type, status: 'False', reason: 'AllFieldsSupported', message: 'Every field of the spec has an effect' };
  }
  const message = `Without effect in this release: ${[...fields].join('; ')}`;
  return { type, status: 'True', reason: 'FieldsIgnored', message };
}
