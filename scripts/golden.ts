// `make golden`: writes test/examples/*/expected from what the hooks answer now, and test/chart/golden from what the chart renders
// (`chart`), or only the examples that are named. The diff is for people to read.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { GOLDENS, renderGolden, VALUES_FILES } from '../test/chart/goldens.ts';
import { answerExample, EXAMPLES, listExamples } from '../test/examples/example.ts';
import type { Files } from '../test/expected/answer.ts';
import { collectShared, exampleOn } from '../test/expected/folders.ts';
import { type Example, shortFiles } from '../test/expected/short-files.ts';

const known = listExamples();
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => name !== 'chart' && !known.includes(name));
if (unknown === undefined) await writeGoldens();
else {
  console.error(
    unknown.startsWith('shared/')
      ? `test/examples/${unknown} is what other examples are like: make golden without EXAMPLE writes it, and them`
      : `there is no example ${unknown}: test/examples/${unknown} has no mcpserver.yaml`,
  );
  process.exitCode = 1;
}

/** What is named alone is written as it differs from the shared servers as their files are, which stay. */
async function writeGoldens(): Promise<void> {
  const isAll = wanted.length === 0;
  if (isAll) collectShared(writeExpected);
  for (const name of known.filter((example) => isAll || wanted.includes(example))) writeExpected(exampleOn(name));
  if (isAll || wanted.includes('chart')) await writeChart();
}

/** Writes the expected files of a folder. Gives them in full. */
function writeExpected(example: Example): Files {
  const full = answerExample(example.folder);
  const expected = new URL(`${example.folder}/expected/`, EXAMPLES);
  rmSync(expected, { recursive: true, force: true });
  mkdirSync(expected, { recursive: true });
  for (const [file, text] of shortFiles(full, example)) writeFileSync(new URL(file, expected), text);
  console.log(`${example.folder}: written`);
  return full;
}

async function writeChart(): Promise<void> {
  mkdirSync(GOLDENS, { recursive: true });
  for (const file of VALUES_FILES) writeFileSync(new URL(file, GOLDENS), await renderGolden(file));
  console.log('chart: written');
}
