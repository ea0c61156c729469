// `make golden`: writes test/examples/*/expected from what the hooks answer now. The diff is for people to read.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { answerExample, EXAMPLES, listExamples } from '../test/examples/example.ts';

for (const name of listExamples()) {
  const folder = new URL(`${name}/expected/`, EXAMPLES);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of answerExample(name)) writeFileSync(new URL(file, folder), text);
  console.log(`${name}: written`);
}
