import assert from 'node:assert/strict';
import { test } from 'node:test';

import { caseKeys } from '../../../functions/kube/case-keys.ts';

test('caseKeys: the right key, another case, and no such key', () => {
  const nameOf = caseKeys(['emptyDir', 'name']);
  assert.equal(nameOf('emptyDir'), 'emptyDir');
  assert.equal(nameOf('emptydir'), 'emptyDir');
  assert.equal(nameOf('EMPTYDIR'), 'emptyDir');
  assert.equal(nameOf('empty'), undefined);
  assert.equal(nameOf('__proto__'), undefined);
  assert.equal(nameOf('toString'), undefined);
});
