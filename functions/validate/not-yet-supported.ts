// Rule: fields of the schema that this release does not act on. Nothing is dropped in silence.

import type { Finding } from '../kube/finding.ts';
import { finding, sentSpec, type ValidationInput } from './rule.ts';

/** A field that is accepted by the schema only. */
export interface UnsupportedField {
  readonly path: string;
  /** What the server would be without. With one, the field is an error: it protects the server. */
  readonly protection?: string;
  /** Whether a spec uses the field. */
  readonly isUsed: (spec: Readonly<Record<string, unknown>>) => boolean;
}

/** The fields, in the order of the schema. Rows go away as releases learn them. */
export const UNSUPPORTED_FIELDS: readonly UnsupportedField[] = [
  { path: 'spec.oidcConfig', protection: 'authentication', isUsed: has('oidcConfig') },
  { path: 'spec.authServerRef', protection: 'its authentication server', isUsed: has('authServerRef') },
  { path: 'spec.telemetry', isUsed: has('telemetry') },
  { path: 'spec.tools', isUsed: has('tools') },
];

/** Fields that protect the server are errors, the others warnings. */
export function validateNotYetSupported(input: ValidationInput): readonly Finding[] {
  const spec = sentSpec(input);
  return UNSUPPORTED_FIELDS.filter(({ isUsed }) => isUsed(spec)).map(({ path, protection }) =>
    protection === undefined
      ? finding(
          'MCP081',
          path,
          'This field is not supported yet and has no effect; remove it or wait for a release that has it.',
        )
      : finding(
          'MCP080',
          path,
          `This field is not supported yet, and the server would run without ${protection}; remove it if that is meant.`,
        ),
  );
}

function has(field: string): UnsupportedField['isUsed'] {
  return (spec) => spec[field] !== undefined;
}
