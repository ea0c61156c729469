// Golden renders: a change of the chart is seen as a change of what it renders. `make golden` writes them anew.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GOLDENS, renderGolden, VALUES_FILES } from './goldens.ts';
import { helmTest } from './helm.ts';

for (const file of VALUES_FILES) {
  helmTest(`${file}: renders what is expected`, async () => {
    const expected = readFileSync(new URL(file, GOLDENS), 'utf8').split('\n');
    const rendered = (await renderGolden(file)).split('\n');
    const line = rendered.findIndex((text, index) => text !== expected[index]);
    assert.equal(rendered[line], expected[line], `line ${line + 1}`);
    assert.equal(rendered.length, expected.length);
  });
}

test('golden renders: one for each values file', () => {
  assert.deepEqual(readdirSync(GOLDENS).toSorted(), VALUES_FILES.toSorted());
});
