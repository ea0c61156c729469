// Every object of a rendered pod, compared with the rules of its type.

import { type FieldType, keyedLists, memberType, objectType } from '../../kube/field-types.ts';
import { readItems, readList, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { isGiven, listed, type Problem, type Steps, type TypeRules } from './checks.ts';
import { CONTAINER_RULES } from './container-rules.ts';
import { POD_RULES } from './pod-rules.ts';
import { SCHEDULING_RULES } from './scheduling-rules.ts';
import { VOLUME_RULES } from './volume-rules.ts';

/** An item that stands twice in a list that is merged by key has no place, so their items differ too. */
const RULES: ReadonlyMap<string, TypeRules> = new Map(
  Object.entries({ ...POD_RULES, ...CONTAINER_RULES, ...VOLUME_RULES, ...SCHEDULING_RULES }).map(([name, rules]) => [
    name,
    { ...rules, distinct: { ...keyedLists(name), ...rules.distinct } },
  ]),
);

/** Everything in the spec of a pod that the API server would refuse, as places below it; each found when it is asked for. */
export function podSpecProblems(spec: Fields): Iterable<Problem> {
  return valueProblems(objectType('PodSpec'), spec, []);
}

function* valueProblems(type: FieldType, value: unknown, path: Steps): Generator<Problem> {
  if (type.kind === 'object') yield* membersProblems(type, value, path);
  // Lists of scalars are judged with the object around them.
  if (type.kind !== 'list' || type.of.kind === 'scalar') return;
  for (const [index, item] of readList(value).entries()) yield* valueProblems(type.of, item, [...path, index]);
}

function* membersProblems(
  type: Extract<FieldType, { readonly kind: 'object' }>,
  value: unknown,
  path: Steps,
): Generator<Problem> {
  if (typeof value !== 'object' || value === null) return;
  const fields = readObject(value);
  for (const problem of objectProblems(RULES.get(type.name) ?? {}, fields)) yield below(path, problem);
  for (const [name, member] of Object.entries(fields)) {
    const of = memberType(type, name);
    if (of !== undefined && of.kind !== 'scalar') yield* valueProblems(of, member, [...path, name]);
  }
}

function below(path: Steps, problem: Problem): Problem {
  return { ...problem, path: [...path, ...problem.path] };
}

function objectProblems(rules: TypeRules, value: Fields): readonly Problem[] {
  const missing = (rules.required ?? []).filter((name) => !isGiven(value[name]) || isEmptyList(value[name]));
  return [
    ...missing.map((name) => ({ path: [name], remedy: 'must be set' })),
    ...oneOfProblems(rules.exactlyOneOf ?? [], value),
    ...Object.entries(rules.fields ?? {}).flatMap(([name, check]) => {
      const remedy = isGiven(value[name]) ? check(value[name]) : undefined;
      return remedy === undefined ? [] : [{ path: [name], remedy }];
    }),
    ...Object.entries(rules.distinct ?? {}).flatMap(([name, keys]) => repetitionProblems(name, keys, value[name])),
    ...(rules.together?.(value) ?? []),
  ];
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function oneOfProblems(names: readonly string[], value: Fields): readonly Problem[] {
  if (names.length === 0) return [];
  const [first, ...others] = names.filter((name) => isGiven(value[name]));
  if (first === undefined) return [{ path: [], remedy: `must have ${listed(names)}` }];
  return others.map((name) => ({ path: [name], remedy: `must be left out beside ${first}` }));
}

function repetitionProblems(name: string, keys: readonly string[], list: unknown): readonly Problem[] {
  const seen = new Set<string>();
  return readItems(list).flatMap((item, index) => {
    const key = JSON.stringify(keys.map((member) => item[member] ?? DEFAULTS[member]));
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path: [name, index, keys[0] ?? ''], remedy: 'must differ from the other entries of its list' }];
  });
}

/** What the API server takes for members that lists are compared by. */
const DEFAULTS: Fields = { protocol: 'TCP' };
