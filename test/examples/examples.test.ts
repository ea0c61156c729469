// The main suite: every folder of test/examples, asked as a cluster would ask, answers what its `expected/` says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectShared, exampleOn, readExpected, readFiles } from '../expected/folders.ts';
import { type Example, shortFiles } from '../expected/short-files.ts';
import { answerExample, listExamples } from './example.ts';

/** Whether files have to be written again, and how. */
function assertWritten(example: Example, full: ReadonlyMap<string, string>, command: string): void {
  const [stands, written] = [readFiles(example.folder), shortFiles(full, example)];
  for (const [file, text] of written)
    assert.equal(stands.get(file), text, `${example.folder}/expected/${file}: run ${command} and read the diff`);
  assert.deepEqual([...stands.keys()].toSorted(), [...written.keys()].toSorted());
}

collectShared((example) => {
  const full = answerExample(example.folder);
  test(`example ${example.folder}: the hooks answer what expected/ says`, () =>
    assertWritten(example, full, 'make golden'));
  return full;
});

for (const name of listExamples()) {
  test(`example ${name}: the hooks answer what expected/ says`, () => {
    const [expected, answered] = [readExpected(name), answerExample(name)];
    for (const [file, text] of answered) assert.equal(text, expected.get(file), `${name}/expected/${file} in full`);
    assertWritten(exampleOn(name), answered, `make golden EXAMPLE=${name}`);
  });
}
