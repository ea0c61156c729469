// `make expected EXAMPLE=a`: prints what the files of test/examples/a/expected say in full, as `render` would print it.

import { listExamples } from '../test/examples/example.ts';
import { readExpected, SHARED } from '../test/expected/folders.ts';

const known = new Set([...listExamples(), ...SHARED.map((like) => `shared/${like}`)]);
const names = process.argv.slice(2);
const unknown = names.find((name) => !known.has(name));
if (names.length === 0 || unknown !== undefined) {
  console.error(unknown === undefined ? 'say which: make expected EXAMPLE=start' : `there is no example ${unknown}`);
  process.exitCode = 1;
} else
  for (const name of names)
    for (const [file, text] of readExpected(name)) console.log(`# ${name}/expected/${file}\n${text}`);
