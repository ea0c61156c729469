// Bounded work: bodies of nearly the largest size that the server takes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasTooManyValues } from '../../../functions/requests/body-values.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../../../functions/requests/limits.ts';
import { BODY_BYTES, bodyCases } from './bodies.ts';
import { testBudget } from './keep-budget.ts';

test('worst cases: the server hands every large body to its hook', () => {
  const bodies = bodyCases().flatMap(({ calls }) => calls(BODY_BYTES).map(({ body }) => body));
  assert.ok(bodies.every((body) => Buffer.byteLength(body) <= DEFAULT_MAX_BODY_BYTES));
  assert.ok(!bodies.some((body) => hasTooManyValues(Buffer.from(body))));
  assert.ok(bodies.some((body) => Buffer.byteLength(body) > 0.98 * DEFAULT_MAX_BODY_BYTES));
});

testBudget('large bodies keep the budget', bodyCases(), BODY_BYTES);
