// Answers to requests that cannot be served: never a 200, and a reason of one bounded line.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { respondBadRequest, respondRefusal } from '../../../functions/respond/respond-error.ts';

for (const [respond, status] of [
  [respondBadRequest, 400],
  [respondRefusal, 500],
] as const) {
  test(`${respond.name}: ${status} with the reason`, () => {
    assert.deepEqual([respond('why').status, respond('why').body], [status, { error: 'why' }]);
  });

  test(`${respond.name}: a reason is one line, and shortened`, () => {
    const { error } = respond('ab\nc '.repeat(5000)).body as { readonly error: string };
    assert.equal(error.length, 2048);
    assert.doesNotMatch(error, /\n/);
  });
}
