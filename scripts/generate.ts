// Entry: makes everything that is generated. `--check` writes nothing, names the files that differ and then fails.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { differingFiles } from './generate/differing-files.ts';
import { GENERATORS } from './generate/index.ts';
import type { GeneratedFile } from './generate/schema.ts';

const root = join(import.meta.dirname, '..');

function write(file: GeneratedFile): void {
  mkdirSync(dirname(join(root, file.path)), { recursive: true });
  writeFileSync(join(root, file.path), file.text);
}

const files = await differingFiles(root, GENERATORS);
if (!process.argv.includes('--check')) {
  for (const file of files) write(file);
} else if (files.length > 0) {
  for (const { path } of files)
    console.error(`${path} is not what its source says; run \`make generate\` and commit it`);
  process.exitCode = 1;
}
