// Reference: follows one reference to a config kind, and says how that went in ToolHive's conditions and hashes.

import { fail } from '../../kube/result.ts';
import type { ReferenceCondition, SpecFailure } from './condition.ts';
import { findBadName } from './bad-names.ts';
import { type ConfigFailure, findConfig } from './config-object.ts';
import type { Fields } from '../../kube/object.ts';
import {
  type ReferenceContext,
  brokenReference,
  type Reading,
  type ReferenceMember,
  type RequiredObject,
} from './reference.ts';
import type { References } from './resolved.ts';

/** A row of the table of references with its member of the spec. */
interface NamedObject extends RequiredObject {
  readonly member: ReferenceMember;
}

/** Nothing when the server names no object; otherwise what it says, or the problem that holds new workloads back. */
export function followConfig(context: ReferenceContext, reference: NamedObject): Partial<References> {
  const { kind, member, condition, hash } = reference;
  const refused = reference.refuse?.(context.server);
  if (refused !== undefined) return refused;
  const name = context.server.spec[member]?.name;
  if (name === undefined) return {};
  const found = findConfig(context, { kind, name });
  if (!found.ok) return failed(reference, found.error);
  const part = readNamed(found.value.spec, reference, context);
  if (!part.ok) return withConditions(failed(reference, specFailure(`${kind} ${name}`, part.error)), part.error);
  const isGood: readonly ReferenceCondition[] =
    condition?.valid === undefined
      ? []
      : [
          {
            type: condition.type,
            status: 'True',
            reason: condition.valid,
            message: `${kind} ${name} is used`,
          },
        ];
  return {
    ...part.value,
    hashes: { ...part.value.hashes, [hash]: found.value.hash },
    conditions: [...isGood, ...(part.value.conditions ?? [])],
  };
}

/** Names that nothing can have would be refused in a child, after others have changed. What policies say is their own. */
function readNamed(spec: Fields, { kind, read }: RequiredObject, context: ReferenceContext): Reading {
  const problem = kind === 'MCPAuthzConfig' ? undefined : findBadName(spec, 'spec');
  return problem === undefined ? read(spec, context) : fail(problem);
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

function failed({ member, condition }: NamedObject, failure: ConfigFailure): Partial<References> {
  const { message } = failure;
  const problem = brokenReference(`spec.${member}`, message);
  if (condition === undefined) return { problems: [problem] };
  return {
    problems: [problem],
    conditions: [{ type: condition.type, status: 'False', reason: reasonOf(condition, failure), message }],
  };
}

function reasonOf(condition: NonNullable<RequiredObject['condition']>, failure: ConfigFailure): string {
  const { kind, reason, verdict } = failure;
  if (reason !== undefined) return reason;
  if (condition.repeatsVerdict === true && verdict !== undefined) return verdict;
  return kind === 'not-found' ? condition.notFound : condition.notValid;
}
