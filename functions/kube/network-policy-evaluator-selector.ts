// Vocabulary: whether labels fit a label selector.

import type { LabelSelector, LabelSelectorRequirement } from 'kubernetes-types/meta/v1.d.ts';

type Labels = Readonly<Record<string, string>>;
type Test = (value: string | undefined, values: readonly string[]) => boolean;

/** The operators of the API; an unknown one fits nothing. */
const OPERATORS: Readonly<Record<string, Test>> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};

/** All of its terms have to fit; an empty selector fits everything. */
export function fitsSelector(labels: Labels, { matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labelOf(labels, key) === value) &&
    matchExpressions.every((term) => fitsTerm(labels, term))
  );
}

function fitsTerm(labels: Labels, { key, operator, values = [] }: LabelSelectorRequirement): boolean {
  const test = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  return test !== undefined && test(labelOf(labels, key), values);
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
