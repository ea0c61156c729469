import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesSelector } from '../../../functions/kube/label-selector.ts';

const LABELS = { app: 'fetch', tier: 'web' };

const CASES: readonly (readonly [string, unknown, boolean])[] = [
  ['no selector', undefined, true],
  ['an empty selector', {}, true],
  ['both labels', { matchLabels: LABELS }, true],
  ['one other value', { matchLabels: { app: 'fetch', tier: 'db' } }, false],
  ['a label that every object inherits', { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, false],
  ['In, its value', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'fetch'] }] }, true],
  ['In, another value', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] }, false],
  ['In, no such label', { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, false],
  ['NotIn, its value', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['fetch'] }] }, false],
  ['NotIn, no such label', { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
  ['Exists', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, true],
  ['DoesNotExist', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
  ['an operator that nobody knows', { matchExpressions: [{ key: 'app', operator: 'Like' }] }, false],
  ['a term that is none', { matchExpressions: [null] }, false],
  ['labels and terms', { matchLabels: LABELS, matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false],
];

for (const [what, selector, fits] of CASES)
  test(`matchesSelector: ${what}`, () => {
    assert.equal(matchesSelector(selector, LABELS), fits);
  });

test('matchesSelector: an object without labels fits what asks for none', () => {
  assert.deepEqual([matchesSelector({}), matchesSelector({ matchLabels: LABELS })], [true, false]);
});
