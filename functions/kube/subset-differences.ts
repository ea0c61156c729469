// Vocabulary: where an observed object is not what was asked for, in the sense of `isSubset`.

import { factsOf } from './field-facts.ts';
import { isSubset } from './json-subset.ts';
import { readMember } from './json-reader.ts';
import { isObject } from './object.ts';

/** A step into a value: a member, or the item of a list that has a name. */
export type FieldStep = string | { readonly name: string };

/** The way from an object to one of its values. */
export type FieldPath = readonly FieldStep[];

/** The innermost fields that differ, in the order of `desired`; a list whose items have no names differs as a whole. */
export function listDifferences(desired: unknown, observed: unknown): readonly FieldPath[] {
  if (isObject(desired) && isObject(observed)) {
    return Object.entries(desired).flatMap(([key, value]) =>
      differencesOfMember(key, value, readMember(observed, key)),
    );
  }
  return isSubset(desired, observed) ? [] : [[]];
}

/** `spec.template.spec.containers[mcp].image`. */
export function formatFieldPath(path: FieldPath): string {
  return path
    .map((step, index) => (typeof step === 'string' ? `${index === 0 ? '' : '.'}${step}` : `[${step.name}]`))
    .join('');
}

/** The name of a field decides how its value is compared, so it is compared inside an object of that one member. */
function differencesOfMember(key: string, desired: unknown, observed: unknown): readonly FieldPath[] {
  if (isSubset({ [key]: desired }, { [key]: observed })) return [];
  if (factsOf(key).isQuantityMap && isObject(desired)) {
    return Object.keys(desired)
      .filter((name) => !isSubset({ [key]: { [name]: desired[name] } }, { [key]: observed ?? {} }))
      .map((name) => [key, name]);
  }
  const inner =
    Array.isArray(desired) && Array.isArray(observed)
      ? differencesOfItems(desired, observed)
      : isObject(desired) && isObject(observed)
        ? listDifferences(desired, observed)
        : [];
  return prefixed(key, inner.length === 0 ? [[]] : inner);
}

function differencesOfItems(desired: readonly unknown[], observed: readonly unknown[]): readonly FieldPath[] {
  const byName = new Map(observed.map((item) => [readMember(item, 'name'), item]));
  return desired.flatMap((item): readonly FieldPath[] => {
    const name = readMember(item, 'name');
    if (typeof name !== 'string') return [];
    const other = byName.get(name);
    if (other === undefined) return [[{ name }]];
    return prefixed({ name }, listDifferences(item, other));
  });
}

function prefixed(step: FieldStep, paths: readonly FieldPath[]): readonly FieldPath[] {
  return paths.map((path) => [step].concat(path));
}
