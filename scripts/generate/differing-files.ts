// Generator: which generated files differ from what their sources give.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile, Generator } from './schema.ts';

/** The files that the generators make for the project at `root`, where the file there is missing or differs. */
export async function differingFiles(
  root: string,
  generators: readonly Generator[],
): Promise<readonly GeneratedFile[]> {
  const files = (await Promise.all(generators.map((generate) => generate(root)))).flat();
  return files.filter((file) => currentText(join(root, file.path)) !== file.text);
}

function currentText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
