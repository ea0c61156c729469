// Every object of a rendered pod, compared with the rules of its type.

import { type FieldType, keyedLists, memberType, objectType } from '../../kube/field-types.ts';
import { readItems } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { type Place, stepsTo } from '../../kube/place.ts';
import { type Check, isGiven, listed, type Problem, type TypeRules } from './checks.ts';
import { CONTAINER_RULES } from './container-rules.ts';
import { POD_RULES } from './pod-rules.ts';
import { SCHEDULING_RULES } from './scheduling-rules.ts';
import { VOLUME_RULES } from './volume-rules.ts';

/** Rules of one type, in the form in which they are walked over: each is tried on every object of a pod. */
interface ReadyRules {
  readonly required: readonly string[];
  readonly exactlyOneOf: readonly string[];
  readonly fields: readonly { readonly name: string; readonly check: Check }[];
  readonly distinct: readonly { readonly name: string; readonly keys: readonly string[] }[];
  readonly together: TypeRules['together'];
}

/** An item that stands twice in a list that is merged by key has no place, so their items differ too. */
const RULES: ReadonlyMap<string, ReadyRules> = new Map(
  Object.entries({ ...POD_RULES, ...CONTAINER_RULES, ...VOLUME_RULES, ...SCHEDULING_RULES }).map(([name, rules]) => [
    name,
    {
      required: rules.required ?? [],
      exactlyOneOf: rules.exactlyOneOf ?? [],
      fields: Object.entries(rules.fields ?? {}).map(([field, check]) => ({ name: field, check })),
      distinct: Object.entries({ ...keyedLists(name), ...rules.distinct }).map(([list, keys]) => ({
        name: list,
        keys,
      })),
      together: rules.together,
    },
  ]),
);

/** Takes a problem, and says whether to go on. */
export type Report = (problem: Problem) => boolean;

/** Everything in the spec of a pod that the API server would refuse, as places below it, until somebody has enough. */
export function findPodProblems(spec: Fields, report: Report): boolean {
  return walkValue(objectType('PodSpec'), spec, { place: undefined, report });
}

interface Walk {
  readonly place: Place;
  readonly report: Report;
}

/** Lists of scalars are judged with the object around them. */
function walkValue(type: FieldType, value: unknown, walk: Walk): boolean {
  if (type.kind === 'object') return !isObject(value) || walkMembers(type, value, walk);
  if (type.kind !== 'list' || type.of.kind === 'scalar' || !Array.isArray(value)) return true;
  const { of } = type;
  return value.every((item: unknown, index) => walkValue(of, item, below(index, walk)));
}

function below(step: string | number, { place, report }: Walk): Walk {
  return { place: { step, within: place }, report };
}

function walkMembers(type: Extract<FieldType, { readonly kind: 'object' }>, fields: Fields, walk: Walk): boolean {
  const rules = RULES.get(type.name);
  if (rules !== undefined && !objectProblems(rules, fields).every((problem) => reportAt(walk, problem))) return false;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const of = typeof value === 'object' ? memberType(type, name) : undefined;
    if (of !== undefined && of.kind !== 'scalar' && !walkValue(of, value, below(name, walk))) return false;
  }
  return true;
}

function reportAt({ place, report }: Walk, { path, remedy }: Problem): boolean {
  return report({ path: [...stepsTo(place), ...path], remedy });
}

function objectProblems(rules: ReadyRules, value: Fields): readonly Problem[] {
  const problems: Problem[] = [];
  for (const name of rules.required) if (isMissing(value[name])) problems.push({ path: [name], remedy: 'must be set' });
  problems.push(...oneOfProblems(rules.exactlyOneOf, value));
  for (const { name, check } of rules.fields) {
    const member = value[name];
    const remedy = isGiven(member) ? check(member) : undefined;
    if (remedy !== undefined) problems.push({ path: [name], remedy });
  }
  for (const { name, keys } of rules.distinct) {
    const list = value[name];
    if (Array.isArray(list)) problems.push(...repetitionProblems(name, keys, list));
  }
  return problems.concat(rules.together?.(value) ?? []);
}

function isMissing(value: unknown): boolean {
  return !isGiven(value) || (Array.isArray(value) && value.length === 0);
}

function oneOfProblems(names: readonly string[], value: Fields): readonly Problem[] {
  if (names.length === 0) return [];
  const [first, ...others] = names.filter((name) => isGiven(value[name]));
  if (first === undefined) return [{ path: [], remedy: `must have ${listed(names)}` }];
  return others.map((name) => ({ path: [name], remedy: `must be left out beside ${first}` }));
}

function repetitionProblems(name: string, keys: readonly string[], list: readonly unknown[]): readonly Problem[] {
  const seen = new Set<unknown>();
  return readItems(list).flatMap((item, index) => {
    const values = keys.map((member) => item[member] ?? DEFAULTS[member]);
    const key = values.length === 1 ? values[0] : JSON.stringify(values);
    if (seen.has(key))
      return [{ path: [name, index, keys[0] ?? ''], remedy: 'must differ from the other entries of its list' }];
    seen.add(key);
    return [];
  });
}

/** What the API server takes for members that lists are compared by. */
const DEFAULTS: Fields = { protocol: 'TCP' };
