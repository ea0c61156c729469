// Vocabulary: what keeps a strategic merge patch from being merged.

import { at } from './finding.ts';
import { isObject } from './object.ts';
import { type Place, stepsTo } from './place.ts';
import type { PatchProblem } from './patch-problem.ts';
import { isFollowable, NO_ORDER } from './followable-directives.ts';
import { isDirective, PATCH } from './strategic-merge-directives.ts';
import { describeType, SCALARS } from './strategic-merge-scalars.ts';
import { type FieldType, type ListType, type MembersType, memberType } from './field-types.ts';

/** Place of a value in the patch, and whether it stands inside a list that is replaced whole. */
interface Given {
  readonly place: Place;
  readonly whole: boolean;
  readonly found: Found;
}

/** What was found so far, and how much of each is wanted: the walk ends when there are so many problems. */
interface Found {
  readonly root: string;
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
  const found: Found = { root: path, problems: [], unknown: [], limit };
  checkValue(type, patch, { place: undefined, whole: false, found });
  return [...found.problems, ...found.unknown];
}

function checkValue(type: FieldType, value: unknown, given: Given): void {
  if (type.kind === 'list') checkList(type, value, given);
  else if (type.kind !== 'scalar') checkMembers(type, value, given);
  else if (!SCALARS[type.name].accepts(value)) {
    const { wanted, hint } = SCALARS[type.name];
    given.found.problems.push(wrongType(pathOf(given), wanted, { value, hint: hint(value) }));
  }
}

function checkMembers(type: MembersType, value: unknown, given: Given): void {
  const { place: within, whole, found } = given;
  if (!isObject(value)) {
    found.problems.push(wrongType(pathOf(given), 'an object', { value }));
    return;
  }
  for (const key of Object.keys(value)) {
    if (isFull(found)) return;
    const member = { place: { step: key, within }, whole, found };
    const fieldType = memberType(type, key);
    if (isDirective(key)) {
      if (!whole && isFollowable({ type, patch: value, key })) continue;
      found.problems.push({ kind: 'merge', path: pathOf(member), message: NO_ORDER });
    } else if (fieldType === undefined) addUnknown(type, key, member);
    else if (value[key] !== null) checkValue(fieldType, value[key], member);
  }
}

function checkList(type: ListType, value: unknown, given: Given): void {
  const { place: within, whole, found } = given;
  if (!Array.isArray(value)) {
    found.problems.push(wrongType(pathOf(given), 'a list', { value }));
    return;
  }
  const isWhole = whole || type.merge === 'whole';
  const key = isWhole || typeof type.merge === 'string' ? undefined : type.merge.key;
  for (const [index, item] of value.entries()) {
    if (isFull(found)) return;
    const inList = { place: { step: index, within }, whole: isWhole, found };
    const problem = key === undefined ? undefined : keyProblem(key, item, inList);
    if (problem === undefined) checkValue(type.of, item, inList);
    else found.problems.push(problem);
  }
}

function pathOf({ place, found: { root } }: Given): string {
  return at(root, ...stepsTo(place));
}

function isFull({ problems, limit }: Found): boolean {
  return problems.length >= limit;
}

function keyProblem(key: string, item: unknown, given: Given): PatchProblem | undefined {
  if (!isObject(item) || item[PATCH] === 'replace') return undefined;
  if (Object.hasOwn(item, key) && item[key] !== null) return undefined;
  return {
    kind: 'merge',
    path: pathOf(given),
    message: `Items of this list are merged by their ${key}, and this one has none; give it a ${key}.`,
  };
}

function addUnknown(type: MembersType, key: string, given: Given): void {
  const { unknown, limit } = given.found;
  if (unknown.length >= limit) return;
  const name = type.kind === 'object' ? type.name : 'map';
  const message = `${name} has no such field; remove or correct it.`;
  unknown.push({ kind: 'unknown', path: pathOf(given), message, field: { type, key } });
}

function wrongType(
  path: string,
  wanted: string,
  given: { readonly value: unknown; readonly hint?: string | undefined },
): PatchProblem {
  const hint = given.hint ?? `write ${wanted}`;
  return { kind: 'type', path, message: `This must be ${wanted}, not ${describeType(given.value)}; ${hint}.` };
}
