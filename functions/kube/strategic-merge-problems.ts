// Vocabulary: what keeps a strategic merge patch from being merged.

import { at } from './finding.ts';
import { isObject } from './object.ts';
import type { PatchProblem } from './patch-problem.ts';
import { directiveProblems, type DirectiveUse } from './strategic-merge-directive-problems.ts';
import { isDirective, PATCH } from './strategic-merge-directives.ts';
import { describeType, SCALARS } from './strategic-merge-scalars.ts';
import { type FieldType, type ListType, type MembersType, memberType } from './field-types.ts';

/** Place of a value in the patch, and whether it stands inside a list that is replaced whole. */
interface Place {
  /** Made only where there is a problem: a large patch has very many places. */
  readonly path: () => string;
  readonly whole: boolean;
  readonly found: Found;
}

/** What was found so far, and how much of each is wanted: the walk ends when there are so many problems. */
interface Found {
  readonly problems: PatchProblem[];
  /** Unknown fields keep nothing from being merged, so no number of them may hide a problem. */
  readonly unknown: PatchProblem[];
  readonly limit: number;
}

/**
 * Walks a patch by the table and gives its first problems, at most `limit`, and after them the first unknown fields, at most
 * `limit` of those too. What is in an unknown field is not looked at: the walk is never deeper than the types are.
 */
export function findPatchProblems(
  type: FieldType,
  patch: unknown,
  { path, limit }: { readonly path: string; readonly limit: number },
): readonly PatchProblem[] {
  const found: Found = { problems: [], unknown: [], limit };
  checkValue(type, patch, { path: () => path, whole: false, found });
  return [...found.problems, ...found.unknown];
}

function checkValue(type: FieldType, value: unknown, place: Place): void {
  if (type.kind === 'list') checkList(type, value, place);
  else if (type.kind !== 'scalar') checkMembers(type, value, place);
  else if (!SCALARS[type.name].accepts(value)) {
    const { wanted, hint } = SCALARS[type.name];
    place.found.problems.push(wrongType(place.path(), wanted, { value, hint: hint(value) }));
  }
}

function checkMembers(type: MembersType, value: unknown, { path, whole, found }: Place): void {
  if (!isObject(value)) {
    found.problems.push(wrongType(path(), 'an object', { value }));
    return;
  }
  for (const key of Object.keys(value)) {
    if (isFull(found)) return;
    const place = { path: () => at(path(), key), whole, found };
    const fieldType = memberType(type, key);
    if (isDirective(key)) found.problems.push(...checkDirective({ type, patch: value, key }, place));
    else if (fieldType === undefined) addUnknown(type, key, place);
    else if (value[key] !== null) checkValue(fieldType, value[key], place);
  }
}

function checkDirective(use: DirectiveUse, { path, whole }: Place): readonly PatchProblem[] {
  return whole ? [needlessDirective(path())] : directiveProblems(use, path());
}

function checkList(type: ListType, value: unknown, { path, whole, found }: Place): void {
  if (!Array.isArray(value)) {
    found.problems.push(wrongType(path(), 'a list', { value }));
    return;
  }
  const isWhole = whole || type.merge === 'whole';
  const key = isWhole || typeof type.merge === 'string' ? undefined : type.merge.key;
  for (const [index, item] of value.entries()) {
    if (isFull(found)) return;
    const place = { path: () => at(path(), index), whole: isWhole, found };
    const problem = key === undefined ? undefined : keyProblem(key, item, place.path);
    if (problem === undefined) checkValue(type.of, item, place);
    else found.problems.push(problem);
  }
}

function isFull({ problems, limit }: Found): boolean {
  return problems.length >= limit;
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

function addUnknown(type: MembersType, key: string, { path, found: { unknown, limit } }: Place): void {
  if (unknown.length >= limit) return;
  const name = type.kind === 'object' ? type.name : 'map';
  const message = `${name} has no such field; remove or correct it.`;
  unknown.push({ kind: 'unknown', path: path(), message, field: { type, key } });
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
