// Condition UnsupportedFields: fields of the spec that are accepted and change nothing, so that nobody relies on them.

import { UNSUPPORTED_FIELDS } from '../../validate/not-yet-supported.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { isObject } from '../../kube/object.ts';

/** Findings that say the same: not supported yet (also legacy fields, which the server no longer carries), or idle here. */
const CODES: ReadonlySet<string> = new Set(['MCP032', 'MCP080']);

/** True lists the fields; muted warnings do not shorten the list of what is not supported yet. */
export function computeUnsupportedFields({ input }: Facts): ConditionDraft {
  const type = 'UnsupportedFields';
  const spec: unknown = input.server.spec;
  const fields = new Set([
    ...UNSUPPORTED_FIELDS.filter(({ isUsed }) => isObject(spec) && isUsed(spec)).map(({ path }) => path),
    ...input.findings.filter(({ code }) => CODES.has(code)).map(({ path }) => path),
    ...(input.references.ignored ?? []),
  ]);
  if (fields.size === 0) {
    return { type, status: 'False', reason: 'AllFieldsSupported', message: 'Every field of the spec has an effect' };
  }
  const message = `Without effect in this release: ${[...fields].join('; ')}`;
  return { type, status: 'True', reason: 'FieldsIgnored', message };
}
