// `make golden EXAMPLE=a` writes what belongs to that example and nothing else. It is run in a copy of the folders that it writes.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const COPY = mkdtempSync(join(tmpdir(), 'golden-'));
after(() => rmSync(COPY, { recursive: true }));

for (const folder of ['scripts', 'test/chart', 'test/examples', 'test/expected'])
  cpSync(join(ROOT, folder), join(COPY, folder), { recursive: true });
for (const name of ['charts', 'functions', 'node_modules', 'package.json', 'schemas'])
  symlinkSync(join(ROOT, name), join(COPY, name));

function golden(...names: readonly string[]): { readonly code: number | null; readonly error: string } {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/golden.ts', ...names], {
    cwd: COPY,
    encoding: 'utf8',
  });
  return { code: status, error: stderr };
}

/** Files below test/ that are not as in the repository. */
function changedFiles(): readonly string[] {
  const files = globSync('test/{examples,chart/golden}/**/*.yaml', { cwd: COPY });
  return files
    .filter((file) => readFileSync(join(COPY, file), 'utf8') !== readFileSync(join(ROOT, file), 'utf8'))
    .toSorted();
}

test('golden: an example that is as it was is written as it was', () => {
  assert.deepEqual(golden('readme', 'start'), { code: 0, error: '' });
  assert.deepEqual(changedFiles(), []);
});

test('golden: an edited example changes its own files, and no other that was edited too', () => {
  for (const name of ['sse-demo', 'stdio-demo']) {
    const file = join(COPY, `test/examples/${name}/mcpserver.yaml`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('image: ghcr.io/example/', 'image: ghcr.io/other/'));
  }
  assert.deepEqual(golden('stdio-demo'), { code: 0, error: '' });
  assert.deepEqual(changedFiles(), [
    'test/examples/sse-demo/mcpserver.yaml',
    'test/examples/stdio-demo/expected/children.yaml',
    'test/examples/stdio-demo/mcpserver.yaml',
  ]);
});

test('golden: what is no example is refused in one sentence', () => {
  assert.deepEqual(golden('strat'), {
    code: 1,
    error: 'there is no example strat: test/examples/strat has no mcpserver.yaml\n',
  });
  assert.deepEqual(golden('shared/sse'), {
    code: 1,
    error:
      'test/examples/shared/sse is what other examples are like: make golden without EXAMPLE writes it, and them\n',
  });
});
