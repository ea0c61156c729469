// Reference: follows one reference to a config kind, and says how that went in ToolHive's conditions and hashes.

import type { Finding } from '../../kube/finding.ts';
import { fail, type Result } from '../../kube/result.ts';
import type { SpecFailure } from './condition.ts';
import type { References } from './resolved.ts';
import type { ReferenceCondition } from './condition.ts';
import { findBadName } from './bad-names.ts';
import { type ConfigFailure, type ConfigResource, findConfig, type ReferenceContext } from './config-object.ts';
import type { Fields } from '../../kube/object.ts';

/** One member of `spec` that names a config object. */
export interface ConfigReference {
  readonly resource: ConfigResource;
  readonly name: string | undefined;
  /** Place of the reference in the server. */
  readonly path: string;
  /** Member of `status` with the hash of the object. */
  readonly hash: string;
  /** ToolHive's condition and its reasons; absent where ToolHive has none. */
  readonly condition?: {
    readonly type: string;
    /** Reason of True; absent where ToolHive removes the condition when all is well. */
    readonly valid?: string;
    readonly notFound: string;
    readonly notValid: string;
    /** What ToolHive's own controller says against the object is repeated with its own reason. */
    readonly repeatsVerdict?: true;
  };
}

/** What the reader of a spec gives: its part of the references, or what is wrong. */
export type ReadSpec = (spec: Fields) => Result<Partial<References>, SpecFailure | string>;

/** Nothing when the server names no object; otherwise what it says, or the problem that holds new workloads back. */
export function followConfig(
  context: ReferenceContext,
  reference: ConfigReference,
  read: ReadSpec,
): Partial<References> {
  const { resource, name, condition, hash } = reference;
  if (name === undefined) return {};
  const found = findConfig(context, reference);
  if (!found.ok) return failed(reference, found.error);
  const part = readNamed(found.value.spec, resource, read);
  if (!part.ok)
    return withConditions(failed(reference, specFailure(`${resource.kind} ${name}`, part.error)), part.error);
  const isGood: readonly ReferenceCondition[] =
    condition?.valid === undefined
      ? []
      : [
          {
            type: condition.type,
            status: 'True',
            reason: condition.valid,
            message: `${resource.kind} ${name} is used`,
          },
        ];
  return {
    ...part.value,
    hashes: { ...part.value.hashes, [hash]: found.value.hash },
    conditions: [...isGood, ...(part.value.conditions ?? [])],
  };
}

/** Names that nothing can have would be refused in a child, after others have changed. What policies say is their own. */
function readNamed(spec: Fields, { kind }: ConfigResource, read: ReadSpec): ReturnType<ReadSpec> {
  const problem = kind === 'MCPAuthzConfig' ? undefined : findBadName(spec, 'spec');
  return problem === undefined ? read(spec) : fail(problem);
}

function specFailure(subject: string, error: SpecFailure | string): ConfigFailure {
  if (typeof error === 'string') return { kind: 'not-valid', message: `${subject}: ${error}` };
  const { reason, message } = error;
  return { kind: 'not-valid', message: `${subject}: ${message}`, ...(reason !== undefined && { reason }) };
}

function withConditions(part: Partial<References>, error: SpecFailure | string): Partial<References> {
  const more = typeof error === 'string' ? [] : (error.conditions ?? []);
  return { ...part, conditions: [...(part.conditions ?? []), ...more] };
}

function failed({ path, condition }: ConfigReference, failure: ConfigFailure): Partial<References> {
  const { message } = failure;
  const problem: Finding = { code: 'MCP070', level: 'error', path, message };
  if (condition === undefined) return { problems: [problem] };
  return {
    problems: [problem],
    conditions: [{ type: condition.type, status: 'False', reason: reasonOf(condition, failure), message }],
  };
}

function reasonOf(condition: NonNullable<ConfigReference['condition']>, failure: ConfigFailure): string {
  const { kind, reason, verdict } = failure;
  if (reason !== undefined) return reason;
  if (condition.repeatsVerdict === true && verdict !== undefined) return verdict;
  return kind === 'not-found' ? condition.notFound : condition.notValid;
}
