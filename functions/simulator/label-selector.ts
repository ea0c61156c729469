// Vocabulary of the loop: does a label selector match?

import { readList } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether labels match a LabelSelector (`matchLabels`, `matchExpressions`). An absent selector matches everything.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function matchesSelector(selector: unknown, labels: Labels = {}): boolean {
  if (!isObject(selector)) return true;
  const wanted = isObject(selector['matchLabels']) ? Object.entries(selector['matchLabels']) : [];
  const expressions = readList(selector, 'matchExpressions');
  return (
    wanted.every(([name, value]) => labels[name] === value) &&
    expressions.every((entry) => matchesExpression(entry, labels))
  );
}

function matchesExpression(expression: unknown, labels: Labels): boolean {
  if (!isObject(expression)) return false;
  const { operator } = expression;
  const value = labels[String(expression['key'])];
  const values = readList(expression, 'values');
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  if (operator === 'In') return value !== undefined && values.includes(value);
  return operator === 'NotIn' && (value === undefined || !values.includes(value));
}
