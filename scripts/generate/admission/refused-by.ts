// Admission page: which part of the cluster refuses what an error is about. A test asks a real API server for each of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FINDINGS } from '../../../functions/validate/codes.ts';
import { CHART } from '../chart-values.ts';

/** Who refuses first: the CRD's schema, the admission policy, or the webhook alone. */
export type RefusedBy = 'schema' | 'policy' | 'webhook';

/** One rule of `files/admission-rules.yaml`. */
export interface AdmissionRule {
  readonly code: string;
  readonly expression: string;
  readonly message: string;
  readonly podSecurity?: boolean;
  /** An update of an object that breaks it already is left to /validate. */
  readonly mayStay?: boolean;
}

/** One rule of `files/child-rules.yaml`. */
export interface ChildRule {
  readonly expression: string;
  readonly message: string;
  /** The lowest level that it belongs to. */
  readonly podSecurity?: 'baseline' | 'restricted';
  /** The list of `settings.podTemplate.allowed` that it is about. */
  readonly allowed?: string;
}

/** Errors whose example in the registry breaks the schema of the CRD. */
const BY_SCHEMA: ReadonlySet<string> = new Set([
  'MCP001',
  'MCP003',
  'MCP008',
  'MCP018',
  'MCP019',
  'MCP024',
  'MCP027',
  'MCP028',
  'MCP035',
  'MCP052',
  'MCP053',
  'MCP055',
  'MCP056',
  'MCP060',
]);

/** The rules of the policy about MCPServers. */
export function readAdmissionRules(root: string): readonly AdmissionRule[] {
  return parse(readFileSync(join(root, CHART, 'files/admission-rules.yaml'), 'utf8')) as readonly AdmissionRule[];
}

/** The errors about an MCPServer alone, each with who refuses it; what depends on other objects is left out. */
export function listRefusals(root: string): Readonly<Record<string, RefusedBy>> {
  const codes = new Set(readAdmissionRules(root).map(({ code }) => code));
  const errors = Object.entries(FINDINGS).filter(
    ([, { level, foundBy, kind }]) => level === 'error' && foundBy === undefined && kind === undefined,
  );
  const refusedBy = (code: string): RefusedBy =>
    codes.has(code) ? 'policy' : BY_SCHEMA.has(code) ? 'schema' : 'webhook';
  return Object.fromEntries(errors.map(([code]) => [code, refusedBy(code)]));
}
