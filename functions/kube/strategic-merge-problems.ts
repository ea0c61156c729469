// Vocabulary: what keeps a strategic merge patch from being merged.

import { at } from './finding.ts';
import { isObject } from './object.ts';
import { directiveProblems } from './strategic-merge-directive-problems.ts';
import { isDirective, PATCH } from './strategic-merge-directives.ts';
import { describeType, SCALARS } from './strategic-merge-scalars.ts';
import { type FieldType, type ListType, type MembersType, memberType } from './strategic-merge-types.ts';

/** One thing that cannot be merged. */
export interface PatchProblem {
  /** `type`: a value of the wrong type. `unknown`: a field that the type does not have. `merge`: a list item or directive without sense. */
  readonly kind: 'type' | 'unknown' | 'merge';
  readonly path: string;
  /** One sentence with the remedy. It contains no value of the patch. */
  readonly message: string;
  /** For `unknown`: the type that has no such field, and the field. */
  readonly field?: { readonly type: MembersType; readonly key: string };
}

/** Place of a value in the patch, and whether it stands inside a list that is replaced whole. */
interface Place {
  /** Made only where there is a problem: a large patch has very many places. */
  readonly path: () => string;
  readonly whole: boolean;
}

/**
 * Walks a patch by the table and gives its problems one by one, so that the caller decides how many it wants to know. What is
 * in an unknown field is not looked at: the walk is never deeper than the types are.
 */
export function findPatchProblems(type: FieldType, patch: unknown, path: string): Generator<PatchProblem> {
  return valueProblems(type, patch, { path: () => path, whole: false });
}

function* valueProblems(type: FieldType, value: unknown, place: Place): Generator<PatchProblem> {
  if (type.kind === 'list') yield* listProblems(type, value, place);
  else if (type.kind !== 'scalar') yield* memberProblems(type, value, place);
  else if (!SCALARS[type.name].accepts(value)) {
    const { wanted, hint } = SCALARS[type.name];
    yield wrongType(place.path(), wanted, { value, hint: hint(value) });
  }
}

function* memberProblems(type: MembersType, value: unknown, place: Place): Generator<PatchProblem> {
  if (!isObject(value)) {
    yield wrongType(place.path(), 'an object', { value });
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    const path = (): string => at(place.path(), key);
    const fieldType = memberType(type, key);
    if (isDirective(key))
      yield* place.whole ? [needlessDirective(path())] : directiveProblems({ type, patch: value, key }, path());
    else if (fieldType === undefined) yield unknownField(type, key, path());
    else if (member !== null) yield* valueProblems(fieldType, member, { ...place, path });
  }
}

function* listProblems(type: ListType, value: unknown, place: Place): Generator<PatchProblem> {
  if (!Array.isArray(value)) {
    yield wrongType(place.path(), 'a list', { value });
    return;
  }
  const items: readonly unknown[] = value;
  const whole = place.whole || type.merge === 'whole';
  for (const [index, item] of items.entries()) {
    const path = (): string => at(place.path(), index);
    const problem = whole || typeof type.merge === 'string' ? undefined : keyProblem(type.merge.key, item, path);
    if (problem === undefined) yield* valueProblems(type.of, item, { path, whole });
    else yield problem;
  }
}

function keyProblem(key: string, item: unknown, path: () => string): PatchProblem | undefined {
  if (!isObject(item) || item[PATCH] === 'replace') return undefined;
  if (Object.hasOwn(item, key) && item[key] !== null) return undefined;
  return {
    kind: 'merge',
    path: path(),
    message: `Items of this list are merged by their ${key}, and this one has none; give it a ${key}.`,
  };
}

function unknownField(type: MembersType, key: string, path: string): PatchProblem {
  const name = type.kind === 'object' ? type.name : 'map';
  return { kind: 'unknown', path, message: `${name} has no such field; remove or correct it.`, field: { type, key } };
}

function needlessDirective(path: string): PatchProblem {
  return {
    kind: 'merge',
    path,
    message: 'The list around it is replaced whole, so directives have no meaning here; remove it.',
  };
}

function wrongType(
  path: string,
  wanted: string,
  given: { readonly value: unknown; readonly hint?: string | undefined },
): PatchProblem {
  const hint = given.hint ?? `write ${wanted}`;
  return { kind: 'type', path, message: `This must be ${wanted}, not ${describeType(given.value)}; ${hint}.` };
}
