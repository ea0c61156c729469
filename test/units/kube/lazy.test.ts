import assert from 'node:assert/strict';
import { test } from 'node:test';

import { oncePer } from '../../../functions/kube/lazy.ts';

test('oncePer: works out once for each object, also what is undefined', () => {
  const asked: object[] = [];
  const nameOf = oncePer((object: { readonly name?: string }) => {
    asked.push(object);
    return object.name;
  });
  const [one, other, none] = [{ name: 'a' }, { name: 'a' }, {}];
  assert.deepEqual([one, one, other, none, none].map(nameOf), ['a', 'a', 'a', undefined, undefined]);
  assert.deepEqual(asked, [one, other, none]);
});
