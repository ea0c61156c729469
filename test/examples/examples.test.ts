// The main suite: every folder of test/examples, asked as a cluster would ask, answers what its `expected/` says.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { answerExample, EXAMPLES, listExamples } from './example.ts';

for (const name of listExamples()) {
  test(`example ${name}: the hooks answer what expected/ says`, () => {
    const expected = new URL(`${name}/expected/`, EXAMPLES);
    const answered = answerExample(name);
    for (const [file, text] of answered) {
      const url = new URL(file, expected);
      assert.ok(existsSync(url), `${name}/expected/${file} is missing: run make golden and read it`);
      assert.equal(text, readFileSync(url, 'utf8'), `${name}/expected/${file}`);
    }
    assert.deepEqual(readdirSync(expected).toSorted(), [...answered.keys()].toSorted());
  });
}
