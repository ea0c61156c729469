// Condition UnsupportedFields: fields of the spec that are accepted and change nothing, so that nobody relies on them.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';

/** The findings that say the same of fields of the spec: idle beside the others, and unknown to pods. */
const CODES: ReadonlySet<string> = new Set(['MCP032', 'MCP041']);

/** Lists the fields, and the members of referenced objects, that nothing acts on; without any there is no condition. */
export function computeUnsupportedFields({ input }: Facts): ConditionDraft | undefined {
  const fields = new Set([
    ...input.findings.filter(({ code }) => CODES.has(code)).map(({ path }) => path),
    ...(input.compiled.references.ignored ?? []),
  ]);
  if (fields.size === 0) return undefined;
  const message = `Without effect in this release: ${[...fields].join('; ')}`;
  return { type: 'UnsupportedFields', status: 'True', reason: 'FieldsIgnored', message };
}
