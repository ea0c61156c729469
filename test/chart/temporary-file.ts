// Support: a file that goes away with the test.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** Writes the text to a new file and returns its path. */
export function temporaryFile(context: TestContext, text: string, name = 'file.yaml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'toolhive-chart-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
