// Vocabulary: whether labels fit a label selector.

import { readList, readMember, readObject, readString } from './json-reader.ts';

type Test = (value: unknown, values: readonly unknown[]) => boolean;

/** The operators of the API; an unknown one fits nothing. */
const OPERATORS: ReadonlyMap<string | undefined, Test> = new Map<string, Test>([
  ['In', (value, values) => value !== undefined && values.includes(value)],
  ['NotIn', (value, values) => value === undefined || !values.includes(value)],
  ['Exists', (value) => value !== undefined],
  ['DoesNotExist', (value) => value === undefined],
]);

/**
 * Whether labels fit a LabelSelector: all of its terms have to. An empty selector fits everything, and so does an absent one.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function matchesSelector(selector: unknown, labels: Readonly<Record<string, string>> = {}): boolean {
  return (
    Object.entries(readObject(selector, 'matchLabels')).every(([key, value]) => readMember(labels, key) === value) &&
    readList(selector, 'matchExpressions').every((term) => fitsTerm(labels, term))
  );
}

function fitsTerm(labels: Readonly<Record<string, string>>, term: unknown): boolean {
  const test = OPERATORS.get(readString(term, 'operator'));
  return test?.(readMember(labels, readString(term, 'key') ?? ''), readList(term, 'values')) === true;
}
