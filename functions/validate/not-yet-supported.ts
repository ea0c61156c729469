// Rule: fields of the schema that this release does not act on. Nothing is dropped in silence.

import type { Finding } from '../kube/finding.ts';
import { finding, sentSpec, type ValidationInput } from './rule.ts';

/** A field that is accepted by the schema only. It protects the server, so using it is an error. */
export interface UnsupportedField {
  readonly path: string;
  /** What the server would be without. */
  readonly protection: string;
  /** Whether a spec uses the field. */
  readonly isUsed: (spec: Readonly<Record<string, unknown>>) => boolean;
}

/** The fields, in the order of the schema. Rows go away as releases learn them. */
export const UNSUPPORTED_FIELDS: readonly UnsupportedField[] = [
  {
    path: 'spec.authServerRef',
    protection: 'its authentication server',
    isUsed: ({ authServerRef }) => authServerRef !== undefined,
  },
];

/** One error for each field that is used. */
export function validateNotYetSupported(input: ValidationInput): readonly Finding[] {
  const spec = sentSpec(input);
  return UNSUPPORTED_FIELDS.filter(({ isUsed }) => isUsed(spec)).map(({ path, protection }) =>
    finding(
      'MCP080',
      path,
      `This field is not supported yet, and the server would run without ${protection}; remove it if that is meant.`,
    ),
  );
}
