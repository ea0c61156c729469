// Entry: makes everything under schemas/generated/ and the CRD from schemas/. `--check` writes nothing and names the files that differ.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GENERATORS } from './generate/index.ts';
import type { GeneratedFile } from './generate/schema.ts';

const root = join(import.meta.dirname, '..');

function currentText(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

function write(file: GeneratedFile): void {
  mkdirSync(dirname(join(root, file.path)), { recursive: true });
  writeFileSync(join(root, file.path), file.text);
}

const files = (await Promise.all(GENERATORS.map((generate) => generate(root)))).flat();
const different = files.filter((file) => currentText(file.path) !== file.text);
if (!process.argv.includes('--check')) {
  for (const file of different) write(file);
} else if (different.length > 0) {
  for (const file of different)
    console.error(`${file.path} is not what schemas/ says; run \`npm run generate\` and commit it`);
  process.exitCode = 1;
}
