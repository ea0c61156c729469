// `make golden`: writes test/examples/*/expected from what the hooks answer now, and test/chart/golden from what the chart renders
// (`chart`), or only the examples that are named. The diff is for people to read.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { GOLDENS, renderGolden, VALUES_FILES } from '../test/chart/goldens.ts';
import { answerExample, EXAMPLES, listExamples } from '../test/examples/example.ts';

const known = listExamples();
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => name !== 'chart' && !known.includes(name));
if (unknown !== undefined) throw new Error(`no folder test/examples/${unknown} with an mcpserver.yaml`);
for (const name of known.filter((example) => wanted.length === 0 || wanted.includes(example))) {
  const folder = new URL(`${name}/expected/`, EXAMPLES);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of answerExample(name)) writeFileSync(new URL(file, folder), text);
  console.log(`${name}: written`);
}

if (wanted.length === 0 || wanted.includes('chart')) {
  mkdirSync(GOLDENS, { recursive: true });
  for (const file of VALUES_FILES) writeFileSync(new URL(file, GOLDENS), await renderGolden(file));
  console.log('chart: written');
}
